import { type Pack, roleRule, type StaffRole } from '@gridlink/jurisdiction';
import { type Appointment, isInForce } from './appointment.ts';
import { type AppointmentFacts, type AppointmentRefusal, citation } from './appointment-request.ts';

/** Posts of which a grid has one holder at a time. */
export const ONE_PERSON_POSTS: ReadonlySet<string> = new Set(['GRID_LEADER']);

type Pair = { readonly allowed: boolean; readonly article: string | null };

/** What the pack says of one person holding both posts in one grid; a pair it does not name may not be held. */
function pairRule(pack: Pack, a: string, b: string): Pair {
  const named = pack.staff.heldTogether.find(
    ({ roles: [first, second] }) => (first === a && second === b) || (first === b && second === a),
  );
  return named ? { allowed: named.allowed, article: citation(pack, named) } : { allowed: false, article: null };
}

const inGrid = (appointments: readonly Appointment[], gridId: string): Appointment[] =>
  appointments.filter((appointment) => appointment.gridId === gridId);

/** Other posts the person holds in the grid that do not go with this one. */
export function checkHeldTogether(position: string, gridId: string, facts: AppointmentFacts): AppointmentRefusal[] {
  return inGrid(facts.history, gridId)
    .filter((held) => isInForce(held) && held.position !== position)
    .flatMap((held): AppointmentRefusal[] => {
      const { allowed, article } = pairRule(facts.pack, position, held.position);
      const other = roleRule(facts.pack, held.position as StaffRole)?.label.zh ?? held.position;
      return allowed ? [] : [{ kind: 'NOT_HELD_TOGETHER', other, article }];
    });
}

const endedCount = (appointments: readonly Appointment[], positions: readonly string[]): number =>
  appointments.filter((appointment) => !isInForce(appointment) && positions.includes(appointment.position)).length;

/**
 * Keys under a unique index that keep two commands of the same moment from both succeeding. What may be held by one appointment at
 * a time is numbered: the n-th holder's key can be taken once, and the next one's is free only when the n-th has ended. So no key
 * is ever given back, and an ended appointment keeps its own.
 */
export function claimsOf(appointment: Appointment, facts: AppointmentFacts): string[] {
  const { personId, position, gridId, organization } = appointment;
  if (gridId === null) {
    const there = facts.history.filter((held) => held.organization === organization);
    return [`${personId}|${organization}|${position}|${endedCount(there, [position])}`];
  }
  const held = inGrid(facts.history, gridId);
  const pairs = facts.pack.staff.roles
    .map(({ role }) => role)
    .filter((other) => other === position || !pairRule(facts.pack, position, other).allowed)
    .map((other) => {
      const pair = [...new Set([position, other])].sort();
      return `${personId}|${gridId}|${pair.join('+')}|${endedCount(held, pair)}`;
    });
  const seat = ONE_PERSON_POSTS.has(position) ? [`${gridId}|${position}|${endedCount(facts.seats, [position])}`] : [];
  return [...pairs, ...seat];
}
