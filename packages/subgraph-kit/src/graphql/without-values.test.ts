import { describe, expect, it } from '@jest/globals';
import { buildSchema, graphql } from 'graphql';
import { withoutValues } from './without-values.ts';

const schema = buildSchema(`
  enum Colour { RED }
  input Person { age: Int, name: String, colour: Colour, id: ID }
  type Query { find(person: Person, age: Int): Int }
`);
const SECRET = '14973141592"; at "x"; 龘靐';

async function messageOf(source: string, person?: unknown): Promise<string> {
  const { errors } = await graphql({ schema, source, variableValues: { person } });
  return errors?.[0]?.message ?? '';
}
const asked = 'query ($person: Person) { find(person: $person) }';

describe('[A4] a message of the library', () => {
  it.each([
    ['an enum in a variable', asked, { colour: SECRET }],
    ['a number in a variable', asked, { age: SECRET }],
    ['a text in a variable', asked, { name: [SECRET] }],
    ['an identifier in a variable', asked, { id: { secret: SECRET } }],
    ['a whole input in a variable', asked, SECRET],
    ['an enum in the document', `{ find(person: { colour: ${JSON.stringify(SECRET)} }) }`, undefined],
    ['a number in the document', `{ find(age: ${JSON.stringify(SECRET)}) }`, undefined],
    [
      'a document that breaks off at a text',
      `{ find(person: ${JSON.stringify(SECRET)} ${JSON.stringify(SECRET)}) }`,
      undefined,
    ],
  ])('does not repeat %s', async (_what, source, person) => {
    const message = await messageOf(source, person);
    expect(message).not.toBe('');
    expect(withoutValues(message)).not.toMatch(/14973141592|龘/);
  });

  it('still says where and what', async () => {
    expect(withoutValues(await messageOf(asked, { age: 'many' }))).toBe(
      'Variable "$person" got an invalid value at "person.age"; Int cannot represent non-integer value.',
    );
  });

  it('stays as it is when it repeats nothing', () => {
    const message = 'Cannot query field "noSuch" on type "Query".';
    expect(withoutValues(message)).toBe(message);
  });
});
