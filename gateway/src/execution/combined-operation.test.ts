import { describe, expect, it } from '@jest/globals';
import { combinedOperation } from './combined-operation.ts';

const fetch = (operation: string, variableUsages: string[] = [], operationKind: 'query' | 'mutation' = 'query') => ({
  operation,
  operationName: 'Page__personnel__1',
  operationKind: operationKind as never,
  variableUsages,
});
const grids = 'query A($representations:[_Any!]!){_entities(representations:$representations){...on Grid{name}}}';
const people = (of: string) =>
  `query B($representations:[_Any!]!$n:Int){_entities(representations:$representations){...on Person{${of}}}}`;

describe('requests for entities of one subgraph', () => {
  it('become one', () => {
    const combined = combinedOperation([fetch(grids), fetch(people('last(n:$n)'), ['n'])]);
    expect(combined?.operation).toBe(
      'query A($_of0:[_Any!]!$_of1:[_Any!]!$n:Int){_at0:_entities(representations:$_of0){...on Grid{name}}_at1:_entities(representations:$_of1){...on Person{last(n:$n)}}}',
    );
    expect(combined?.variableUsages).toEqual(['n']);
  });

  it('state a variable that several use once', () => {
    const combined = combinedOperation([fetch(people('last(n:$n)'), ['n']), fetch(people('first(n:$n)'), ['n'])]);
    expect(combined?.operation.match(/\$n:Int/g)).toHaveLength(1);
  });

  it.each([
    ['a mutation is among them', fetch(grids, [], 'mutation')],
    ['a client’s variable is called as ours are', fetch(people('last(n:$n)'), ['_of0'])],
    ['a client’s variable is called as the planner’s', fetch(grids, ['representations'])],
    ['one asks for something else', fetch('query C{people{name}}')],
    ['one has fragments', fetch(`${grids} fragment F on Grid{name}`)],
    ['one has a directive', fetch(grids.replace('){_entities', ')@live{_entities'))],
  ])('stay apart where %s', (_what, other) => {
    expect(combinedOperation([fetch(grids), other])).toBeUndefined();
  });
});
