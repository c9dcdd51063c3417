import { PUBLIC_CALLER } from '@gridlink/contracts';
import { composeSupergraph } from '@gridlink/gateway';
import { createLogger, createMetrics, type ServedSubgraph, serveSubgraph } from '@gridlink/subgraph-kit';
import { createTestGateway, type TestGateway } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { neighbourTypeDefs, subgraphResolvers, subgraphTypeDefs } from './subgraph-schema.ts';

describe('the subgraph specification, through the factory that all services are made with', () => {
  let gateway: TestGateway;
  let served: ServedSubgraph;
  beforeAll(async () => {
    gateway = await createTestGateway();
    served = await serveSubgraph({
      name: 'grid',
      typeDefs: subgraphTypeDefs,
      resolvers: subgraphResolvers as never,
      host: '127.0.0.1',
      port: 0,
      adminPort: 0,
      gatewayKeys: gateway.keys,
      log: createLogger('grid', 'silent'),
      metrics: createMetrics('grid'),
      contextFor: (base) => base,
      readiness: [],
    });
  });
  afterAll(() => served.stop());

  const ask = async (query: string, variables?: Record<string, unknown>) => {
    const target = { url: served.url, subgraph: 'grid', caller: PUBLIC_CALLER };
    const { data, errors } = await gateway.ask<Record<string, unknown>>(target, query, variables);
    expect(errors).toEqual([]);
    return data ?? {};
  };
  const entities = async (representations: object[], selection: string) =>
    (
      await ask(`query ($r: [_Any!]!) { _entities(representations: $r) { __typename ${selection} } }`, {
        r: representations,
      })
    )._entities;

  it.each([
    ['_Service', 'OBJECT'],
    ['_Entity', 'UNION'],
    ['_Any', 'SCALAR'],
    ['federation__FieldSet', 'SCALAR'],
    ['link__Purpose', 'ENUM'],
  ])('has %s, of kind %s', async (name, kind) => {
    expect(await ask(`{ __type(name: "${name}") { kind } }`)).toEqual({ __type: { kind } });
  });

  it('says its schema as a string', async () => {
    const shape = '{ __type(name: "_Service") { fields { name type { kind ofType { name } } } } }';
    // Apollo's library leaves it nullable, where the specification writes String!; the composer takes both.
    const sdl = { name: 'sdl', type: { kind: 'SCALAR', ofType: null } };
    expect(await ask(shape)).toEqual({ __type: { fields: [sdl] } });
  });

  it('lists what has a key as entities', async () => {
    const data = await ask('{ __type(name: "_Entity") { possibleTypes { name } } }');
    const { possibleTypes } = data.__type as { possibleTypes: { name: string }[] };
    expect(possibleTypes.map(({ name }) => name).toSorted()).toEqual(['Device', 'Keeper', 'Size', 'Stock']);
  });

  it.each([
    '@link(url: "https://specs.apollo.dev/federation/v2.9"',
    '@composeDirective(name: "@access")',
    '@key(fields: "id")',
    '@key(fields: "serial maker")',
    '@key(fields: "serial model { id }")',
    '@requires(fields: "devices years")',
    '@provides(fields: "unit")',
    '@external',
    '@shareable',
    '@override(from: "personnel")',
    '@inaccessible',
    '@tag(name: "field")',
    '@interfaceObject',
    '@access(to: ["ANYONE"])',
  ])('says %s in its schema', async (directive) => {
    const data = await ask('{ _service { sdl } }');
    expect((data._service as { sdl: string }).sdl).toContain(directive);
  });

  it.each([
    ['one field', { id: 'one' }],
    ['two fields', { serial: 's-1', maker: 'm-1' }],
    ['a field and one of an object', { serial: 's-1', model: { id: 'large' } }],
  ])('finds an entity by a key of %s', async (_, key) => {
    const found = await entities([{ __typename: 'Device', ...key }], '... on Device { id colour }');
    expect(found).toEqual([{ __typename: 'Device', id: 'one', colour: 'red' }]);
  });

  it('answers entities of several types in the order they were asked for, with null for one that is not there', async () => {
    const found = await entities(
      [
        { __typename: 'Size', id: 'a' },
        { __typename: 'Device', id: 'none' },
        { __typename: 'Device', id: 'one' },
      ],
      '... on Size { value } ... on Device { label }',
    );
    expect(found).toEqual([{ __typename: 'Size', value: 2 }, null, { __typename: 'Device', label: 'label' }]);
  });

  it('works a field out of what it requires of others', async () => {
    const keeper = { __typename: 'Keeper', email: 'k@example.cn', years: 4, devices: 10 };
    expect(await entities([keeper], '... on Keeper { devicesAYear }')).toEqual([
      { __typename: 'Keeper', devicesAYear: 2.5 },
    ]);
  });

  it('gives what it provides of another’s', async () => {
    expect(await ask('{ device(id: "one") { size { unit } } }')).toEqual({ device: { size: { unit: 'metre' } } });
  });

  it('extends an interface it knows as an object', async () => {
    expect(await entities([{ __typename: 'Stock', id: 's' }], '... on Stock { amount }')).toEqual([
      { __typename: 'Stock', amount: 3 },
    ]);
  });

  it('composes with a neighbour: what it says of itself is what the composer takes', async () => {
    const data = await ask('{ _service { sdl } }');
    const composed = composeSupergraph([
      { name: 'grid', typeDefs: (data._service as { sdl: string }).sdl },
      { name: 'personnel', typeDefs: neighbourTypeDefs },
    ]);
    // Its only remark is that it has understood the override.
    const remarks = 'problems' in composed ? composed.problems : [];
    expect(remarks.filter((remark) => !remark.startsWith('[OVERRIDDEN_FIELD_CAN_BE_REMOVED]'))).toEqual([]);
  });
});
