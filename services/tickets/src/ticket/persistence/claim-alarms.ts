import { randomInt, randomUUID } from 'node:crypto';
import type { Collection, Filter } from 'mongodb';
import type { StoredTicket } from '../use-cases/ticket-repository.ts';
import { type TicketDocument, toStored, WHOLE } from './ticket-document.ts';

/** Few enough to be done long before the lease is over, even on a slow machine. */
const ONE_CLAIM = 50;
/** Due tickets that are looked at, so that several sweepers after an outage do not all reach for the same ones. */
const IN_SIGHT = 4 * ONE_CLAIM;
/** Claims lost to others in a row after which the next look is soon enough. */
const TRIES = 5;

/** Some of those in sight that lie side by side: all where they are few. */
function someOf(ids: readonly string[]): readonly string[] {
  const from = randomInt(Math.max(1, ids.length - ONE_CLAIM + 1));
  return ids.slice(from, from + ONE_CLAIM);
}

/**
 * Takes a batch of tickets whose alarms are due and hides them from every other sweeper until the lease is over. Three commands a batch, and
 * the index of alarms is walked once for it: the embedded server reads every entry that is due, however few are wanted.
 */
export async function claimAlarms(
  tickets: Collection<TicketDocument>,
  isDue: Filter<TicketDocument>,
  until: Date,
): Promise<readonly StoredTicket[]> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const inSight = await tickets
      .find(isDue, { projection: { _id: 1 }, sort: { nextAlarmAt: 1 }, limit: IN_SIGHT, batchSize: IN_SIGHT })
      .toArray();
    if (inSight.length === 0) return [];
    const these = { _id: { $in: someOf(inSight.map(({ _id }) => _id)) } };
    const alarmClaim = randomUUID();
    // Moving the alarm is the lease: the index itself hides what another sweeper has in hand, and shows it again if that one dies.
    await tickets.updateMany({ ...isDue, ...these }, { $set: { nextAlarmAt: until, alarmClaim } });
    // Of two sweepers that reached for the same ticket, the one whose mark it bears has it.
    const claimed = await tickets.find({ ...these, alarmClaim }, { projection: WHOLE, batchSize: ONE_CLAIM }).toArray();
    if (claimed.length > 0) return claimed.map((document) => toStored(document as TicketDocument));
  }
  return [];
}
