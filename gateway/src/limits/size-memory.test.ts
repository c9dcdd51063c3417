import { describe, expect, it } from '@jest/globals';
import { buildSchema, getOperationAST, parse } from 'graphql';
import { measureOperation } from './operation-size.ts';
import { createSizeMemory } from './size-memory.ts';

const schema = buildSchema(`
  type Query { people(first: Int): PersonConnection }
  type PersonConnection { nodes: [Person!]! }
  type Person { id: ID! }
`);
const document = parse('query ($n: Int) { people(first: $n) { nodes { id } } }');

const asked = (n: unknown) => {
  const operation = getOperationAST(document);
  if (!operation) throw new Error('no operation');
  return { document, operation, variables: { n } };
};

describe('sizes that were measured', () => {
  it('hold for the same page only', () => {
    const memory = createSizeMemory();
    const size = memory.keep(asked(5), measureOperation(schema, asked(5)));
    expect([memory.find(asked(5)), memory.find(asked(6))]).toEqual([size, undefined]);
  });

  it.each([{ n: { toString: 1 } }, { n: ['5'] }, { n: '5' }])('are not kept for $n', ({ n }) => {
    const memory = createSizeMemory();
    memory.keep(asked(n), measureOperation(schema, asked(n)));
    expect(memory.find(asked(n))).toBeUndefined();
  });
});
