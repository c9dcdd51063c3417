import { PUBLIC_CALLER } from '@gridlink/contracts';
import { eventually } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ServedPersonnel, servePersonnel } from './served-personnel.ts';
import {
  committee,
  countyCoordinator,
  department,
  JIANGSU,
  NEXT_COUNTY,
  PUYANG,
  platformAdmin,
  tell,
  townBody,
  townOperator,
} from './story.ts';

type Organization = { code: string; name: string; level: string; version: number; active: boolean };
type List = { organizations: { nodes: Organization[]; pageInfo: { hasNextPage: boolean; endCursor: string } } };

const LIST = `query($filter: OrganizationFilter, $first: Int, $after: String) {
  organizations(filter: $filter, first: $first, after: $after) { nodes { code level } pageInfo { hasNextPage endCursor } } }`;
const ONE =
  'query($code: String) { organization(code: $code) { id code name level version active successor { code } } }';

describe('organizations', () => {
  let served: ServedPersonnel;
  const county = countyCoordinator(PUYANG);

  beforeAll(async () => {
    served = await servePersonnel();
    const story = tell(served.ask);
    await story.registerOrganizations(platformAdmin, 'puyang', [
      townBody(PUYANG),
      committee(PUYANG),
      department(PUYANG),
      townBody(NEXT_COUNTY),
    ]);
    await story.registerOrganizations(platformAdmin, 'jiangsu', [townBody(JIANGSU)]);
  });
  afterAll(() => served.stop());

  const codes = async (caller = county, filter: Record<string, unknown> = {}): Promise<string[]> => {
    const { data } = await served.ask<List>(caller, LIST, { filter, first: 50 });
    return (data?.organizations.nodes ?? []).map(({ code }) => code);
  };
  const one = async (code: string, caller = county) =>
    (
      await served.ask<{ organization: Organization & { id: string; successor: { code: string } | null } }>(
        caller,
        ONE,
        { code },
      )
    ).data?.organization;

  it('[P16] stand in the register with the level of their division', async () => {
    expect(await one(`${PUYANG.village}-COMMITTEE`)).toMatchObject({ level: 'VILLAGE', active: true });
  });

  it('[P16] registered again unchanged are left alone', async () => {
    const { rows } = await tell(served.ask).registerOrganizations(county, 'puyang', [townBody(PUYANG)]);
    expect(rows.map(({ outcome }) => outcome)).toEqual(['UNCHANGED']);
  });

  it('[P16] registered again with another name are changed', async () => {
    const row = { ...department(PUYANG), name: '综合行政执法局' };
    const { rows } = await tell(served.ask).registerOrganizations(county, 'puyang', [row]);
    expect([rows[0]?.outcome, (await one(row.code))?.name]).toEqual(['UPDATED', '综合行政执法局']);
  });

  it('refuse a bad row and store the good one beside it', async () => {
    const good = { ...committee(PUYANG), division: '410902001002', code: '410902001002-COMMITTEE' };
    const bad = { ...committee(PUYANG), code: 'nonsense' };
    const { rows } = await tell(served.ask).registerOrganizations(county, 'puyang', [bad, good]);
    expect(rows.map(({ outcome, userErrors }) => [outcome, userErrors[0]?.field ?? null])).toEqual([
      ['REFUSED', ['input', 'rows', '0', 'code']],
      ['CREATED', null],
    ]);
  });

  it('store nothing in a dry run', async () => {
    const row = { ...committee(PUYANG), division: '410902001003', code: '410902001003-COMMITTEE' };
    const { rows } = await tell(served.ask).registerOrganizations(county, 'puyang', [row], true);
    expect([rows[0]?.outcome, await one(row.code)]).toEqual(['CREATED', null]);
  });

  it('take at most 1,000 rows at once', async () => {
    const rows = Array.from({ length: 1_001 }, () => townBody(PUYANG));
    const answer = await tell(served.ask).registerOrganizations(county, 'puyang', rows);
    expect(answer.userErrors.map(({ code }) => code)).toEqual(['TOO_MANY_ROWS']);
  });

  it('are not registered in a jurisdiction nobody knows', async () => {
    const answer = await tell(served.ask).registerOrganizations(platformAdmin, 'atlantis', [townBody(PUYANG)]);
    expect(answer.userErrors.map(({ code }) => code)).toEqual(['UNKNOWN_JURISDICTION']);
  });

  it('[P16] of the next county are not for a coordinator to register', async () => {
    const { rows } = await tell(served.ask).registerOrganizations(county, 'puyang', [department(NEXT_COUNTY)]);
    expect(rows[0]?.userErrors.map(({ code }) => code)).toEqual(['OUTSIDE_SCOPE']);
  });

  it('are not registered by an operator of a town', async () => {
    const { errors } = await served.ask(
      townOperator(PUYANG),
      'mutation { registerOrganizations(input: { jurisdiction: "puyang", rows: [] }) { rows { row } } }',
    );
    expect(errors[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  it('are read by the public', async () => {
    expect(await codes(PUBLIC_CALLER, { jurisdiction: 'jiangsu' })).toEqual([`${JIANGSU.town}-TOWN`]);
  });

  it('of another jurisdiction are not seen', async () => {
    expect(await one(`${JIANGSU.town}-TOWN`)).toBeNull();
  });

  it('of another jurisdiction are not listed', async () => {
    expect(await codes(county, { jurisdiction: 'jiangsu' })).toEqual([]);
  });

  it.each<[Record<string, unknown>, string[]]>([
    [{ division: PUYANG.town, function: 'TOWN' }, [`${PUYANG.town}-TOWN`]],
    [{ kind: 'LINKAGE_DEPARTMENT' }, [`${PUYANG.county}-URBAN_MANAGEMENT`]],
    [{ level: 'COUNTY' }, [`${PUYANG.county}-URBAN_MANAGEMENT`]],
    [{ nameContains: '街道', division: NEXT_COUNTY.county }, [`${NEXT_COUNTY.town}-TOWN`]],
    [{ nameContains: '.*' }, []],
  ])('[P16] are found by %j', async (filter, expected) => {
    expect(await codes(county, filter)).toEqual(expected);
  });

  it('are not searched over all jurisdictions at once', async () => {
    const { errors } = await served.ask(PUBLIC_CALLER, LIST, { filter: { nameContains: '街道' } });
    expect(errors[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });

  it('are not searched for words longer than any name', async () => {
    const { errors } = await served.ask(county, LIST, { filter: { nameContains: '街'.repeat(51) } });
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'nameContains' });
  });

  it('are paged without gap or repetition', async () => {
    const first = (await served.ask<List>(county, LIST, { first: 2 })).data?.organizations;
    const rest = (await served.ask<List>(county, LIST, { first: 50, after: first?.pageInfo.endCursor })).data
      ?.organizations;
    const paged = [...(first?.nodes ?? []), ...(rest?.nodes ?? [])].map(({ code }) => code);
    expect(paged).toEqual(await codes());
  });

  it('resolve by both keys for the gateway', async () => {
    const code = `${PUYANG.town}-TOWN`;
    const id = (await one(code))?.id;
    const { data } = await served.ask<{ _entities: Organization[] }>(
      county,
      'query($of: [_Any!]!) { _entities(representations: $of) { ... on Organization { code } } }',
      {
        of: [
          { __typename: 'Organization', id },
          { __typename: 'Organization', code },
        ],
      },
    );
    expect(data?._entities.map((entity) => entity.code)).toEqual([code, code]);
  });

  describe('when dissolved', () => {
    const row = { ...department(PUYANG), code: `${PUYANG.county}-WATER`, function: 'WATER', name: '水利局' };
    const dissolve = (input: Record<string, unknown>, caller = county) =>
      served.ask<{ dissolveOrganization: { organization: unknown; userErrors: { code: string }[] } }>(
        caller,
        `mutation($input: DissolveOrganizationInput!) { dissolveOrganization(input: $input) {
          organization { active successor { code } } userErrors { code } } }`,
        { input },
      );
    beforeAll(async () => {
      await tell(served.ask).registerOrganizations(county, 'puyang', [row]);
    });

    it('refuse a version that has moved', async () => {
      const { errors } = await dissolve({ code: row.code, successor: `${PUYANG.town}-TOWN`, expectedVersion: 9 });
      expect(errors[0]?.extensions?.code).toBe('CONFLICT');
    });

    it('are not found by a neighbour', async () => {
      const asked = { code: row.code, successor: `${PUYANG.town}-TOWN`, expectedVersion: 1 };
      const { errors } = await dissolve(asked, countyCoordinator(NEXT_COUNTY));
      expect(errors[0]?.extensions?.code).toBe('NOT_FOUND');
    });

    it('refuse a successor nobody knows', async () => {
      const { data } = await dissolve({ code: row.code, successor: 'nobody', expectedVersion: 1 });
      expect(data?.dissolveOrganization.userErrors.map(({ code }) => code)).toEqual(['NO_SUCCESSOR']);
    });

    it('[P16] name their successor, stay readable and leave the list', async () => {
      const successor = `${PUYANG.county}-URBAN_MANAGEMENT`;
      await dissolve({ code: row.code, successor, expectedVersion: 1 });
      const read = await one(row.code);
      expect([read?.active, read?.successor?.code, (await codes()).includes(row.code)]).toEqual([
        false,
        successor,
        false,
      ]);
    });

    it('[P16] are announced', async () => {
      const logged = served.database.db.collection('event_log');
      const event = await eventually(() =>
        logged.findOne({ 'event.subject': row.code, 'event.type': 'gridlink.personnel.organization.dissolved.v1' }),
      );
      expect(event?.event.sequence).toBe(2);
    });
  });
});
