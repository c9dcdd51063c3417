import { type Caller, PUBLIC_CALLER } from '@gridlink/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ServedPersonnel, servePersonnel } from './served-personnel.ts';
import {
  auditor,
  countyCoordinator,
  JIANGSU,
  NEXT_COUNTY,
  PUYANG,
  platformAdmin,
  tell,
  townBody,
  townOperator,
} from './story.ts';

const REFERENCES = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Organization { code name } } }`;
const LOOK = 'query ($code: String!) { organization(code: $code) { code name } }';

describe('organizations that others refer to', () => {
  let served: ServedPersonnel;
  const codes = [`${PUYANG.town}-TOWN`, `${JIANGSU.town}-TOWN`];
  beforeAll(async () => {
    served = await servePersonnel();
    const story = tell(served.ask);
    await story.registerOrganizations(platformAdmin, 'puyang', [townBody(PUYANG)]);
    await story.registerOrganizations(platformAdmin, 'jiangsu', [townBody(JIANGSU)]);
  });
  afterAll(() => served.stop());

  const referred = async (caller: Caller) => {
    const r = codes.map((code) => ({ __typename: 'Organization', code }));
    return (await served.ask<{ _entities: unknown[] }>(caller, REFERENCES, { r })).data?._entities;
  };

  it.each<[string, Caller]>([
    ['the public', PUBLIC_CALLER],
    ['the platform', platformAdmin],
    ['the town', townOperator(PUYANG)],
    ['the county', countyCoordinator(PUYANG)],
    ['the next county', countyCoordinator(NEXT_COUNTY)],
    ['an auditor', auditor(PUYANG)],
    ['another jurisdiction', townOperator(JIANGSU)],
  ])('are for %s those that a look by code shows', async (_who, caller) => {
    const looks = await Promise.all(
      codes.map(
        async (code) => (await served.ask<{ organization: unknown }>(caller, LOOK, { code })).data?.organization,
      ),
    );
    expect(await referred(caller)).toEqual(looks);
  });

  it('are called what they were called last', async () => {
    await referred(platformAdmin);
    const renamed = { ...townBody(PUYANG), name: '改名办事处' };
    await tell(served.ask).registerOrganizations(platformAdmin, 'puyang', [renamed]);
    expect(await referred(platformAdmin)).toContainEqual({ code: codes[0], name: '改名办事处' });
  });
});
