import { join } from 'node:path';
import { PROJECT_FOLDER } from '../document.ts';
import {
  type CatalogueGroup,
  functionOf,
  madeIn,
  statedEntries,
  unionOf,
  type Words,
  wordedEntries,
} from './catalogue.ts';

type Kind = string | Readonly<Record<string, unknown>>;

/** Where a refusal can be about several fields, one of them. */
const FIELDS: Readonly<Record<string, string>> = {
  TEXT_LENGTH: 'name',
  FIGURE_RANGE: 'households',
  FIXED_CHANGED: 'kind',
};

/** A boundary has refusals of its own, which take the place of the one that says that there is one. */
function withBoundaries(kinds: readonly string[]): Kind[] {
  const boundaries = unionOf('grid', 'boundary/domain/read-boundary.ts', 'BoundaryRefusal');
  return kinds.flatMap((kind): Kind[] =>
    kind in FIELDS
      ? [{ kind, field: FIELDS[kind] }]
      : kind === 'BOUNDARY'
        ? boundaries.map((boundary) => ({
            kind,
            boundary: { kind: boundary, at: ['…', '…'], corners: '…', most: '…' },
          }))
        : [kind],
  );
}

const ROWS = statedEntries('grid', 'import-row/import-row.ts');

async function gridGroups(pack: unknown): Promise<CatalogueGroup[]> {
  const inPack = await functionOf<(pack: unknown, refusal: unknown) => ReturnType<Words>>(
    'grid',
    'grid/graphql/refusal-text.ts',
    'gridError',
  );
  const words: Words = (refusal) => inPack(pack, refusal);
  const kinds = unionOf('grid', 'grid/domain/refusal.ts', 'GridRefusal');
  const rows = [
    'grid/domain/check-row.ts',
    'grid/domain/change.ts',
    'grid/use-cases/check-rows.ts',
    'grid/use-cases/import-grids.ts',
  ];
  const change = ['grid/use-cases/change-grid.ts', 'grid/use-cases/placement.ts'];
  const placed = 'grid/use-cases/placement.ts';
  const entries = (...files: string[]) => wordedEntries(withBoundaries(madeIn('grid', kinds, ...files)), words);
  return [
    {
      title: '网格划分 Grids',
      mutations: ['importGrids', 'draftGrid'],
      entries: [...ROWS, ...entries(...rows, placed)],
    },
    {
      title: '网格变更 Changes of a grid',
      mutations: ['publishGrid', 'retireGrid', 'recodeGrid'],
      entries: entries(...change),
    },
  ];
}

export async function gridRefusals(): Promise<CatalogueGroup[]> {
  const { loadPacks } = (await import(join(PROJECT_FOLDER, 'packages/jurisdiction/src/index.ts'))) as {
    loadPacks: () => ReadonlyMap<string, unknown>;
  };
  const [pack] = loadPacks().values();
  const divisions = await functionOf<Words>('grid', 'division/graphql/refusal-text.ts', 'divisionError');
  const lists = await functionOf<Words>('grid', 'item-list/graphql/refusal-text.ts', 'itemListError');
  const divisionKinds = withBoundaries(unionOf('grid', 'division/domain/check-row.ts', 'DivisionRefusal'));
  const examples: Readonly<Record<string, Kind>> = {
    BAD_ITEM: { kind: 'BAD_ITEM', row: 0, field: 'code', value: '…' },
    NOT_THE_MAKER: { kind: 'NOT_THE_MAKER', madeBy: ['CITY', 'COUNTY'] },
  };
  const listKinds = unionOf('grid', 'item-list/domain/refusal.ts', 'ItemListRefusal').map(
    (kind) => examples[kind] ?? kind,
  );
  return [
    {
      title: '区划 Divisions',
      mutations: ['importDivisions'],
      entries: [...ROWS, ...wordedEntries(divisionKinds, divisions)],
    },
    ...(await gridGroups(pack)),
    { title: '事项清单 Item lists', mutations: ['publishItemList'], entries: wordedEntries(listKinds, lists) },
  ];
}
