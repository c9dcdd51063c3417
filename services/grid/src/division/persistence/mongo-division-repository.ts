import { codeAfter, type PageRequest, type Scope } from '@gridlink/subgraph-kit';
import type { AnyBulkWriteOperation } from 'mongoose';
import type { Division } from '../domain/division.ts';
import { nameGrams, searchGram } from '../domain/name-grams.ts';
import type { DivisionFilter, DivisionRecord, DivisionRepository } from '../use-cases/division-repository.ts';
import type { DivisionDocument, DivisionModel } from './division-document.ts';

type Filter = Record<string, unknown>;
type Row = Omit<DivisionDocument, 'boundary' | 'nameGrams' | 'version' | 'movedAt'>;

const WITHOUT_BOUNDARY = { boundary: 0, nameGrams: 0, version: 0, movedAt: 0 } as const;

/** Divisions are public reference data; who is bounded to a jurisdiction sees that one. */
const visible = (scope: Scope): Filter => (scope.reach === 'BOUNDED' ? { jurisdictions: scope.jurisdiction } : {});

const recordOf = ({ _id, name, level, parent, areas, jurisdictions }: Row): DivisionRecord => ({
  code: _id,
  name,
  level,
  parent,
  areas,
  jurisdictions,
});

function after(page: PageRequest): Filter {
  const code = codeAfter(page);
  return code === null ? {} : { _id: { $gt: code } };
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** With a parent alone its children, with a level too all of that level below it. */
function wanted({ parent, level, nameContains }: DivisionFilter): Filter {
  const place: Filter = parent === undefined ? {} : level === undefined ? { parent } : { areas: parent };
  const name: Filter =
    nameContains === undefined ? {} : { nameGrams: searchGram(nameContains), name: { $regex: escaped(nameContains) } };
  return { ...place, ...(level === undefined ? {} : { level }), ...name };
}

export function mongoDivisionRepository(model: DivisionModel): DivisionRepository {
  const find = (filter: Filter, limit: number): Promise<Row[]> =>
    model.find(filter, WITHOUT_BOUNDARY).sort({ _id: 1 }).limit(limit).lean<Row[]>().exec();

  return {
    async byCodes(scope, codes) {
      return (await find({ _id: { $in: codes }, ...visible(scope) }, codes.length)).map(recordOf);
    },
    async boundariesOf(scope, codes) {
      const rows = await model
        .find({ _id: { $in: codes }, ...visible(scope) }, { areas: 1, boundary: 1 })
        .lean<Pick<DivisionDocument, '_id' | 'areas' | 'boundary'>[]>()
        .exec();
      return rows.map(({ _id, areas, boundary }) => ({ code: _id, areas, boundary }));
    },
    async list(scope, filter, page) {
      return (await find({ ...visible(scope), ...wanted(filter), ...after(page) }, page.limit + 1)).map(recordOf);
    },
    async childrenOf(scope, codes, page) {
      const rows = await model
        .aggregate<{ _id: string; children: Row[] }>([
          { $match: { _id: { $in: codes }, ...visible(scope) } },
          { $project: { _id: 1 } },
          {
            $lookup: {
              from: model.collection.name,
              localField: '_id',
              foreignField: 'parent',
              pipeline: [
                { $match: { ...visible(scope), ...after(page) } },
                { $sort: { _id: 1 } },
                { $limit: page.limit + 1 },
                { $project: WITHOUT_BOUNDARY },
              ],
              as: 'children',
            },
          },
        ])
        .exec();
      return new Map(rows.map(({ _id, children }) => [_id, children.map(recordOf)]));
    },
    async save(_scope, divisions, now) {
      if (divisions.length > 0) await model.bulkWrite(divisions.map((division) => saving(division, now)));
    },
    async movedSince(_scope, since) {
      const rows = await model
        .find({ movedAt: { $gte: since } }, { version: 1 })
        .lean<Pick<DivisionDocument, '_id' | 'version'>[]>()
        .exec();
      return rows.map(({ _id, version }) => ({ code: _id, version }));
    },
  };
}

function saving(
  { code, jurisdictions, boundary, ...division }: Division,
  now: Date,
): AnyBulkWriteOperation<DivisionDocument> {
  const moved = boundary === null ? {} : { boundary, movedAt: now };
  return {
    updateOne: {
      filter: { _id: code },
      update: {
        $set: { ...division, nameGrams: nameGrams(division.name), ...moved },
        $addToSet: { jurisdictions: { $each: jurisdictions } },
        $inc: { version: 1 },
        ...(boundary === null ? { $setOnInsert: { boundary: null } } : {}),
      },
      upsert: true,
    },
  };
}
