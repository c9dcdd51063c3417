import type { GraphClient } from '../graph-client.ts';
import type { MultiPolygon } from '../plan.ts';
import type { DivisionRow } from '../territory/divisions.ts';
import type { PlannedGrid } from '../territory/plan-grids.ts';
import { inBatches } from './in-batches.ts';

const IMPORT_DIVISIONS = /* GraphQL */ `
  mutation ImportDivisions($input: ImportDivisionsInput!) {
    importDivisions(input: $input) { rows { row code outcome messages } userErrors { code message field } }
  }
`;

const IMPORT_GRIDS = /* GraphQL */ `
  mutation ImportGrids($input: ImportGridsInput!) {
    importGrids(input: $input) { rows { row code outcome messages } userErrors { code message field } }
  }
`;

const PUBLISH_ITEMS = /* GraphQL */ `
  mutation PublishItems($input: PublishItemListInput!) {
    publishItemList(input: $input) { itemList { version } userErrors { code message field } }
  }
`;

const GRIDS_OF_COUNTY = /* GraphQL */ `
  query GridsOfCounty($division: String!, $after: String) {
    grids(filter: { division: $division }, first: 200, after: $after) {
      nodes { id code externalId }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

/** A territory's divisions, with the boundaries that are known. */
export async function loadDivisions(
  admin: GraphClient,
  jurisdiction: string,
  territory: { readonly rows: readonly DivisionRow[]; readonly boundaries: ReadonlyMap<string, MultiPolygon> },
): Promise<void> {
  await inBatches(admin, {
    what: `${jurisdiction} divisions`,
    mutation: IMPORT_DIVISIONS,
    rows: territory.rows,
    size: 1_000,
    input: (rows) => ({
      jurisdiction,
      rows: rows.map((row) => ({
        ...row,
        ...(territory.boundaries.has(row.code) ? { boundary: territory.boundaries.get(row.code) } : {}),
      })),
    }),
  });
}

const gridRow = ({ externalId, name, kind, division, boundary, households, residents }: PlannedGrid) => ({
  externalId,
  name,
  kind,
  division,
  boundary,
  households,
  residents,
});

export async function loadGrids(
  admin: GraphClient,
  jurisdiction: string,
  grids: readonly PlannedGrid[],
): Promise<void> {
  await inBatches(admin, {
    what: `${jurisdiction} grids`,
    mutation: IMPORT_GRIDS,
    rows: grids,
    size: 100,
    input: (rows) => ({
      jurisdiction,
      publish: true,
      rows: rows.map(gridRow),
    }),
  });
}

/** The pack's own list of service items, in force at once; published once. */
export async function publishItems(admin: GraphClient, jurisdiction: string): Promise<void> {
  await admin.command(PUBLISH_ITEMS, { input: { jurisdiction, effectiveFrom: new Date().toISOString() } });
}

/** Ids of the county's grids by the identifier they were imported under. */
export async function gridIds(admin: GraphClient, county: string): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (let after: string | null = null; ; ) {
    const { grids }: { grids: GridPage } = await admin.ask<{ grids: GridPage }>(GRIDS_OF_COUNTY, {
      division: county,
      after,
    });
    for (const grid of grids.nodes) ids.set(grid.externalId, grid.id);
    if (!grids.pageInfo.hasNextPage) return ids;
    after = grids.pageInfo.endCursor;
  }
}

type GridPage = {
  readonly nodes: readonly { readonly id: string; readonly code: string; readonly externalId: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
};
