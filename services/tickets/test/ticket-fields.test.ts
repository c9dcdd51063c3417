import { everyField } from '@gridlink/test-kit';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { dispatched } from './steps.ts';
import { people, startTown, type Town } from './town.ts';

let town: Town;
beforeAll(async () => {
  town = await startTown();
  await dispatched(town);
});
afterAll(() => town.stop());

it('answers each field of a ticket alone as among all others', async () => {
  const { data } = await town.ask<{ tickets: { nodes: { id: string }[] } }>(
    people.county,
    '{ tickets(first: 1) { nodes { id } } }',
  );
  const { alone, together } = await everyField({
    ask: (query, variables) => town.ask(people.county, query, variables),
    type: 'Ticket',
    // Its seals are made anew each time it is drawn up.
    without: ['TicketDossier.digest', 'TicketDossier.document'],
    query: (selection) => `{ ticket(id: "${data?.tickets.nodes[0]?.id}") { ${selection} } }`,
  });
  expect(alone).toEqual(together);
});
