import type { AggregateDocument, AggregateStore, InsertRow, StoreFields } from '@gridlink/event-bus';
import {
  codeAfter,
  createReadThrough,
  type PageRequest,
  projectionOf,
  type ReadFields,
  type Scope,
} from '@gridlink/subgraph-kit';
import type { HistoryEntry } from '../domain/grid.ts';
import type {
  Footprint,
  GridRecord,
  GridRepository,
  GridWrite,
  NewGrid,
  StoredGrid,
  WriteMoment,
} from '../use-cases/grid-repository.ts';
import type { GridDocument, GridModel } from './grid-document.ts';
import { isVisible, listedGrids, visibleGrids } from './grid-scope.ts';

type Filter = Record<string, unknown>;
type UpdateFilter<T extends AggregateDocument> = Parameters<AggregateStore<T>['update']>[1];
type Row = Omit<GridDocument, 'outbox' | 'pendingSince' | 'codes' | 'changedAt' | 'history' | 'boundary'>;
type WholeRow = Row & Pick<GridDocument, 'boundary'>;

const WHOLE = { outbox: 0, pendingSince: 0, codes: 0, changedAt: 0, history: 0 } as const;
const HISTORY_LENGTH = 200;
/**
 * A grid's name and code are asked for on every page of tickets and change rarely: references may be two seconds behind what another
 * process has written (docs/adr/0034).
 */
const REFERENCES = { freshMs: 2_000, most: 5_000 } as const;
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

function after(page: PageRequest): Filter {
  const code = codeAfter(page);
  return code === null ? {} : { code: { $gt: code } };
}

export function mongoGridRepository(model: GridModel, store: AggregateStore<GridDocument>): GridRepository {
  /** Grids that are named by their keys, read without ceremony: every page of tickets names its grids. */
  const named = async (filter: Filter, most: number, fields: ReadFields): Promise<GridRecord[]> => {
    if (most === 0) return [];
    const options = { projection: projectionOf(fields, WITHOUT_BOUNDARY), batchSize: most + 1 };
    return (await model.collection.find<Row>(filter as never, options).toArray()).map(recordOf);
  };
  const shown = createReadThrough<GridRecord>({ keyOf: ({ id }) => id, ...REFERENCES });
  const findWhole = async (filter: Filter): Promise<StoredGrid[]> =>
    (await model.find(filter, WHOLE).lean<WholeRow[]>().exec()).map(recordOf);

  return {
    byIds: (scope, ids, fields) => named({ _id: { $in: ids }, ...visibleGrids(scope) }, ids.length, fields),
    referredTo: async (scope, ids) =>
      (await shown.read(ids, (unknown) => named({ _id: { $in: unknown } }, unknown.length, undefined))).filter((grid) =>
        isVisible(scope, grid),
      ),
    byCodes: (scope, codes, fields) => named({ codes: { $in: codes }, ...visibleGrids(scope) }, codes.length, fields),
    async boundariesOf(scope, ids) {
      const rows = await model
        .find({ _id: { $in: ids }, ...visibleGrids(scope) }, { boundary: 1 })
        .lean<Pick<WholeRow, '_id' | 'boundary'>[]>()
        .exec();
      return new Map(rows.map(({ _id, boundary }) => [_id, boundary]));
    },
    async historiesOf(scope, ids) {
      const rows = await model
        .find({ _id: { $in: ids }, ...visibleGrids(scope) }, { history: 1 })
        .lean<Pick<GridDocument, '_id' | 'history'>[]>()
        .exec();
      return new Map(rows.map(({ _id, history }) => [_id, history]));
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
    async insert(rows, moment) {
      const results = await store.insertMany(rows.map((row) => insertRow(row, moment)));
      shown.forget();
      return results;
    },
    async change(grid, write) {
      const result = await store.update({ ...grid, _id: grid.id }, updateFor(write), contextOf(grid.id, write));
      shown.forget();
      return result;
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
  const act = grid.status === 'PUBLISHED' ? 'PUBLISHED' : 'DRAFTED';
  const document: Omit<GridDocument, StoreFields> = {
    _id: id,
    ...state,
    codes: [grid.code, ...grid.formerCodes],
    history: [{ at: moment.now, act, by: moment.by, reason: null }],
    changedAt: moment.now,
  };
  return { document, ...contextOf(id, { drafts, moment }) };
}

function updateFor({ change, act, reason, moment }: GridWrite): UpdateFilter<GridDocument> {
  const entry: HistoryEntry = { at: moment.now, act, by: moment.by, reason: reason ?? null };
  return {
    $set: { ...change, changedAt: moment.now },
    $push: { history: { $each: [entry], $slice: -HISTORY_LENGTH } },
    ...(change.code === undefined ? {} : { $addToSet: { codes: change.code } }),
  } as UpdateFilter<GridDocument>;
}

/** The id, not the code, is the events' subject: consumers order by it, and a recoding must not begin a new order. */
const contextOf = (id: string, { drafts, moment }: Pick<GridWrite, 'drafts' | 'moment'>) => ({
  drafts,
  context: { subject: id, now: moment.now, traceparent: moment.traceparent },
});

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
