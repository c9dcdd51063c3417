import { badUserInput } from '@gridlink/subgraph-kit';
import type { Interest } from './listeners.ts';
import type { TicketEvent } from './live-event.ts';

type Given<T> = T | null | undefined;

/** The input of the same name. */
export type TicketChangeFilter = {
  readonly ids?: Given<readonly string[]>;
  readonly codes?: Given<readonly string[]>;
  readonly changes?: Given<readonly string[]>;
  readonly stages?: Given<readonly string[]>;
  readonly division?: Given<string>;
  readonly gridId?: Given<string>;
  readonly unit?: Given<string>;
  readonly late?: Given<boolean>;
};

const MOST = 200;

type Condition = (event: TicketEvent) => boolean;

function oneOf(
  field: string,
  values: Given<readonly string[]>,
  of: (event: TicketEvent) => string,
): readonly Condition[] {
  if (!values) return [];
  if (values.length > MOST) throw badUserInput(`最多 ${MOST} 个 (at most ${MOST})`, `filter.${field}`);
  const wanted = new Set(values);
  return [(event) => wanted.has(of(event))];
}

const same = <T>(value: Given<T>, of: (event: TicketEvent, value: T) => boolean): readonly Condition[] =>
  value === null || value === undefined ? [] : [(event) => of(event, value)];

/** All conditions together, on the ticket as it was after the change. */
export function ticketChangeFilter(filter: TicketChangeFilter): Condition {
  const conditions = [
    ...oneOf('ids', filter.ids, ({ ticket }) => ticket.id),
    ...oneOf('codes', filter.codes, ({ ticket }) => ticket.code),
    ...oneOf('changes', filter.changes, ({ kind }) => kind),
    ...oneOf('stages', filter.stages, ({ ticket }) => ticket.stage),
    ...same(filter.division, ({ ticket }, division) => ticket.areas.includes(division)),
    ...same(filter.gridId, ({ ticket }, gridId) => ticket.gridId === gridId),
    ...same(filter.unit, ({ ticket }, unit) => ticket.units.some(({ organization }) => organization === unit)),
    ...same(filter.late, ({ ticket }, late) => ticket.late === late),
  ];
  return (event) => conditions.every((holds) => holds(event));
}

/** What a filter asks for by name, the narrowest place first. */
export function interestOf({ ids, codes, gridId, unit, division }: TicketChangeFilter): Interest {
  const place = gridId ?? unit ?? division;
  return { ...(ids ? { tickets: ids } : {}), ...(codes ? { codes } : {}), ...(place ? { place } : {}) };
}
