import { NOTHING } from '@gridlink/subgraph-kit';
import type { Collection } from 'mongodb';
import type { StoredTicket, TicketRepository } from '../use-cases/ticket-repository.ts';
import { type TicketDocument, toStored, WHOLE } from './ticket-document.ts';
import { scopeFilter } from './ticket-filter.ts';

type Counting = Pick<
  TicketRepository,
  'uncounted' | 'countUncounted' | 'markCounted' | 'countIn' | 'firstReportIn' | 'reportedIn'
>;
type Filter = Record<string, unknown>;

const oneOf = (values: readonly string[]): unknown => (values.length === 1 ? values[0] : { $in: values });

/** What the figures read of tickets: those that changed since they were counted, and all of them, day by day, for a rebuild. */
export function ticketCounting(tickets: Collection<TicketDocument>): Counting {
  const whole = async (filter: Filter, sort: Record<string, 1 | -1>, limit: number): Promise<readonly StoredTicket[]> =>
    (
      await tickets.find<TicketDocument>(filter, { projection: WHOLE, sort, limit, batchSize: limit + 1 }).toArray()
    ).map(toStored);

  const lying = (jurisdiction: string, roots: readonly string[]): Filter => ({ jurisdiction, seenBy: oneOf(roots) });

  return {
    uncounted: (scope, limit, since) => {
      const waiting = { $gt: new Date(0), ...(since ? { $lte: since } : {}) };
      return whole({ ...scopeFilter(scope), uncountedSince: waiting }, { uncountedSince: 1 }, limit);
    },

    countUncounted: (scope, since, most) =>
      tickets.countDocuments({ ...scopeFilter(scope), uncountedSince: { $lte: since } }, { limit: most }),

    async markCounted(scope, counted) {
      // Most that are counted are new, so that their versions are few.
      for (const [version, same] of Map.groupBy(counted, (one) => one.version)) {
        const filter = { ...scopeFilter(scope), _id: { $in: same.map(({ id }) => id) }, version };
        await tickets.updateMany(filter, { $unset: { uncountedSince: '' } });
      }
    },

    countIn: (scope, jurisdiction, roots) =>
      scope.reach === 'SYSTEM' ? tickets.countDocuments(lying(jurisdiction, roots)) : Promise.resolve(0),

    async firstReportIn(scope, jurisdiction, roots) {
      const filter = scope.reach === 'SYSTEM' ? lying(jurisdiction, roots) : NOTHING;
      const [first] = await tickets
        .find(filter, { projection: { reportedAt: 1 }, sort: { reportedAt: 1, _id: 1 }, limit: 1 })
        .toArray();
      return first?.reportedAt ?? null;
    },

    async reportedIn(scope, jurisdiction, roots, { at, id, until, limit }) {
      if (scope.reach !== 'SYSTEM') return [];
      const after = id === null ? {} : { $or: [{ reportedAt: { $gt: at } }, { reportedAt: at, _id: { $gt: id } }] };
      const filter = { ...lying(jurisdiction, roots), reportedAt: { $gte: at, $lt: until }, ...after };
      return whole(filter, { reportedAt: 1, _id: 1 }, limit);
    },
  };
}
