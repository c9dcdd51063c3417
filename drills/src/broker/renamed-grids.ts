import type { County } from '@gridlink/bench';

const IMPORT = /* GraphQL */ `
  mutation Rename($input: ImportGridsInput!) {
    importGrids(input: $input) { rows { outcome messages } userErrors { code message } }
  }
`;

type Imported = { readonly rows: readonly { readonly outcome: string; readonly messages: readonly string[] }[] };

/** Publishes every grid of the county again under another name: a change each service has to hear of. */
export async function renameGrids(
  { admin, jurisdiction }: Pick<County, 'admin' | 'jurisdiction'>,
  nameOf: (name: string) => string,
): Promise<void> {
  const rows = jurisdiction.grids.map(({ externalId, name, kind, division, boundary }) => ({
    externalId,
    name: nameOf(name),
    kind,
    division,
    boundary,
  }));
  const { rows: reports } = await admin.command<Imported>(IMPORT, {
    input: { jurisdiction: jurisdiction.pack.code, publish: true, rows },
  });
  const refused = reports.find(({ outcome }) => outcome === 'REFUSED');
  if (refused) throw new Error(`a grid was not renamed: ${refused.messages.join('; ')}`);
}
