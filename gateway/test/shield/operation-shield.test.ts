import type { Role } from '@gridlink/contracts';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, type OperationDefinitionNode, parse } from 'graphql';
import { allow, deny, type IRules, rule } from 'graphql-shield';
import { createOperationShield } from '../../src/shield/operation-shield.ts';
import { readRuleTree, rulesFromAccess } from '../../src/shield/rule-tree.ts';
import { shieldRules, shieldTypeDefs } from './shield-schema.ts';

const schema = buildSchema(shieldTypeDefs);
const everything = { place: allow, named: allow, anything: allow, person: allow };

function refusedOf(
  source: string,
  options: { rules?: IRules; roles?: Role[]; variables?: object; name?: string } = {},
) {
  const document = parse(source);
  const operations = document.definitions.filter((node) => node.kind === 'OperationDefinition');
  const operation = operations.find(({ name }) => name?.value === options.name) ?? operations[0];
  return createOperationShield(schema, options.rules ?? shieldRules)(
    { document, operation: operation as OperationDefinitionNode, variables: { ...options.variables } },
    { kind: 'PERSON', roles: options.roles ?? [] },
  );
}

describe('what an operation asks for', () => {
  it.each<[string, string, string[]]>([
    ['an interface stands for all its types', '{ named { name } }', ['Query.named', 'Person.name', 'Place.name']],
    [
      'a union stands for what its fragments name',
      '{ anything { ... on Secret { key } } }',
      ['Query.anything', 'Secret.key'],
    ],
    [
      'a fragment on an interface narrows a union',
      '{ anything { ... on Named { name } } }',
      ['Query.anything', 'Person.name', 'Place.name'],
    ],
    [
      'conditions within conditions meet',
      '{ named { ... on Place { ... on Named { name } } } }',
      ['Query.named', 'Place.name'],
    ],
    [
      'fragments are followed',
      '{ ...f } fragment f on Query { place { ...g } } fragment g on Place { name }',
      ['Query.place', 'Place.name'],
    ],
    ['an alias hides nothing', '{ harmless: secret { name: key } }', ['Query.secret', 'Secret.key']],
    [
      'fields of the result of a field of an interface',
      '{ named { self { name } } }',
      ['Query.named', 'Person.self', 'Place.self', 'Person.name', 'Place.name'],
    ],
    [
      'a literal @skip takes a field out',
      '{ place { name } secret @skip(if: true) { key } }',
      ['Query.place', 'Place.name'],
    ],
    [
      'a literal @include(if: false) as well',
      '{ place { name } ... @include(if: false) { secret { key } } }',
      ['Query.place', 'Place.name'],
    ],
    ['@skip(if: false) takes nothing out', '{ secret @skip(if: false) { key } }', ['Query.secret', 'Secret.key']],
    [
      'a variable may turn out either way',
      'query ($s: Boolean!) { secret @skip(if: $s) { key } }',
      ['Query.secret', 'Secret.key'],
    ],
    ['__typename is nobody’s secret', '{ place { __typename } __typename }', ['Query.place']],
  ])('%s', async (_what, source, asked) => {
    const rules: IRules = deny;
    const refused = await refusedOf(source, { rules, variables: { s: true } });
    expect([...refused].sort()).toEqual([...asked].sort());
  });

  it('is of the selected operation only', async () => {
    const source = 'query A { place { name } } query B { secret { key } }';
    expect(await refusedOf(source, { name: 'A', rules: deny })).toEqual(['Query.place', 'Place.name']);
  });

  it('is found in bounded time where fragments double at each level', async () => {
    const fragments = Array.from(
      { length: 40 },
      (_, level) => `fragment f${level} on Person { friends { ...f${level + 1} } self { ...f${level + 1} } }`,
    ).join(' ');
    const startedAt = performance.now();
    await refusedOf(`{ person { ...f0 } } ${fragments} fragment f40 on Person { name }`);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });
});

describe('how rules are decided', () => {
  it.each<[string, Role[], string[]]>([
    ['{ named { __typename } }', [], ['Query.named']],
    ['{ named { __typename } }', ['TOWN_OPERATOR'], []],
    ['{ secret { __typename } }', ['TOWN_OPERATOR'], ['Query.secret']],
    ['{ secret { __typename } }', ['TOWN_OPERATOR', 'AUDITOR'], []],
    ['{ secret { key } }', ['TOWN_OPERATOR', 'AUDITOR'], ['Secret.key']],
    ['{ anything { __typename } }', ['AUDITOR'], []],
    ['{ sized { name } }', ['AUDITOR'], ['Query.sized']],
    ['{ sized { name } }', [], []],
    ['mutation { rename(name: "a") { name } }', ['TOWN_OPERATOR'], []],
    ['mutation { rename(name: "a") { name } }', ['TOWN_OPERATOR', 'AUDITOR'], ['Mutation.rename']],
    ['mutation { erase { __typename } }', ['ADMIN'], ['Mutation.erase']],
    ['{ person(secretly: true) { name } }', [], ['Query.person']],
    ['{ person(secretly: true) { name } }', ['ADMIN'], []],
    ['{ person { phone(mask: true) } }', ['TOWN_OPERATOR'], []],
    ['{ person { phone } }', ['TOWN_OPERATOR'], ['Person.phone']],
    ['{ person { a: phone(mask: true) b: phone } }', ['TOWN_OPERATOR'], ['Person.phone']],
    ['{ place { related { __typename } } }', ['ADMIN'], ['Place.related']],
  ])('%s by %j: refused %j', async (source, roles, refused) => {
    expect(await refusedOf(source, { roles })).toEqual(refused);
  });

  it('by the values of variables', async () => {
    const source = 'query ($s: Boolean = true) { person(secretly: $s) { name } }';
    expect([await refusedOf(source), await refusedOf(source, { variables: { s: false } })]).toEqual([
      ['Query.person'],
      [],
    ]);
  });

  it('denies whatever is not mapped', async () => {
    expect(await refusedOf('{ place { owner { name } } }', { rules: { Query: everything } })).toEqual([
      'Place.owner',
      'Person.name',
    ]);
  });

  it('denies a rule that looks at the parent all the same', async () => {
    const peeking = rule('peeking', { cache: 'no_cache' })((parent: { owner?: string }) => parent.owner !== 'me');
    expect(await refusedOf('{ place { name } }', { rules: { Query: everything, Place: peeking } })).toEqual([
      'Place.name',
    ]);
  });

  it('denies a rule that fails', async () => {
    const failing = rule('failing', { cache: 'no_cache' })(() => {
      throw new Error('no');
    });
    expect(await refusedOf('{ place { __typename } }', { rules: { Query: failing } })).toEqual(['Query.place']);
  });

  it('asks the rules once for a document and a set of roles', async () => {
    let asked = 0;
    const counting = rule('counting', { cache: 'contextual' })(() => {
      asked += 1;
      return true;
    });
    const shield = createOperationShield(schema, { Query: counting });
    const document = parse('{ place { __typename } }');
    const operation = document.definitions[0] as OperationDefinitionNode;
    const ask = (roles: Role[]) => shield({ document, operation, variables: {} }, { kind: 'PERSON', roles });
    await ask(['ADMIN', 'AUDITOR']);
    await ask(['AUDITOR', 'ADMIN']);
    await ask(['ADMIN']);
    expect(asked).toBe(2);
  });

  it('lets no decision for one set of roles answer for another', async () => {
    const shield = createOperationShield(schema, shieldRules);
    const document = parse('{ named { __typename } }');
    const operation = document.definitions[0] as OperationDefinitionNode;
    const ask = (roles: Role[]) => shield({ document, operation, variables: {} }, { kind: 'PERSON', roles });
    expect([await ask(['TOWN_OPERATOR']), await ask([])]).toEqual([[], ['Query.named']]);
  });
});

describe('a rule tree', () => {
  it.each<[string, IRules, RegExp]>([
    [
      'a rule that may read the parent',
      { Query: rule('own', { cache: 'strict' })(() => true) },
      /own.*may read the parent/,
    ],
    ['a type that is not there', { Nobody: allow }, /Nobody is not an object type/],
    ['a field that is not there', { Query: { nothing: allow } }, /Query.nothing is not a field/],
  ])('is refused at the start with %s', (_what, rules, message) => {
    expect(() => readRuleTree(rules, schema)).toThrow(message);
  });

  it.each<[string[], string, Role[], boolean]>([
    [['ANYONE'], 'PUBLIC', ['PUBLIC'], true],
    [['SIGNED_IN'], 'PUBLIC', ['PUBLIC'], false],
    [['SIGNED_IN'], 'PROGRAM', [], true],
    [['ADMIN', 'AUDITOR'], 'PERSON', ['AUDITOR'], true],
    [['ADMIN'], 'PERSON', ['AUDITOR'], false],
  ])('made from @access(to: %j) answers a %s with %j: %s', async (access, kind, roles, allowed) => {
    const rules = rulesFromAccess(new Map([['Query.place', access]]));
    const document = parse('{ place { __typename } }');
    const refused = await createOperationShield(schema, rules)(
      { document, operation: document.definitions[0] as OperationDefinitionNode, variables: {} },
      { kind: kind as 'PERSON', roles },
    );
    expect(refused.length === 0).toBe(allowed);
  });
});
