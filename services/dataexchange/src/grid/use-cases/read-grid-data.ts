import type { PageRequest } from '@gridlink/subgraph-kit';
import type { Acting } from '../../acting.ts';
import { readerOf } from '../../audit/use-cases/reader-of.ts';
import { shapeRow } from '../../share/domain/shape-row.ts';
import type { ReadDeps, SharedRecord } from '../../share/use-cases/read-shared-records.ts';
import type { KnownGrids } from '../persistence/known-grids.ts';

export type GridReadDeps = ReadDeps & { readonly grids: KnownGrids };

const PURPOSE = '数据回流网格';

/**
 * Rows about a grid for its own staff, of the resources whose owners let them flow back (D09, ZZ26): no request, all fields, masked by
 * grade. Null for anybody else; both are on the audit chain.
 */
export async function readGridData(
  deps: GridReadDeps,
  acting: Acting,
  { grid: id, page }: { grid: string; page: PageRequest },
): Promise<readonly SharedRecord[] | null> {
  const { scope } = acting;
  const [grid] = await deps.grids.byIds(scope, [id]);
  if (!grid || scope.reach !== 'BOUNDED') return null;
  const about = { ...readerOf(acting), areas: grid.areas, purpose: `${PURPOSE} ${grid.code}` };
  if (!scope.grids?.includes(id)) {
    await deps.audit.append(grid.jurisdiction, { ...about, action: 'READ_REFUSED', reason: 'NOT_OWN_GRID' });
    return null;
  }
  const resources = new Map((await deps.resources.returningToGrid(scope)).map((resource) => [resource._id, resource]));
  if (resources.size === 0) return [];
  const rows = await deps.records.find(scope, { resources: [...resources.keys()], grid: id }, page);
  const delivered = rows.slice(0, page.limit);
  const seen = [...new Set(delivered.map(({ resource }) => resource))].flatMap((one) => resources.get(one) ?? []);
  await deps.audit.append(grid.jurisdiction, {
    ...about,
    action: 'READ',
    fields: seen.flatMap(({ code, fields }) => fields.map(({ name }) => `${code}:${name}`)),
    count: delivered.length,
    records: delivered.map(({ _id }) => _id),
  });
  return rows.map((record) => {
    const schema = resources.get(record.resource)?.fields ?? [];
    const all = { fields: schema.map(({ name }) => name), clearFields: [] };
    return {
      id: record._id,
      resource: record.resource,
      values: shapeRow(schema, all, record.values),
      changedAt: record.changedAt,
    };
  });
}
