import type { Anchor, Anchoring } from '@gridlink/dossier';
import { passOverDuplicates } from '@gridlink/event-bus';
import type { Connection } from 'mongoose';

/** Whose turn it is: the day a jurisdiction's next anchor is over. */
export type AnchorTurn = {
  readonly _id: string;
  readonly day: string;
  readonly dueAt: Date;
  readonly leasedUntil: Date;
};

/** A ticket's place in the last anchor it moved before. */
export type AnchorPlace = {
  readonly _id: string;
  readonly jurisdiction: string;
  readonly day: string;
  readonly root: string;
  readonly sequence: number;
  readonly index: number;
  readonly path: readonly string[];
};

type AnchorDocument = Anchor & { readonly _id: string };

/** Two replicas that seal the same day write the same id, so one of them is stored. */
const anchorId = (jurisdiction: string, day: string): string => `${jurisdiction}|${day}`;

const FREE = new Date(0);

export type AnchorStore = ReturnType<typeof createAnchorStore>;

export function createAnchorStore(connection: Connection) {
  const turns = connection.collection<AnchorTurn>('anchor_turns');
  const anchors = connection.collection<AnchorDocument>('anchors');
  const places = connection.collection<AnchorPlace>('anchor_places');

  return {
    async ensureIndexes(): Promise<void> {
      await turns.createIndex({ dueAt: 1 }, { name: 'due' });
      await anchors.createIndex({ jurisdiction: 1, sequence: 1 }, { name: 'in-order', unique: true });
    },

    /** The first day of a jurisdiction, where it has none yet. */
    async begin(jurisdiction: string, day: string, dueAt: Date): Promise<void> {
      if (await turns.findOne({ _id: jurisdiction })) return;
      await turns.insertOne({ _id: jurisdiction, day, dueAt, leasedUntil: FREE }).catch(passOverDuplicates);
    },

    countDue: (now: Date, most: number): Promise<number> =>
      turns.countDocuments({ dueAt: { $lte: now }, leasedUntil: { $lte: now } }, { limit: most }),

    /** Takes a day that is over and hides it from the others until the lease ends. */
    claim: (now: Date, until: Date): Promise<AnchorTurn | null> =>
      turns.findOneAndUpdate(
        { dueAt: { $lte: now }, leasedUntil: { $lte: now } },
        { $set: { leasedUntil: until } },
        { sort: { dueAt: 1 }, returnDocument: 'after' },
      ),

    /** The turn goes on to the next day, unless another replica has moved it. */
    async goOn({ _id, day }: AnchorTurn, next: string, dueAt: Date): Promise<void> {
      await turns.updateOne({ _id, day }, { $set: { day: next, dueAt, leasedUntil: FREE } });
    },

    async last(jurisdiction: string): Promise<Anchor | null> {
      const [found] = await anchors.find({ jurisdiction }).sort({ sequence: -1 }).limit(1).toArray();
      return found ? withoutId(found) : null;
    },

    async ofDay(jurisdiction: string, day: string): Promise<Anchor | null> {
      const found = await anchors.findOne({ _id: anchorId(jurisdiction, day) });
      return found ? withoutId(found) : null;
    },

    /** Stored once; the one that is there stays. */
    async insert(anchor: Anchor): Promise<void> {
      await anchors.insertOne({ _id: anchorId(anchor.jurisdiction, anchor.day), ...anchor }).catch(passOverDuplicates);
    },

    async list(jurisdiction: string, { from, limit }: { readonly from: number; readonly limit: number }) {
      const found = await anchors
        .find({ jurisdiction, sequence: { $gte: from } })
        .sort({ sequence: 1 })
        .limit(limit)
        .toArray();
      return found.map(withoutId);
    },

    async keepPlaces(some: readonly AnchorPlace[]): Promise<void> {
      if (some.length === 0) return;
      await places.bulkWrite(
        some.map((place) => ({ replaceOne: { filter: { _id: place._id }, replacement: place, upsert: true } })),
        { ordered: false },
      );
    },

    /** Where tickets stand in their last anchors; two commands for any number of them. */
    async anchorings(
      ids: readonly string[],
    ): Promise<readonly { readonly id: string; readonly anchoring: Anchoring }[]> {
      const found = await places.find({ _id: { $in: [...ids] } }).toArray();
      if (found.length === 0) return [];
      const days = [...new Set(found.map(({ jurisdiction, day }) => anchorId(jurisdiction, day)))];
      const byId = new Map(
        (await anchors.find({ _id: { $in: days } }).toArray()).map((anchor) => [anchor._id, anchor]),
      );
      return found.flatMap(({ _id, jurisdiction, day, root, sequence, index, path }) => {
        const anchor = byId.get(anchorId(jurisdiction, day));
        return anchor?.root === root
          ? [{ id: _id, anchoring: { anchor: withoutId(anchor), sequence, index, path } }]
          : [];
      });
    },
  };
}

const withoutId = ({ _id, ...anchor }: AnchorDocument): Anchor => anchor;
