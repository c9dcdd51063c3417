import { randomInt, randomUUID } from 'node:crypto';
import type { Collection, Filter } from 'mongodb';
import type { StoredTicket } from '../use-cases/ticket-repository.ts';
import { type TicketDocument, toStored, WHOLE } from './ticket-document.ts';

/** Few enough to be done long before the lease is over, even on a slow machine. */
const ONE_CLAIM = 50;
/** Due tickets of one look: the embedded server reads every entry that is due, however few are wanted, so a look has to last. */
const IN_SIGHT = 10 * ONE_CLAIM;
/** Looks whose tickets all went to others after which the next sweep is soon enough. */
const LOOKS = 3;

/** In the order they fell due from a place that chance gives, so that several sweepers after an outage do not all reach for the same ones. */
function fromAnywhere(ids: readonly string[]): readonly string[] {
  const from = ids.length > ONE_CLAIM ? randomInt(ids.length) : 0;
  return [...ids.slice(from), ...ids.slice(0, from)];
}

/** Takes a batch of tickets that are due and hides them from every other sweeper until the lease is over; empty when there are none. */
export type ClaimAlarms = (isDue: Filter<TicketDocument>, until: Date) => Promise<readonly StoredTicket[]>;

/** Claims of one process. Two commands a batch, and one look at the index of alarms for ten of them. */
export function alarmClaims(tickets: Collection<TicketDocument>): ClaimAlarms {
  /** Seen to be due and not reached for yet. Who is claimed by others meanwhile is passed over. */
  let inSight: readonly string[] = [];

  const look = async (isDue: Filter<TicketDocument>): Promise<void> => {
    const page = { projection: { _id: 1 }, sort: { nextAlarmAt: 1 }, limit: IN_SIGHT, batchSize: IN_SIGHT } as const;
    inSight = fromAnywhere((await tickets.find(isDue, page).toArray()).map(({ _id }) => _id));
  };

  const reachFor = async (ids: readonly string[], isDue: Filter<TicketDocument>, until: Date) => {
    const these = { _id: { $in: [...ids] } };
    const alarmClaim = randomUUID();
    // Moving the alarm is the lease: the index itself hides what another sweeper has in hand, and shows it again if that one dies. The ids
    // stand first: the embedded server goes by the field it reads first, and would read all that is due.
    await tickets.updateMany({ ...these, ...isDue }, { $set: { nextAlarmAt: until, alarmClaim } });
    // Of two sweepers that reached for the same ticket, the one whose mark it bears has it.
    const claimed = await tickets.find({ ...these, alarmClaim }, { projection: WHOLE, batchSize: ONE_CLAIM }).toArray();
    return claimed.map((document) => toStored(document as TicketDocument));
  };

  return async (isDue, until) => {
    for (let looks = 0; inSight.length > 0 || looks < LOOKS; ) {
      if (inSight.length === 0) {
        looks += 1;
        await look(isDue);
        if (inSight.length === 0) return [];
      }
      const ids = inSight.slice(0, ONE_CLAIM);
      inSight = inSight.slice(ONE_CLAIM);
      const claimed = await reachFor(ids, isDue, until);
      if (claimed.length > 0) return claimed;
    }
    return [];
  };
}
