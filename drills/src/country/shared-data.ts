import type { Caller } from '@gridlink/contracts';
import type { GraphClient } from '@gridlink/demo';
import { callerAt, granteeOf, ownerOf, type Workplace, workplacesOf } from './callers.ts';
import type { Country, Territory } from './country.ts';

const PUBLISH = /* GraphQL */ `
  mutation Publish($input: PublishResourceInput!) {
    publishResource(input: $input) { resource { id code } userErrors { code message field } }
  }
`;
const PUSH = /* GraphQL */ `
  mutation Push($input: PushRecordsInput!) {
    pushRecords(input: $input) { report { created updated refused rows { messages } } userErrors { code message field } }
  }
`;
const REQUEST = /* GraphQL */ `
  mutation Request($input: RequestShareInput!) {
    requestShare(input: $input) { request { id version } userErrors { code message field } }
  }
`;
const REVIEW = /* GraphQL */ `
  mutation Review($input: ReviewShareRequestInput!) {
    reviewShareRequest(input: $input) { request { status } userErrors { code message field } }
  }
`;
const READ = /* GraphQL */ `query Read($grant: ID!) { sharedRecords(grant: $grant, first: 10) { nodes { id } } }`;
const OPEN_FEED = /* GraphQL */ `
  mutation OpenFeed($input: OpenFeedInput!) { openFeed(input: $input) { feed { stream } userErrors { code message } } }
`;

const FIELDS = [
  { name: 'number', title: '编号', type: 'TEXT', grade: 'INTERNAL', keyField: true },
  { name: 'owner', title: '经营者', type: 'PERSON_NAME', grade: 'PERSONAL' },
  { name: 'phone', title: '电话', type: 'PHONE', grade: 'PERSONAL' },
  { name: 'grid', title: '网格', type: 'GRID', grade: 'INTERNAL', areaField: true },
];

type Clients = Pick<Country, 'clientOf' | 'stack'>;

type Row = Readonly<Record<string, unknown>>;
type Pushed = {
  readonly report: { readonly refused: number; readonly rows: readonly { readonly messages: readonly string[] }[] };
};

/** Rows of one register: one in each town, one that is wrong. */
const rowsOf = (gridCodes: readonly string[], owner: string): Row[] => [
  ...gridCodes.map((grid, index) => ({ number: `s${index}`, owner, phone: '13900001234', grid })),
  { number: 'wrong', owner, phone: 'no number', grid: gridCodes[0] },
];

async function gridCode(client: GraphClient, id: string): Promise<string> {
  return (await client.ask<{ grid: { code: string } }>('query Code($id: ID!) { grid(id: $id) { code } }', { id })).grid
    .code;
}

/** Sends a batch until its service has heard of the grids that the rows name; one row stays refused. */
async function push(client: GraphClient, resource: string, batch: { id: string; rows: readonly Row[] }): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const input = { resource, batchId: `${batch.id}-${attempt}`, rows: batch.rows };
    const { report } = await client.command<Pushed>(PUSH, { input });
    if (report.refused === 1) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('the rows stay refused');
}

async function shareIn(country: Clients, places: readonly Workplace[], county: string): Promise<void> {
  const [place] = places;
  if (!place) return;
  const at = (role: 'DATA_STEWARD' | 'DEPARTMENT_LEAD', organization: string): Caller => ({
    ...callerAt(role, place),
    organization,
  });
  const owner = country.clientOf(at('DATA_STEWARD', ownerOf(county)));
  const grantee = country.clientOf(at('DATA_STEWARD', granteeOf(county)));
  const declaration = {
    title: '沿街商户',
    fields: FIELDS,
    sharing: 'CONDITIONAL',
    refresh: 'MONTHLY',
    returnsToGrid: true,
    qualityRules: [{ kind: 'NOT_EMPTY', field: 'owner' }],
  };
  const { resource } = await owner.command<{ resource: { id: string } }>(PUBLISH, {
    input: { name: 'SHOPS', declaration },
  });
  const codes = await Promise.all(places.map(({ grid }) => gridCode(owner, grid)));
  await push(owner, resource.id, { id: 'b1', rows: rowsOf(codes, '李晓明') });
  await push(owner, resource.id, { id: 'b2', rows: rowsOf(codes, '王芳') });
  const input = { resource: resource.id, fields: ['number', 'owner', 'grid'], purpose: '走访核查', termDays: 30 };
  const { request } = await grantee.command<{ request: { id: string; version: number } }>(REQUEST, { input });
  await owner.command(REVIEW, {
    input: { request: request.id, expectedVersion: request.version, decision: 'APPROVE' },
  });
  await grantee.command(REQUEST, { input: { ...input, purpose: '另一次走访' } });
  await grantee.ask(READ, { grant: request.id });
  if (country.stack.endpoints.nats.accountSeed === undefined) return;
  const lead = country.clientOf(at('DEPARTMENT_LEAD', granteeOf(county)));
  await lead.command(OPEN_FEED, { input: { organization: granteeOf(county) } });
}

/** In each county one department's register, granted to the other, read once; a request that waits; a feed where the broker has any. */
export async function shareData(country: Clients, territory: Territory): Promise<void> {
  const places = workplacesOf(territory);
  for (const county of territory.counties)
    await shareIn(
      country,
      places.filter((place) => place.county === county),
      county,
    );
}
