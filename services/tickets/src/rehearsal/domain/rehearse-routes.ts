import { type DepartmentLoad, type Held, loadOf } from './department-load.ts';
import { heldBefore, type LedCase, type Move, moveOf, type Replay, samplesOf } from './replay-routes.ts';

/** A department that would have got more or less: what lay with it and what would have. */
export type RehearsedDepartment = {
  readonly unit: string;
  readonly before: DepartmentLoad;
  /** `late` is what is expected: of what stays as it was, of what comes by the department's own past. */
  readonly after: DepartmentLoad;
  /** Tickets that would have come without a past to judge their lateness by; they are in no `late`. */
  readonly withoutBasis: number;
};

export type RouteRehearsal = {
  /** Led by a department in their first round. */
  readonly led: number;
  readonly moved: number;
  /** On a route, but lying in no division of its level. */
  readonly unplaced: number;
  readonly withoutBasis: number;
  readonly departments: readonly RehearsedDepartment[];
  readonly moves: readonly Move[];
};

const byUnit = (held: readonly Held[]): ReadonlyMap<string, readonly Held[]> => Map.groupBy(held, ({ unit }) => unit);

const change = ({ before, after }: RehearsedDepartment): number => Math.abs(after.received - before.received);

type Counted = {
  readonly cases: readonly LedCase[];
  readonly moves: readonly Move[];
  readonly arriving: readonly Held[];
};

function departmentsOf({ cases, moves, arriving }: Counted): readonly RehearsedDepartment[] {
  const moved = cases.filter(({ to }) => to !== null);
  const concerned = new Set([...moved.flatMap(heldBefore), ...arriving].map(({ unit }) => unit));
  const before = byUnit(cases.flatMap(heldBefore));
  const after = byUnit([...cases.filter(({ to }) => to === null).flatMap(heldBefore), ...arriving]);
  return [...concerned]
    .map((unit) => ({
      unit,
      before: loadOf(before.get(unit) ?? []),
      after: loadOf(after.get(unit) ?? []),
      withoutBasis: moves
        .filter(({ to, sample }) => to === unit && sample === null)
        .reduce((sum, { tickets }) => sum + tickets.length, 0),
    }))
    .toSorted((one, other) => change(other) - change(one) || one.unit.localeCompare(other.unit));
}

/** Other routes over past tickets: whom they would have gone to, what would have lain there, and how late it would likely have been. */
export function rehearseRoutes(cases: readonly LedCase[], { calendar }: Pick<Replay, 'calendar'>): RouteRehearsal {
  const sampleOf = samplesOf(cases);
  const groups = Map.groupBy(
    cases.filter(({ to }) => to !== null),
    ({ item, leads, to }) => `${item}|${leads[0]?.unit}|${to}`,
  );
  const results = [...groups.values()].flatMap((group) => {
    const [{ to, item } = { to: null, item: '' }] = group;
    return to === null ? [] : (moveOf(group, { to, sample: sampleOf(to, item), calendar }) ?? []);
  });
  const moves = results
    .map(({ move }) => move)
    .toSorted((one, other) => other.tickets.length - one.tickets.length || one.to.localeCompare(other.to));
  const count = (some: readonly Move[]): number => some.reduce((sum, { tickets }) => sum + tickets.length, 0);
  return {
    led: cases.length,
    moved: count(moves),
    unplaced: cases.filter(({ isUnplaced }) => isUnplaced).length,
    withoutBasis: count(moves.filter(({ sample }) => sample === null)),
    departments: departmentsOf({ cases, moves, arriving: results.flatMap(({ held }) => held) }),
    moves,
  };
}
