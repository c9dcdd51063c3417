import { systemScope } from '@gridlink/subgraph-kit';
import type { StoredTicket } from '../../ticket/use-cases/ticket-repository.ts';
import { shareOf } from '../domain/share.ts';
import { type CountingDeps, countingRules } from './figure-deps.ts';
import type { Counting, CountOutcome, Generations } from './figure-store.ts';

const SCOPE = systemScope('every ticket is counted');

/**
 * Tickets of one batch. The more, the fewer writes to the counters they share; but its journal entry names every counter they change, at
 * most some 450 for a ticket with a long life behind it, and has to fit into a document.
 */
export const BATCH = 100;

/** Sets of counters a change has to be counted in: the one that is read, and the one that is being built. */
const setsOf = ({ jurisdiction, active, building }: Generations): readonly Counting[] =>
  [active, ...(building ? [building.generation] : [])].map((generation) => ({ jurisdiction, generation }));

/** Counts tickets of one jurisdiction into one set of counters, each as it is now. Safe to repeat. */
export async function countInto(
  deps: CountingDeps,
  counting: Counting,
  tickets: readonly StoredTicket[],
): Promise<CountOutcome> {
  const rules = countingRules(deps, counting.jurisdiction);
  return deps.figures.count(
    counting,
    tickets.map(({ state, version }) => ({ id: state.id, version, share: shareOf(state, rules) })),
  );
}

async function countThose(deps: CountingDeps, jurisdiction: string, tickets: readonly StoredTicket[]): Promise<number> {
  // After the tickets were read: a rebuild that began later than this sees them as they are now, or newer.
  const generations = await deps.figures.generations(jurisdiction);
  if (generations === null) return 0;
  for (const counting of setsOf(generations)) {
    const outcome = await countInto(deps, counting, tickets);
    if (outcome !== 'COUNTED') return 0;
  }
  await deps.tickets.markCounted(
    SCOPE,
    tickets.map(({ state, version }) => ({ id: state.id, version })),
  );
  return tickets.length;
}

/**
 * Counts every ticket that has changed since it was counted: a ticket's write marks it in that same write, and the mark goes when the
 * version that was counted is still the ticket's. Any number of replicas may; how many tickets this one counted.
 */
export async function countChangedTickets(deps: CountingDeps): Promise<number> {
  let counted = 0;
  for (;;) {
    const began = performance.now();
    const changed = await deps.tickets.uncounted(SCOPE, BATCH);
    let now = 0;
    for (const [jurisdiction, tickets] of Map.groupBy(changed, ({ state }) => state.jurisdiction)) {
      now += await countThose(deps, jurisdiction, tickets);
    }
    counted += now;
    // Nothing got in: another replica is at it, or there is nothing left.
    if (now === 0 || changed.length < BATCH) return counted;
    // More is waiting: reports come in faster than usual, and are worth more than their figures.
    await new Promise((resolve) => setTimeout(resolve, performance.now() - began));
  }
}

const TRIES = 100;
const PAUSE_MS = 50;

/** Counts what was written up to an instant, here or by the replica that is at it; false when that takes too long. */
export async function catchUp(deps: CountingDeps, until: Date): Promise<boolean> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    await countChangedTickets(deps);
    if ((await deps.tickets.uncounted(SCOPE, 1, until)).length === 0) return true;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return false;
}
