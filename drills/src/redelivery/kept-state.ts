import { createHash } from 'node:crypto';
import type { Db } from 'mongodb';

/** A collection that follows from events, and its fields that do not: when it was written here, and how often. */
export type Kept = {
  readonly service: string;
  readonly collection: string;
  /** Left out of the comparison. */
  readonly own: readonly string[];
  /** Whether a replay begins with none of it, or with what its owner had. */
  readonly from: 'NOTHING' | 'OWNER';
};

const kept = (service: string, collection: string, own: readonly string[] = []): Kept => ({
  service,
  collection,
  own,
  from: 'NOTHING',
});
const changed = (service: string, collection: string, own: readonly string[]): Kept => ({
  ...kept(service, collection, own),
  from: 'OWNER',
});

const STORE_FIELDS = ['version', 'outbox', 'pendingSince'] as const;

/** Everything that consumers write: projections, what they tell, what they count, where they stand, and the aggregates they change. */
export const KEPT: readonly Kept[] = [
  kept('tickets', 'grids', ['changedAt']),
  kept('tickets', 'item_lists'),
  kept('tickets', 'organizations'),
  kept('tickets', 'notifications', ['at', 'expiresAt']),
  kept('tickets', 'figure_counters', ['batch']),
  kept('tickets', 'figure_shares', ['batch', 'version']),
  kept('tickets', 'inbox'),
  changed('tickets', 'tickets', [...STORE_FIELDS, 'uncountedSince', 'setAsideUntil', 'setAsideFor', 'alarmClaim']),
  changed('tickets', 'instructions', STORE_FIELDS),
  kept('personnel', 'grids', ['version', 'shortSince']),
  kept('personnel', 'inbox'),
  changed('personnel', 'appointments', STORE_FIELDS),
  kept('dataexchange', 'known_grids'),
  kept('dataexchange', 'known_tickets'),
  // In which order the feeds of different tickets were written says nothing.
  kept('dataexchange', 'feed_log', ['number', 'at', 'pendingSince']),
  kept('dataexchange', 'inbox'),
  changed('dataexchange', 'shares', STORE_FIELDS),
];

/** What a replay must not begin with: what is kept, its bookkeeping, and what the broker would be filled from. */
export const NOT_COPIED: ReadonlySet<string> = new Set([
  ...KEPT.filter(({ from }) => from === 'NOTHING').map(({ service, collection }) => `${service}/${collection}`),
  ...['tickets', 'personnel', 'dataexchange'].flatMap((service) =>
    ['event_log', 'event_streams', 'dead_letters'].map((collection) => `${service}/${collection}`),
  ),
  'tickets/deliveries',
  'tickets/figure_journals',
  'tickets/figure_generations',
  'dataexchange/feed_counters',
  'dataexchange/feed_streams',
]);

/** One document as a text: the same content is the same bytes. */
function canonical(document: Readonly<Record<string, unknown>>, own: readonly string[]): string {
  const ordered = (_key: string, part: unknown): unknown =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part;
  const compared = Object.fromEntries(Object.entries(document).filter(([field]) => !own.includes(field)));
  return JSON.stringify(compared, ordered);
}

/** A collection as it was found: its documents as texts by their id. */
export type Found = Kept & { readonly documents: ReadonlyMap<string, string>; readonly digest: string };

export async function readKept(dbOf: (service: string) => Db): Promise<Found[]> {
  return Promise.all(
    KEPT.map(async (one) => {
      const rows = await dbOf(one.service)
        .collection<{ _id: string }>(one.collection)
        .find()
        .sort({ _id: 1 })
        .toArray();
      const documents = new Map(rows.map((row) => [row._id, canonical(row, one.own)]));
      const digest = createHash('sha256')
        .update([...documents.values()].join('\n'))
        .digest('hex');
      return { ...one, documents, digest };
    }),
  );
}

/** Where a collection is unlike the one of the clean delivery, each as one sentence. */
export function differences(clean: Found, other: Found): string[] {
  const ids = new Set([...clean.documents.keys(), ...other.documents.keys()]);
  const name = `${clean.service}.${clean.collection}`;
  return [...ids].flatMap((id) => {
    const [wanted, found] = [clean.documents.get(id), other.documents.get(id)];
    if (wanted === found) return [];
    if (found === undefined) return [`${name} lacks ${id}`];
    if (wanted === undefined) return [`${name} has ${id} that a clean delivery does not make: ${found.slice(0, 400)}`];
    const at = [...wanted].findIndex((letter, index) => letter !== found[index]);
    const from = Math.max(0, at - 60);
    return [`${name} ${id}: ${wanted.slice(from, at + 80)} became ${found.slice(from, at + 80)}`];
  });
}
