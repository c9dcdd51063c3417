import { type GridSnapshot, gridPublished, gridRetired } from '@gridlink/contracts';
import { type EventHandler, keepingNewest, notNewer } from '@gridlink/event-bus';
import type { Collection } from 'mongodb';
import { type Connection, Schema } from 'mongoose';
import type { GridPlace } from '../ticket/domain/change.ts';

/** A grid as tickets keep it. `changedAt` is this service's own time: the cursor of every replica's map. */
export type GridDocument = Omit<GridSnapshot, 'id' | 'effectiveFrom'> & {
  _id: string;
  retired: boolean;
  /** Number of the event it was learnt from: of two states of a grid, the higher is the later. */
  sequence: number;
  changedAt: Date;
};

const gridSchema = new Schema<GridDocument>(
  {
    _id: { type: String, required: true },
    code: String,
    formerCodes: [String],
    name: String,
    kind: String,
    jurisdiction: String,
    division: String,
    areas: [String],
    boundary: Schema.Types.Mixed,
    retired: Boolean,
    sequence: Number,
    changedAt: Date,
  },
  { collection: 'grids', versionKey: false, strict: true, strictQuery: 'throw' },
);

export type GridDirectory = {
  /** A published grid, or null. */
  find(id: string): Promise<GridPlace | null>;
  /** Published grids by id; unknown and retired ones are missing. */
  places(ids: readonly string[]): Promise<ReadonlyMap<string, GridPlace>>;
  /** Grids changed after an instant, in the order of their change. */
  changedSince(since: { readonly at: Date; readonly id: string }, limit: number): Promise<readonly GridDocument[]>;
  handlers(after: (grid: GridDocument) => Promise<void>): Readonly<Record<string, EventHandler>>;
  ensureIndexes(): Promise<void>;
};

const placeOf = ({ _id, code, division, areas }: GridDocument): GridPlace => ({ id: _id, code, division, areas });

/** What tickets keep of the grid service's grids. */
export function createGridDirectory(connection: Connection, now: () => Date): GridDirectory {
  const grids = connection.model<GridDocument>('Grid', gridSchema);
  const collection = grids.collection as unknown as Collection<GridDocument>;
  const keep = keepingNewest(collection);
  return {
    async find(id) {
      const grid = await grids.findOne({ _id: id, retired: false }, { code: 1, division: 1, areas: 1 }).lean();
      return grid ? placeOf(grid as GridDocument) : null;
    },
    async places(ids) {
      const wanted = [...new Set(ids)];
      if (wanted.length === 0) return new Map();
      const rows = await grids
        .find({ _id: { $in: wanted }, retired: false }, { code: 1, division: 1, areas: 1 })
        .lean();
      return new Map(rows.map((row) => [row._id, placeOf(row as GridDocument)]));
    },
    changedSince: ({ at, id }, limit) =>
      grids
        .find({ $or: [{ changedAt: { $gt: at } }, { changedAt: at, _id: { $gt: id } }] })
        .sort({ changedAt: 1, _id: 1 })
        .limit(limit)
        .lean() as Promise<readonly GridDocument[]>,
    handlers: (after) => ({
      [gridPublished.type]: async (event) => {
        const { grid } = gridPublished.data.parse(event.data) as { grid: GridSnapshot };
        const { id, effectiveFrom: _, ...kept } = grid;
        const document: GridDocument = { ...kept, _id: id, retired: false, sequence: event.sequence, changedAt: now() };
        if (await keep(document)) await after(document);
      },
      [gridRetired.type]: async (event) => {
        const { gridId } = gridRetired.data.parse(event.data) as { gridId: string };
        const grid = await collection.findOneAndUpdate(
          notNewer<GridDocument>(gridId, event.sequence),
          { $set: { retired: true, sequence: event.sequence, changedAt: now() } },
          { returnDocument: 'after' },
        );
        if (grid) await after(grid as GridDocument);
      },
    }),
    async ensureIndexes() {
      await grids.collection.createIndex({ changedAt: 1, _id: 1 }, { name: 'changed-since' });
    },
  };
}
