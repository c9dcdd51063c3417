import type { AggregateStore, InsertRow, StoreFields } from '@gridlink/event-bus';
import type { PageRequest, Scope } from '@gridlink/subgraph-kit';
import type {
  Footprint,
  GridRecord,
  GridRepository,
  NewGrid,
  StoredGrid,
  WriteMoment,
} from '../use-cases/grid-repository.ts';
import type { GridDocument, GridModel } from './grid-document.ts';
import { listedGrids, visibleGrids } from './grid-scope.ts';

type Filter = Record<string, unknown>;
type Row = Omit<GridDocument, 'outbox' | 'pendingSince' | 'codes' | 'changedAt' | 'boundary'>;
type WholeRow = Row & Pick<GridDocument, 'boundary'>;

const WHOLE = { outbox: 0, pendingSince: 0, codes: 0, changedAt: 0 } as const;
const WITHOUT_BOUNDARY = { ...WHOLE, boundary: 0 } as const;
const FOOTPRINT = { version: 1, kind: 1, status: 1, boundary: 1 } as const;

const recordOf = <R extends Row>({ _id, ...row }: R): Omit<R, '_id'> & { id: string } => ({ id: _id, ...row });

const footprintOf = ({ _id, version, kind, status, boundary }: WholeRow): Footprint => ({
  id: _id,
  version,
  kind,
  status,
  boundary,
});

const after = (page: PageRequest): Filter => (page.after ? { code: { $gt: page.after[0] } } : {});

export function mongoGridRepository(model: GridModel, store: AggregateStore<GridDocument>): GridRepository {
  const find = async (filter: Filter): Promise<GridRecord[]> =>
    (await model.find(filter, WITHOUT_BOUNDARY).lean<Row[]>().exec()).map(recordOf);
  const findWhole = async (filter: Filter): Promise<StoredGrid[]> =>
    (await model.find(filter, WHOLE).lean<WholeRow[]>().exec()).map(recordOf);

  return {
    byIds: (scope, ids) => find({ _id: { $in: ids }, ...visibleGrids(scope) }),
    byCodes: (scope, codes) => find({ codes: { $in: codes }, ...visibleGrids(scope) }),
    async boundariesOf(scope, ids) {
      const rows = await model
        .find({ _id: { $in: ids }, ...visibleGrids(scope) }, { boundary: 1 })
        .lean<Pick<WholeRow, '_id' | 'boundary'>[]>()
        .exec();
      return new Map(rows.map(({ _id, boundary }) => [_id, boundary]));
    },
    whole: async (scope, id) => (await findWhole({ _id: id, ...visibleGrids(scope) }))[0] ?? null,
    wholeByExternalIds: (scope, jurisdiction, externalIds) =>
      findWhole({ jurisdiction, externalId: { $in: externalIds }, ...visibleGrids(scope) }),
    async list(scope, filter, page) {
      const rows = await model
        .find({ ...listedGrids(scope, filter), ...after(page) }, WITHOUT_BOUNDARY)
        .sort({ code: 1 })
        .limit(page.limit + 1)
        .lean<Row[]>()
        .exec();
      return rows.map(recordOf);
    },
    publishedIn: (scope, divisions, page) => publishedIn(model, { scope, divisions, page }),
    insert: (rows, moment) => store.insertMany(rows.map((row) => insertRow(row, moment))),
    change(grid, { change, drafts, moment }) {
      const previous = { ...grid, _id: grid.id };
      const codes = change.code === undefined ? {} : { $addToSet: { codes: change.code } };
      return store.update(
        previous,
        { $set: { ...change, changedAt: moment.now }, ...codes },
        { drafts, context: { subject: grid.id, ...moment } },
      );
    },
    async *publishedFootprints() {
      const cursor = model.find({ status: 'PUBLISHED' }, FOOTPRINT).lean<WholeRow[]>().cursor({ batchSize: 1_000 });
      for await (const row of cursor) yield footprintOf(row as unknown as WholeRow);
    },
    async footprintsOf(_scope, ids) {
      return (
        await model
          .find({ _id: { $in: ids } }, FOOTPRINT)
          .lean<WholeRow[]>()
          .exec()
      ).map(footprintOf);
    },
    async movedSince(_scope, since) {
      const rows = await model
        .find({ changedAt: { $gte: since } }, { version: 1 })
        .lean<Pick<Row, '_id' | 'version'>[]>()
        .exec();
      return rows.map(({ _id, version }) => ({ id: _id, version }));
    },
  };
}

function insertRow({ grid, drafts }: NewGrid, moment: WriteMoment): InsertRow<GridDocument> {
  const { id, ...state } = grid;
  const document: Omit<GridDocument, StoreFields> = {
    _id: id,
    ...state,
    codes: [grid.code, ...grid.formerCodes],
    changedAt: moment.now,
  };
  // The id, not the code, is the events' subject: consumers order by it, and a recoding must not begin a new order.
  return { document, drafts, context: { subject: id, ...moment } };
}

/** Every division looks its own page up inside one command, so that a list of divisions with their grids costs a constant number. */
async function publishedIn(
  model: GridModel,
  { scope, divisions, page }: { scope: Scope; divisions: readonly string[]; page: PageRequest },
): Promise<ReadonlyMap<string, readonly GridRecord[]>> {
  const rows = await model.db
    .collection<{ _id: string }>('divisions')
    .aggregate<{ _id: string; grids: Row[] }>([
      { $match: { _id: { $in: divisions } } },
      { $project: { _id: 1 } },
      {
        $lookup: {
          from: model.collection.name,
          localField: '_id',
          foreignField: 'areas',
          pipeline: [
            { $match: { ...visibleGrids(scope), status: 'PUBLISHED', ...after(page) } },
            { $sort: { code: 1 } },
            { $limit: page.limit + 1 },
            { $project: WITHOUT_BOUNDARY },
          ],
          as: 'grids',
        },
      },
    ])
    .toArray();
  return new Map(rows.map(({ _id, grids }) => [_id, grids.map(recordOf)]));
}
