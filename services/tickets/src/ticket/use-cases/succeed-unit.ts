import { systemScope } from '@gridlink/subgraph-kit';
import { createAttempts } from '../../sweeping/attempts.ts';
import { SYSTEM_ACTOR } from '../domain/actor.ts';
import type { TicketDeps } from './deps.ts';
import { performCommand } from './perform-command.ts';

const PAGE = 200;
const SCOPE = systemScope('a dissolved body’s open work goes to its successor');

export type Succession = { readonly from: string; readonly to: string };

/**
 * Hands everything that waits for a dissolved body to its successor. Each ticket leaves the queue as it is handed over; safe to repeat.
 * @throws AggregateError for those that could not be handed over, once all others are
 */
export async function succeedUnit(deps: TicketDeps, { from, to }: Succession, now: () => Date): Promise<number> {
  const queues = [`unit:${from}`, `owes:${from}`, `appeals:${from}`];
  const command = { type: 'succeedUnit', from, to } as const;
  const attempts = createAttempts(`succession of ${from}`);
  const seen = new Set<string>();
  for (let left = 0; ; ) {
    const rows = await deps.tickets.waitingFor(SCOPE, queues, { limit: PAGE + left, after: null });
    const fresh = rows.filter(({ id }) => !seen.has(id));
    // A ticket that is still in the queue after it was handed over would be met for ever.
    if (fresh.length === 0) break;
    left = rows.length - fresh.length;
    for (const { id } of fresh) {
      const mark = { now: now(), traceparent: undefined };
      seen.add(id);
      await attempts.attempt(() =>
        performCommand(deps, { scope: SCOPE, key: { id }, command, actor: SYSTEM_ACTOR, mark }),
      );
    }
  }
  attempts.conclude();
  return seen.size;
}
