import type { Visit } from './doors.ts';

const TICKETS = /* GraphQL */ `query Tickets { tickets(first: 20) { nodes { id code } } }`;
const REVEAL_REPORTER = /* GraphQL */ `
  mutation Reveal($input: RevealReporterInput!) { revealReporter(input: $input) { name userErrors { code message } } }
`;
const PERSONS = /* GraphQL */ `query Persons { persons(first: 20) { nodes { id name phone } } }`;
const REVEAL_PERSON = /* GraphQL */ `query RevealPerson($id: ID!) { person(id: $id) { phone(reveal: true) } }`;
const ACCEPT = /* GraphQL */ `
  mutation Accept($input: AcceptTicketInput!) { acceptTicket(input: $input) { ticket { id } userErrors { code message } } }
`;

type Nodes<Name extends string, Row> = { readonly [name in Name]: { readonly nodes: readonly Row[] } };

/** What was handed in is worked with: lists, reveals (which are written down), a step of the work. */
export async function look({ keeper, staff }: Visit): Promise<void> {
  const found = await keeper.knock<Nodes<'tickets', { id: string }>>(staff.town, TICKETS);
  for (const { id } of found?.tickets.nodes ?? []) {
    await keeper.knock(staff.town, REVEAL_REPORTER, { input: { ticketId: id, purpose: '回访' } });
    await keeper.knock(staff.town, ACCEPT, { input: { ticketId: id, words: '情况属实' } });
  }
  const files = await keeper.knock<Nodes<'persons', { id: string }>>(staff.county, PERSONS);
  for (const { id } of files?.persons.nodes ?? []) await keeper.knock(staff.county, REVEAL_PERSON, { id });
}
