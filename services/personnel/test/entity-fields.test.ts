import { everyField } from '@gridlink/test-kit';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type ServedPersonnel, servePersonnel } from './served-personnel.ts';
import { committee, PUYANG, personRow, platformAdmin, tell, townBody, townOperator } from './story.ts';

let served: ServedPersonnel;
beforeAll(async () => {
  served = await servePersonnel();
});
afterAll(() => served.stop());

it('answers each field of a person alone as among all others', async () => {
  const caller = townOperator(PUYANG);
  const { rows } = await tell(served.ask).registerPersons(caller, 'puyang', [personRow(PUYANG.village)]);
  const { alone, together } = await everyField({
    ask: (query, variables) => served.ask(caller, query, variables),
    type: 'Person',
    query: (selection) => `{ person(id: "${rows[0]?.id}") { ${selection} } }`,
    without: ['Person.reveals'],
  });
  expect(alone).toEqual(together);
});

it('answers each field of an organization alone as among all others', async () => {
  await tell(served.ask).registerOrganizations(platformAdmin, 'puyang', [townBody(PUYANG), committee(PUYANG)]);
  const { alone, together } = await everyField({
    ask: (query, variables) => served.ask(townOperator(PUYANG), query, variables),
    type: 'Organization',
    query: (selection) => `{ organization(code: "${PUYANG.town}-TOWN") { ${selection} } }`,
    without: ['Person.reveals'],
  });
  expect(alone).toEqual(together);
});
