import { describe, expect, it } from '@jest/globals';
import { buildSchema, getOperationAST, parse, print } from 'graphql';
import { planSubscription } from './subscription-plan.ts';

const schema = buildSchema(/* GraphQL */ `
  type Query { ticket(id: ID): Ticket }
  type Ticket { id: ID! title(length: Int): String }
  type TicketChange { cursor: String! change: String! at: String ticket: Ticket }
  type Subscription { ticketChanged(after: String): TicketChange! }
`);

const planOf = (query: string, variables: Record<string, unknown> = {}) => {
  const document = parse(query);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('no operation');
  return planSubscription(schema, { document, operation, variables }, { subject: 'a', kind: 'PERSON', roles: [] });
};
const asked = (query: string, variables?: Record<string, unknown>): string => planOf(query, variables).question.query;

describe('the question of a push', () => {
  it.each<[string, string, string]>([
    [
      'the part the graph answers',
      '{ ticketChanged { at ticket { id } } }',
      'query ($about: ID!) { ticket: ticket(id: $about) { id } }',
    ],
    [
      'the least where nothing of it is wanted',
      '{ ticketChanged { at } }',
      'query ($about: ID!) { proof: ticket(id: $about) { id } }',
    ],
    [
      'each under the name it has',
      '{ ticketChanged { a: ticket { id } b: ticket { title } } }',
      'query ($about: ID!) { a: ticket(id: $about) { id } b: ticket(id: $about) { title } }',
    ],
    [
      'with the fragments it uses and no others',
      '{ ticketChanged { ...c } } fragment c on TicketChange { at ticket { ...t } } fragment t on Ticket { id }',
      'query ($about: ID!) { ticket: ticket(id: $about) { ...t } } fragment t on Ticket { id }',
    ],
  ])('is %s', (_what, subscription, question) => {
    expect(asked(`subscription ${subscription}`)).toBe(print(parse(question)));
  });

  it('takes along the variables it uses, and gives its own another name than theirs', () => {
    const { question, variables } = planOf(
      'subscription ($about: Int, $after: String) { ticketChanged(after: $after) { ticket { title(length: $about) } } }',
      { about: 3, after: null },
    );
    expect([question.about, question.variables, variables]).toEqual(['about_', ['about'], { about: 3 }]);
  });

  it('is the same for two who come back at different places', () => {
    const at = (after: string) => planOf(`subscription { ticketChanged(after: "${after}") { change } }`).identity;
    expect(at('a')).toBe(at('b'));
  });
});
