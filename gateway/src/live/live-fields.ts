import type { Caller } from '@gridlink/contracts';
import { badUserInput } from '@gridlink/subgraph-kit';
import { assignmentIn, concernsUnit } from './assignment-change.ts';
import { INSTRUCTION_FIELDS } from './instruction-fields.ts';
import type { Interest } from './listeners.ts';
import { type LiveEvent, subjectIdOf, type TicketEvent } from './live-event.ts';
import { NOTIFICATION_FIELD } from './notification-field.ts';
import { interestOf, type TicketChangeFilter, ticketChangeFilter } from './ticket-change-filter.ts';

export type LiveArguments = Readonly<Record<string, unknown>>;
export type Wants = (event: LiveEvent) => boolean;

/** A part of what is pushed that the graph is asked for. */
export type Asked = {
  /** Field of the pushed object. */
  readonly field: string;
  /** Field of Query that answers for it, with its one argument. */
  readonly query: string;
  readonly argument: { readonly name: string; readonly type: string };
  /** A field of its type that anybody who may ask for it may read: asked where the client itself asks for nothing. */
  readonly least: string;
};

type Common = {
  readonly asked: Asked;
  /** Which events matter for these arguments. Throws for arguments that cannot be served. */
  wants(args: LiveArguments, caller: Caller): Wants;
  /** The same as far as events can be looked up by it. */
  interest(args: LiveArguments): Interest;
};

/** Each event is pushed once, in order, and a cursor leads back to it. */
export type EventField = Common & {
  readonly kind: 'EVENTS';
  valueOf(event: LiveEvent): unknown;
  /** What the gateway itself knows of the pushed object. */
  local(event: LiveEvent, cursor: string, args: LiveArguments, caller: Caller): Readonly<Record<string, unknown>>;
};

/** What holds now is pushed, when something changed and not too often; what was missed does not matter. */
export type StateField = Common & {
  readonly kind: 'STATE';
  /** How long after a change it is in what is read, milliseconds; 0 for what is read from the tickets themselves. */
  readonly settleMs: number;
  valueOf(args: LiveArguments): unknown;
  local(now: Date): Readonly<Record<string, unknown>>;
};

export type LiveField = EventField | StateField;

const TICKET: Asked = { field: 'ticket', query: 'ticket', argument: { name: 'id', type: 'ID!' }, least: 'id' };
const COUNTS: Asked = {
  field: 'counts',
  query: 'ticketCounts',
  argument: { name: 'filter', type: 'TicketFilter' },
  least: 'stage',
};
/** Tickets' subscriptions hear of nothing else. */
const ofTickets =
  (wants: (event: TicketEvent) => boolean): Wants =>
  (event) =>
    event.noun === 'ticket' && wants(event);

type Counted = { readonly areas: readonly string[]; readonly gridId?: string | undefined };

/** Figures hear of whatever they count. */
const ofCounted =
  (wants: (counted: Counted) => boolean): Wants =>
  (event) => {
    if (event.noun === 'ticket') return wants(event.ticket);
    return event.noun === 'participation' && wants(event.matter);
  };

/** Counters follow what they count by about half a second. */
const COUNTED_AFTER_MS = 1_000;
const FIGURES: Asked = {
  field: 'figures',
  query: 'figures',
  argument: { name: 'input', type: 'FiguresInput!' },
  least: 'from',
};
type FiguresInput = { readonly area?: string | null; readonly gridId?: string | null };
const DIVISION = /^\d{12}$/;

/** What can be subscribed to: one entry for each field of Subscription. */
export const LIVE_FIELDS: Readonly<Record<string, LiveField>> = {
  ticketChanged: {
    kind: 'EVENTS',
    asked: TICKET,
    wants: ({ filter }) => ofTickets(ticketChangeFilter((filter ?? {}) as TicketChangeFilter)),
    interest: ({ filter }) => interestOf((filter ?? {}) as TicketChangeFilter),
    valueOf: subjectIdOf,
    local: ({ kind, at }, cursor) => ({ cursor, change: kind, at }),
  },
  assignmentChanged: {
    kind: 'EVENTS',
    asked: TICKET,
    wants: (_, { organization, grids }) => {
      if (organization !== undefined) return ofTickets(concernsUnit(organization));
      if (!grids?.length) throw badUserInput('当前账号不属于任何单位或网格 (this account is of no unit and no grid)');
      return ofTickets(
        (event) => grids.some((grid) => event.ticket.seenBy?.includes(grid)) && assignmentIn(event, null) !== null,
      );
    },
    interest: () => ({}),
    valueOf: subjectIdOf,
    local: (event, cursor, _, { organization }) => ({
      cursor,
      change: event.kind,
      at: event.at,
      assignmentId: event.noun === 'ticket' ? assignmentIn(event, organization ?? null) : null,
    }),
  },
  ticketFiguresChanged: {
    kind: 'STATE',
    settleMs: COUNTED_AFTER_MS,
    asked: COUNTS,
    wants: ({ division }) => {
      if (typeof division !== 'string') return ofTickets(() => true);
      if (!DIVISION.test(division))
        throw badUserInput('区划代码应为 12 位数字 (a division code has 12 digits)', 'division');
      return ofTickets(({ ticket }) => ticket.areas.includes(division));
    },
    interest: ({ division }) => (typeof division === 'string' ? { place: division } : {}),
    valueOf: ({ division }) => (typeof division === 'string' ? { division } : null),
    local: (now) => ({ at: now.toISOString() }),
  },
  figuresChanged: {
    kind: 'STATE',
    settleMs: COUNTED_AFTER_MS,
    asked: FIGURES,
    wants: ({ input }) => {
      const { area, gridId } = input as FiguresInput;
      if (gridId) return ofCounted((counted) => counted.gridId === gridId);
      if (!area) return ofCounted(() => true);
      if (!DIVISION.test(area))
        throw badUserInput('区划代码应为 12 位数字 (a division code has 12 digits)', 'input.area');
      return ofCounted(({ areas }) => areas.includes(area));
    },
    interest: ({ input }) => {
      const { area, gridId } = input as FiguresInput;
      return !gridId && area ? { place: area } : {};
    },
    valueOf: ({ input }) => input,
    local: (now) => ({ at: now.toISOString() }),
  },
  ...INSTRUCTION_FIELDS,
  notificationReceived: NOTIFICATION_FIELD,
};
