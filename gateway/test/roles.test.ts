import type { Role } from '@gridlink/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { person } from './fixture/callers.ts';
import { type Federation, startFederation } from './fixture/federation.ts';

describe('what a caller’s roles may ask', () => {
  let federation: Federation;
  beforeAll(async () => {
    federation = await startFederation();
  });
  afterAll(() => federation.stop());

  const asked = (): number => federation.requestsTo('grid') + federation.requestsTo('tickets');
  const ask = async (query: string, roles?: Role[], variables: object = {}) =>
    federation.ask(query, { variables, ...(roles ? { token: await federation.office.token(person(roles)) } : {}) });

  it.each<[string, Role[] | undefined, string[]]>([
    ['{ grid(id: "1") { name remark } }', undefined, ['Grid.remark']],
    ['{ grid(id: "1") { name } surveyNotes }', ['GRID_WORKER'], ['Query.surveyNotes']],
    ['{ tickets { nodes { id reporter } } }', ['GRID_WORKER'], ['Ticket.reporter']],
    ['{ tickets { nodes { id } } }', undefined, ['Query.tickets']],
    ['{ grid(id: "1") { openTickets { id grid { remark } } } }', undefined, ['Grid.openTickets', 'Grid.remark']],
    ['{ places { name } }', undefined, ['Park.name']],
    ['{ matters { ... on Ticket { reporter } } }', undefined, ['Ticket.reporter']],
    ['mutation { closeTicket(id: "a") { ticket { id } } }', ['GRID_WORKER'], ['Mutation.closeTicket']],
    ['query ($s: Boolean!) { surveyNotes @skip(if: $s) grid(id: "1") { name } }', undefined, ['Query.surveyNotes']],
    ['{ grid(id: "1") { ...f } } fragment f on Grid { harmless: remark }', undefined, ['Grid.remark']],
  ])('refuses %s by %j whole, and no subgraph is asked', async (query, roles, coordinates) => {
    const before = asked();
    const { status, errors, data } = await ask(query, roles, { s: true });
    expect([status, errors[0]?.extensions.code, errors[0]?.extensions.coordinates, data ?? null]).toEqual([
      roles ? 403 : 401,
      roles ? 'FORBIDDEN' : 'UNAUTHENTICATED',
      coordinates,
      null,
    ]);
    expect(asked()).toBe(before);
  });

  it.each<[string, Role[] | undefined]>([
    ['{ grid(id: "1") { name } matters { __typename } }', undefined],
    ['{ grid(id: "1") { remark openTickets { reporter } } }', ['TOWN_OPERATOR']],
    ['{ surveyNotes }', ['SURVEYOR']],
    ['{ grid(id: "1") { name } surveyNotes @include(if: false) }', undefined],
    ['mutation { closeTicket(id: "a") { ticket { id reporter } } }', ['TOWN_OPERATOR']],
  ])('answers %s by %j', async (query, roles) => {
    const { status, errors } = await ask(query, roles);
    expect([status, errors]).toEqual([200, []]);
  });

  it('looks at the selected operation only', async () => {
    const query = 'query A { grid(id: "1") { name } } query B { surveyNotes }';
    const run = async (operationName: string) => {
      const response = await fetch(`${federation.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, operationName }),
      });
      await response.text();
      return response.status;
    };
    expect([await run('A'), await run('B'), await run('')]).toEqual([200, 401, 400]);
  });

  it('leaves the same question open for one and shut for another, in any order', async () => {
    const query = '{ grid(id: "2") { remark } }';
    const statuses = [await ask(query, ['TOWN_OPERATOR']), await ask(query), await ask(query, ['TOWN_OPERATOR'])];
    expect(statuses.map(({ status }) => status)).toEqual([200, 401, 200]);
  });

  it('counts what it refused', async () => {
    await ask('{ surveyNotes }');
    const metrics = await (await fetch(`${federation.operatorUrl}/metrics`)).text();
    expect(metrics).toMatch(/gridlink_shield_refusals_total\{service="gateway"\} [1-9]/);
  });
});

describe('introspection', () => {
  const QUERY = '{ __schema { queryType { name } } __type(name: "Grid") { name } }';

  it.each([
    [{ INTROSPECTION: 'on' }, 200],
    [{ INTROSPECTION: 'off' }, 400],
    [{ NODE_ENV: 'production' }, 400],
    [{ NODE_ENV: 'production', INTROSPECTION: 'on' }, 200],
    [{ NODE_ENV: 'development' }, 200],
  ])('with %j answers %d', async (settings, status) => {
    const federation = await startFederation(settings);
    const answer = await federation.ask(QUERY);
    await federation.stop();
    expect(answer.status).toBe(status);
  });

  it.each([
    ['production', false],
    ['development', true],
  ])('in %s names the field that was meant: %s', async (environment, isNamed) => {
    const federation = await startFederation({ NODE_ENV: environment });
    const { errors } = await federation.ask('{ surveyNote }');
    await federation.stop();
    expect(/surveyNotes/.test(errors[0]?.message ?? '')).toBe(isNamed);
  });
});
