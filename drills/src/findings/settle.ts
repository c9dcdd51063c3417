import type { Stack } from '@gridlink/stack';
import type { Ledger } from '../consumer/ledger.ts';
import { readStoredEvents, type StoredEvents } from './stored-events.ts';

const LOOK_EVERY_MS = 250;

/** Looks again and again until it is true or the time is over; a look that fails is a no. Resolves to what it took, or undefined. */
export async function within(milliseconds: number, isTrue: () => Promise<boolean>): Promise<number | undefined> {
  const startedAt = Date.now();
  while (Date.now() - startedAt < milliseconds) {
    if (await isTrue().catch(() => false)) return Date.now() - startedAt;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return undefined;
}

const isApplied = (owned: readonly StoredEvents[], applied: ReadonlyMap<string, number>): boolean =>
  owned.every(({ code, events, pending }) => pending === 0 && applied.get(code) === events.length);

/** Waits until every event the owner has stored is out and applied by the consumer. */
export const settled = (stack: Stack, ledger: Ledger, milliseconds: number): Promise<number | undefined> =>
  within(milliseconds, async () => {
    const [owned, applied] = await Promise.all([readStoredEvents(stack), ledger.all()]);
    return isApplied(owned, new Map(applied.map(({ _id, events }) => [_id, events.length])));
  });
