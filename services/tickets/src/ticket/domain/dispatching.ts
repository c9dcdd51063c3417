import { areasOf, divisionLevel } from '@gridlink/contracts';
import { bodiesOf, handleBounds, type Limit, type Pack, reservedActIn } from '@gridlink/jurisdiction';
import { citeOrNull } from './acceptance.ts';
import { centerCandidates, divisionOf } from './centers.ts';
import type { AssignmentOrder } from './commands.ts';
import { startDeadline } from './deadlines.ts';
import type { Consequence, Guard, ListedItem, Situation } from './decision.ts';
import { announce, currentAssignments, defaultLimit, enterStage, limitFact, standardLimit } from './effects.ts';
import { exceptionNeeded, unlessExcepted } from './excepted.ts';
import { firstRefusal } from './first-refusal.ts';
import { forWork } from './limit-rule.ts';
import { toMilestones } from './milestones.ts';
import { newAssignment, offer } from './offering.ts';
import type { Refusal } from './refusal.ts';
import type { Assignment } from './ticket.ts';

/** Commands that give the matter to units: by the dispatcher alone, or as the outcome of a consultation. */
type Dispatching = 'dispatchTicket' | 'decideConsultation';
type Dispatch = Situation<Dispatching>;
type OrderCheck = (situation: Dispatch, order: AssignmentOrder, index: number) => Refusal | null;

const MOST_ASSIGNMENTS = 20;

/** Where grid staff belong: the committee of their village, or the town of a grid that spans several. */
export function staffUnit(pack: Pack, division: string): string {
  const town = `${division}-${pack.departments.town.function}`;
  return divisionLevel(division) === 'VILLAGE' ? (centerCandidates(pack, division)[0] ?? town) : town;
}

const unitOf = ({ pack, state }: Dispatch, { to }: AssignmentOrder): string =>
  to === 'GRID_STAFF' ? staffUnit(pack, state.division) : to.unit;

export const oneLead: Guard<Dispatching> = ({ command: { assignments }, pack }) => {
  if (assignments.length === 0) return { kind: 'NO_ASSIGNMENTS' };
  if (assignments.length > MOST_ASSIGNMENTS) return { kind: 'TOO_MANY_ASSIGNMENTS', limit: MOST_ASSIGNMENTS };
  const leads = assignments.filter(({ part }) => part === 'LEAD').length;
  const { article } = pack.loop.consultation;
  return leads === 1 ? null : { kind: 'LEAD_COUNT', leads, article: citeOrNull(pack, article) };
};

const ofOrders = (situation: Dispatch, check: OrderCheck): Refusal | null =>
  firstRefusal(situation.command.assignments, (order, index) => check(situation, order, index));

const unitIsReachable: OrderCheck = (situation, order, index) => {
  if (order.to === 'GRID_STAFF') return null;
  const unit = situation.units.get(order.to.unit);
  if (!unit?.active) return { kind: 'UNIT_UNKNOWN', unit: order.to.unit, index };
  if (!unit.areas.includes(divisionOf(situation.state.holder))) {
    return { kind: 'UNIT_OUTSIDE_SUBTREE', unit: unit.code, index };
  }
  const repeated = situation.command.assignments.findIndex((other) => unitOf(situation, other) === unit.code);
  return repeated === index ? null : { kind: 'UNIT_TWICE', unit: unit.code, index };
};

export const unitsAreReachable: Guard<Dispatching> = (situation) => ofOrders(situation, unitIsReachable);

const listed = ({ state, items }: Dispatch): ListedItem | undefined =>
  state.item === null ? undefined : items.get(state.item.code);

/** Functions that may lead an item: those the list names, and the territory's own government. */
const leadersOf = (pack: Pack, item: ListedItem): readonly string[] => [
  ...new Set([item.leadFunction, item.guidingFunction, pack.departments.town.function]),
];

/** The body a plan in force names for the ticket's item, where it lies below the dispatcher. */
function routedTo({ plan, state }: Dispatch): string | null {
  const to = plan?.routes.find(({ itemCode }) => itemCode === state.item?.code)?.to ?? null;
  return to !== null && areasOf(divisionOf(to)).includes(divisionOf(state.holder)) ? to : null;
}

/** Under a plan that says so a matter goes to the named body first; once that has had it, wherever the dispatcher sends it. */
export const leadIsWhomThePlanNames: Guard<'dispatchTicket'> = (situation) => {
  const unit = routedTo(situation);
  const { assignments } = situation.command;
  const index = assignments.findIndex(({ part }) => part === 'LEAD');
  const hadIt = situation.state.assignments.some((earlier) => earlier.unit === unit);
  const lead = assignments[index];
  if (unit === null || hadIt || (lead && unitOf(situation, lead) === unit)) return null;
  return { kind: 'PLAN_ROUTE', index, unit, plan: situation.plan?.title ?? '' };
};

const dutyRefusal: OrderCheck = (situation, order, index) => {
  if (order.to === 'GRID_STAFF' || order.to.unit === routedTo(situation)) return null;
  const { pack } = situation;
  const item = listed(situation);
  const unit = situation.units.get(order.to.unit);
  if (!item || !unit) return null;
  const allowed = order.part === 'LEAD' ? leadersOf(pack, item) : bodiesOf(pack).map(({ function: name }) => name);
  if (allowed.includes(unit.function)) return null;
  return {
    kind: 'UNIT_WITHOUT_DUTY',
    unit: unit.code,
    index,
    allowed: order.part === 'LEAD' ? allowed : [],
    article: item.article,
  };
};

const unitHasDuty: OrderCheck = (situation, order, index) =>
  unlessExcepted(situation, order, { refusal: dutyRefusal(situation, order, index), index });

export const unitsHaveDuty: Guard<Dispatching> = (situation) => ofOrders(situation, unitHasDuty);

/** Grid staff are given what the list names and nothing that is reserved to an authority. */
const listRefusal: OrderCheck = (situation, order, index) => {
  if (order.to !== 'GRID_STAFF') return null;
  const { pack, state } = situation;
  if (state.gridId === null) return { kind: 'GRID_UNKNOWN' };
  const act = reservedActIn(pack, `${order.instruction} ${state.item?.title ?? ''}`);
  if (act) return { kind: 'RESERVED_ACT', act: act.label.zh, index, article: citeOrNull(pack, act.article) };
  if (listed(situation)) return null;
  return { kind: 'OFF_LIST', index, article: citeOrNull(pack, pack.serviceItems.list.article) };
};

const staffMayBeAsked: OrderCheck = (situation, order, index) =>
  unlessExcepted(situation, order, { refusal: listRefusal(situation, order, index), index });

export const staffAreWithinTheList: Guard<Dispatching> = (situation) => ofOrders(situation, staffMayBeAsked);

export const within = (limit: Limit, min: Limit, max: Limit): boolean =>
  limit.unit === min.unit && limit.amount >= min.amount && limit.amount <= max.amount;

/** The limit of the whole: the one set, or the pack's. */
export const wholeLimit = (situation: Dispatch): Limit => situation.command.limit ?? defaultLimit(situation);

/** What a dispatcher may set: no longer than the handling standards give this matter, else inside the pack's bounds. */
function boundsOf({ pack, state }: Pick<Dispatch, 'pack' | 'state'>): { readonly min: Limit; readonly max: Limit } {
  const max = standardLimit(state);
  return max === null
    ? handleBounds(pack, state.severity)
    : { min: { amount: Math.min(1, max.amount), unit: max.unit }, max };
}

/** The dispatcher sets limits inside the pack's bounds; no unit gets longer than the whole. */
export const limitsAreInBounds: Guard<Dispatching> = (situation) => {
  const { pack, command } = situation;
  const { min, max } = boundsOf(situation);
  const article = citeOrNull(pack, pack.limits.duty.article);
  const refused = (index: number | null, most: Limit): Refusal => ({
    kind: 'LIMIT_OUT_OF_BOUNDS',
    index,
    min,
    max: most,
    article,
  });
  if (command.limit && !within(command.limit, min, max)) return refused(null, max);
  const whole = wholeLimit(situation);
  const most = whole.unit === max.unit ? whole : max;
  const index = command.assignments.findIndex(({ limit }) => limit !== null && !within(limit, min, most));
  return index < 0 ? null : refused(index, most);
};

/** What a unit returned in this round does not go back to it unchanged. */
const isNotReturnedUnchanged: OrderCheck = (situation, order, index) => {
  const unit = unitOf(situation, order);
  const same = currentAssignments(situation.state).some(
    (earlier) =>
      earlier.unit === unit &&
      (earlier.state === 'RETURNED' || earlier.state === 'REFUSED') &&
      earlier.part === order.part &&
      earlier.instruction === order.instruction,
  );
  return same ? { kind: 'RETURNED_UNCHANGED', unit, index } : null;
};

export const nothingComesBackUnchanged: Guard<'dispatchTicket'> = (situation) =>
  ofOrders(situation, isNotReturnedUnchanged);

/** The assignment an order becomes; `index` is its place among the orders. */
export function toAssignment(situation: Dispatch, order: AssignmentOrder, index: number): Assignment {
  const { state } = situation;
  const assignment = newAssignment(
    situation,
    {
      unit: unitOf(situation, order),
      gridId: order.to === 'GRID_STAFF' ? state.gridId : null,
      part: order.part,
      instruction: order.instruction,
      limit: order.limit ?? wholeLimit(situation),
    },
    state.assignments.length + index,
  );
  const refusal = dutyRefusal(situation, order, index) ?? listRefusal(situation, order, index);
  const exception = exceptionNeeded(situation, order, refusal);
  return { ...assignment, exception, milestones: toMilestones(assignment.id, order) };
}

/** What others hear of an assignment given; one under an exception says so. */
export const givenFact = ({ id, unit, part, exception }: Assignment) => ({
  assignment: id,
  unit,
  part,
  ...(exception ? { exception: exception.id, documentNumber: exception.documentNumber } : {}),
});

export const dispatch: Consequence<'dispatchTicket'> = (situation) => {
  const { command, state, calendar, now } = situation;
  const limit = wholeLimit(situation);
  const assignments = command.assignments.map((order, index) => toAssignment(situation, order, index));
  const units = assignments.map(givenFact);
  return {
    changes: [
      ...enterStage(situation, 'HANDLING'),
      startDeadline({ kind: 'HANDLE', unit: state.holder, ...forWork(situation, limit) }, calendar, now),
      ...assignments.flatMap((assignment) => offer(situation, assignment)),
    ],
    words: command.words,
    facts: { units, limit: limitFact(limit) },
    announcements: announce('dispatched', { units }),
  };
};
