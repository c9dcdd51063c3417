import { type KeptAggregate, notNewer, unlessNewer } from '@gridlink/event-bus';
import { afterFilter, type Scope } from '@gridlink/subgraph-kit';
import { type Connection, Schema } from 'mongoose';
import { areaFilter } from '../../aggregate/area-filter.ts';
import { nativeCollection } from '../../aggregate/native-collection.ts';
import type { StaffedGrid } from '../domain/staffed-grid.ts';
import type { GapWrite, StaffedGrids } from '../use-cases/staffed-grid-repository.ts';

/** `sequence` is that of the event it was last learnt from. */
type GridDocument = Omit<StaffedGrid, 'id'> & KeptAggregate;

const schema = new Schema<GridDocument>(
  {
    _id: String,
    code: String,
    name: String,
    kind: String,
    jurisdiction: String,
    division: String,
    areas: [String],
    retired: Boolean,
    short: Boolean,
    shortSince: Date,
    gaps: [Schema.Types.Mixed],
    version: Number,
    sequence: Number,
  },
  { versionKey: false },
);

const ORDER = [['code', 1]] as const;

const gridOf = ({ _id, sequence: _, ...rest }: GridDocument): StaffedGrid => ({ id: _id, ...rest });

/** Grids are published, so any caller of the jurisdiction may know of them. */
const reach = (scope: Scope): Record<string, unknown> =>
  scope.reach === 'BOUNDED' ? { jurisdiction: scope.jurisdiction } : {};

const sameWrite = ({ grid, gaps }: GapWrite): string => JSON.stringify([grid.version, grid.shortSince === null, gaps]);

/** One statement for grids of one version with the same gaps; since when a grid is short does not change while it stays so. */
function gapUpdate(group: readonly GapWrite[], now: Date) {
  const [first] = group;
  const { version = 0, shortSince = null } = first?.grid ?? {};
  const gaps = [...(first?.gaps ?? [])];
  const since = gaps.length === 0 ? { shortSince: null } : shortSince === null ? { shortSince: now } : {};
  return {
    filter: { _id: { $in: group.map(({ grid }) => grid.id) }, version, retired: false },
    update: { $set: { short: gaps.length > 0, gaps, version: version + 1, ...since } },
  };
}

/** The projection of published grids. Documents change only by events and by counting. */
export function createMongoStaffedGrids(connection: Connection) {
  const model = connection.model<GridDocument>('StaffedGrid', schema, 'grids');
  const collection = nativeCollection<GridDocument>(connection, 'grids');

  const grids: StaffedGrids = {
    async byIds(scope, ids) {
      const rows = await model.find({ _id: { $in: [...ids] }, ...reach(scope) }).lean<GridDocument[]>();
      return rows.map(gridOf);
    },
    async listShort(scope, division, page) {
      const rows = await model
        .find({ ...areaFilter(scope, division), short: true, ...afterFilter(ORDER, page.after) })
        .sort({ code: 1 })
        .limit(page.limit + 1)
        .lean<GridDocument[]>();
      return rows.map(gridOf);
    },
    async publish({ id, code, name, kind, jurisdiction, division, areas }, sequence) {
      const update = {
        $set: { code, name, kind, jurisdiction, division, areas, retired: false, sequence },
        $setOnInsert: { short: false, shortSince: null, gaps: [] },
        $inc: { version: 1 },
      };
      await unlessNewer(() => collection.updateOne(notNewer<GridDocument>(id, sequence), update, { upsert: true }));
    },
    async retire(gridId, sequence) {
      await collection.updateOne(notNewer<GridDocument>(gridId, sequence), {
        $set: { retired: true, sequence, short: false, shortSince: null, gaps: [] },
        $inc: { version: 1 },
      });
    },
    async writeGaps(writes, now) {
      if (writes.length === 0) return [];
      // Grids counted alike are written in one statement: after an import a thousand grids fall into a handful of groups.
      const groups = [...Map.groupBy(writes, sameWrite).values()];
      const { matchedCount } = await collection.bulkWrite(
        groups.map((group) => ({ updateMany: gapUpdate(group, now) })),
        { ordered: false },
      );
      if (matchedCount === writes.length) return [];
      // Which of them moved the answer does not say; counting those that did not once more does no harm.
      return writes.map(({ grid }) => grid.id);
    },
  };

  return {
    ...grids,
    async ensureIndexes(): Promise<void> {
      await collection.createIndex({ areas: 1, short: 1, code: 1 }, { name: 'short_grids_of_area' });
      await collection.createIndex({ short: 1, code: 1 }, { name: 'short_grids_of_platform' });
    },
  };
}
