import type { Limit, Pack, WorkingCalendar } from '@gridlink/jurisdiction';
import { countedMinutes, dueAt } from '../../clock/index.ts';
import { divisionOf, functionOf } from '../../ticket/domain/centers.ts';
import type { Held } from './department-load.ts';
import { type HandlingSample, handlingSample, shareOver } from './handling-sample.ts';
import { type LedTicket, type PastLead, pastLeads } from './past-lead.ts';
import { type ProposedRoute, routeFor, unitOnRoute } from './proposed-route.ts';

/** What a route is replayed under: the rules and calendar that hold, and the instant up to which the past reaches. */
export type Replay = {
  readonly pack: Pack;
  readonly calendar: WorkingCalendar;
  readonly now: Date;
  readonly routes: readonly ProposedRoute[];
};

/** A past ticket that departments led; `to` is where it would have gone instead, null where it stays. */
export type LedCase = {
  readonly id: string;
  readonly item: string;
  readonly leads: readonly PastLead[];
  readonly to: string | null;
  /** On a route that leads nowhere from where it lies. */
  readonly isUnplaced: boolean;
};

const isAt = (unit: string, to: string): boolean =>
  divisionOf(unit) === divisionOf(to) && functionOf(unit) === functionOf(to);

/** Null where no department led it. */
export function ledCase(ticket: LedTicket, { pack, calendar, now, routes }: Replay): LedCase | null {
  const leads = pastLeads(ticket, { calendar, now });
  const [first] = leads;
  if (!first) return null;
  const route = first.isBound ? undefined : routeFor(routes, ticket);
  const unit = route ? unitOnRoute(pack, route, { areas: ticket.areas, first }) : null;
  return {
    id: ticket.id,
    item: ticket.item?.code ?? '',
    leads,
    to: unit !== null && !isAt(first.unit, unit) ? unit : null,
    isUnplaced: route !== undefined && unit === null,
  };
}

/** Tickets of one item that go from one department to another. */
export type Move = {
  readonly itemCode: string;
  readonly from: string;
  readonly to: string;
  readonly tickets: readonly string[];
  /** How many of them passed a department's limit as it was. */
  readonly lateBefore: number;
  /** How many would be expected to; null where nothing is known to go by. */
  readonly expectedLate: number | null;
  readonly sample: HandlingSample | null;
};

type Moved = { readonly move: Move; readonly held: readonly Held[] };

type Sampled = { readonly sample: HandlingSample | null; readonly calendar: WorkingCalendar };

const asHeld = ({ isLate, unit, from, to, workingMinutes }: PastLead): Held => ({
  unit,
  from,
  to,
  workingMinutes,
  late: isLate ? 1 : 0,
});
export const heldBefore = ({ leads }: Pick<LedCase, 'leads'>): readonly Held[] => leads.map(asHeld);

/** Minutes that a limit given at an instant leaves, as its unit counts them. */
function budgetFrom(calendar: WorkingCalendar, limit: Limit, from: number): number {
  const input = { limit, startedAt: new Date(from), suspensions: [] };
  return countedMinutes(calendar, input, dueAt(calendar, input).dueAt ?? input.startedAt);
}

function instantAfter(calendar: WorkingCalendar, from: number, workingMinutes: number): number {
  if (workingMinutes <= 0) return from;
  const limit: Limit = { amount: workingMinutes / 60, unit: 'WORKING_HOUR' };
  return dueAt(calendar, { limit, startedAt: new Date(from), suspensions: [] }).dueAt?.getTime() ?? from;
}

/** A matter as the other department would have had it: as long as it usually needs, else as long as it took. */
function heldThere(unit: string, leads: readonly PastLead[], { sample, calendar }: Sampled): Held {
  const [first] = leads;
  if (!first) throw new Error('a move without a lead');
  if (sample === null) {
    const workingMinutes = leads.reduce((sum, lead) => sum + lead.workingMinutes, 0);
    return { unit, from: first.from, to: Math.max(...leads.map(({ to }) => to)), workingMinutes, late: 0 };
  }
  return {
    unit,
    from: first.from,
    to: instantAfter(calendar, first.from, sample.medianMinutes),
    workingMinutes: sample.medianMinutes,
    late: shareOver(sample, budgetFrom(calendar, first.limit, first.from), first.limit.unit),
  };
}

/** Of each department and item what it led; the other department's own past is what is gone by. */
export function samplesOf(cases: readonly LedCase[]): (unit: string, item: string) => HandlingSample | null {
  const led = Map.groupBy(
    cases.flatMap(({ item, leads }) => leads.map((lead) => ({ key: `${lead.unit}|${item}`, lead }))),
    ({ key }) => key,
  );
  const samples = new Map<string, HandlingSample | null>();
  return (unit, item) => {
    const key = `${unit}|${item}`;
    const known = samples.get(key);
    if (known !== undefined) return known;
    const sample = handlingSample((led.get(key) ?? []).map(({ lead }) => lead));
    samples.set(key, sample);
    return sample;
  };
}

export function moveOf(
  cases: readonly LedCase[],
  { to, sample, calendar }: Sampled & { readonly to: string },
): Moved | null {
  const [{ item, leads } = { item: '', leads: [] }] = cases;
  const [first] = leads;
  if (!first) return null;
  const held = cases.map((one) => heldThere(to, one.leads, { sample, calendar }));
  const move: Move = {
    itemCode: item,
    from: first.unit,
    to,
    tickets: cases.map(({ id }) => id),
    lateBefore: cases.filter((one) => one.leads.some(({ isLate }) => isLate)).length,
    expectedLate: sample === null ? null : held.reduce((sum, { late }) => sum + late, 0),
    sample,
  };
  return { move, held };
}
