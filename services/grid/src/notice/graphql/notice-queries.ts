import type { NoticeField, Pack } from '@gridlink/jurisdiction';
import { type GridContext, packOfStored } from '../../context.ts';
import { knownDivisions } from '../../division/graphql/known-divisions.ts';
import { kindLabel } from '../../grid/graphql/grid-type.ts';
import type { GridRecord } from '../../grid/use-cases/grid-repository.ts';
import { areaText } from '../domain/area-text.ts';

/** Exactly the pack's fields, with what this service owns filled in; the rest is about staff and belongs to personnel. */
function noticeField(pack: Pack, field: NoticeField, own: { readonly name: string; readonly area: string }) {
  const values: Partial<Record<NoticeField['field'], string>> = { GRID_NAME: own.name, AREA: own.area };
  return {
    field: field.field,
    label: field.label.zh,
    value: values[field.field] ?? null,
    posts: field.roles,
    article: field.article === null ? null : pack.cite(field.article),
  };
}

async function noticeOf(grid: GridRecord, context: GridContext) {
  const pack = packOfStored(context, grid.jurisdiction);
  const below = await knownDivisions(grid.areas.slice(1), context);
  const area = areaText(
    below.map(({ name }) => name),
    grid.squareMetres,
  );
  const { postedBy, fields } = pack.notice;
  return {
    code: grid.code,
    name: grid.name,
    kindLabel: kindLabel(grid, context),
    area,
    fields: fields.map((field) => noticeField(pack, field, { name: grid.name, area })),
    posted: `${postedBy.body}，${postedBy.where}`,
    grid,
  };
}

export const noticeQueries = {
  /** A draft has no notice, and a retired grid's comes down. */
  async gridNotice(_root: unknown, { code }: { code: string }, context: GridContext) {
    const [grid] = await context.deps.grids.byCodes(context.scope, [code]);
    return grid?.status === 'PUBLISHED' ? noticeOf(grid, context) : null;
  },
};
