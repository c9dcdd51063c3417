import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { person } from './fixture/callers.ts';
import { type Federation, startFederation } from './fixture/federation.ts';

const many = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join(' ');
const deep = (levels: number): string =>
  `{ grid(id: "1") ${'{ openTickets { grid '.repeat(levels)} { id } ${'} }'.repeat(levels)} }`;

describe('an operation that is too large', () => {
  let federation: Federation;
  let token: string;
  beforeAll(async () => {
    federation = await startFederation({
      MAX_DEPTH: '8',
      MAX_ALIASES: '10',
      MAX_DIRECTIVES: '5',
      MAX_ROOT_FIELDS: '5',
      MAX_COST: '500',
      MAX_TOKENS: '300',
      BODY_LIMIT: '20000',
    });
    token = await federation.office.token(person());
  });
  afterAll(() => federation.stop());

  it.each<[string, string, object, RegExp]>([
    ['deep', deep(5), {}, /层级过深.*12 > 8/],
    ['full of aliases', `{ grid(id: "1") { ${many(11, (n) => `a${n}: name`)} } }`, {}, /别名过多.*11 > 10/],
    [
      'full of directives',
      `{ grid(id: "1") { name @include(if: true) ${many(6, (n) => `a${n}: name @skip(if: false)`)} } }`,
      {},
      /指令过多.*7 > 5/,
    ],
    ['wide at the top', `{ ${many(6, (n) => `a${n}: grid(id: "${n}") { id }`)} }`, {}, /顶层字段过多.*6 > 5/],
    ['costly', '{ tickets(first: 200) { nodes { grid { openTickets { id } } } } }', {}, /数据过多.*> 500/],
    [
      'costly by a variable',
      'query ($n: Int) { tickets(first: $n) { nodes { grid { openTickets { id } } } } }',
      { n: 150 },
      /数据过多/,
    ],
    [
      'long',
      `{ grid(id: "1") { ${many(400, () => 'name')} } }`,
      {},
      /Document contains more that 300 tokens|more than 300 tokens/,
    ],
    [
      'asked with variables too deep',
      'query ($v: JSON) { echo(value: $v) }',
      { v: JSON.parse(`${'['.repeat(50)}${']'.repeat(50)}`) },
      /变量嵌套过深/,
    ],
  ])('is refused when it is %s, with figure and limit', async (_what, query, variables, message) => {
    const before = federation.requestsTo('grid') + federation.requestsTo('tickets');
    const { status, errors } = await federation.ask(query, { token, variables });
    expect([status, errors[0]?.message]).toEqual([400, expect.stringMatching(message)]);
    expect(federation.requestsTo('grid') + federation.requestsTo('tickets')).toBe(before);
  });

  it('is measured again for other variables', async () => {
    const query = 'query ($n: Int) { tickets(first: $n) { nodes { grid { openTickets { id } } } } }';
    const statuses: number[] = [];
    for (const n of [1, 200, 1]) statuses.push((await federation.ask(query, { token, variables: { n } })).status);
    expect(statuses).toEqual([200, 400, 200]);
  });

  it('is refused when its body is over the limit', async () => {
    const { status, errors } = await federation.ask(`{ grid(id: "${'x'.repeat(30_000)}") { id } }`);
    expect([status, errors[0]?.extensions.code]).toEqual([413, 'BAD_USER_INPUT']);
  });

  it('is refused when several come in one body', async () => {
    const response = await fetch(`${federation.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ query: '{ __typename }' }, { query: '{ __typename }' }]),
    });
    await response.text();
    expect(response.status).toBe(400);
  });
});

describe('a caller that asks too often', () => {
  let federation: Federation;
  beforeAll(async () => {
    federation = await startFederation({
      RATE_PER_SECOND: '1',
      RATE_BURST: '3',
      PUBLIC_RATE_PER_SECOND: '1',
      PUBLIC_RATE_BURST: '2',
      TRUSTED_PROXIES: '1',
    });
  });
  afterAll(() => federation.stop());

  const times = async (count: number, options: Parameters<Federation['ask']>[1]) => {
    const answers = [];
    for (let time = 0; time < count; time++) answers.push(await federation.ask('{ __typename }', options));
    return answers;
  };

  it('is told to wait and how long', async () => {
    const token = await federation.office.token(person([], { subject: 'hasty' }));
    const last = (await times(4, { token })).at(-1);
    expect([last?.status, last?.errors[0]?.extensions.code, last?.headers.get('retry-after')]).toEqual([
      429,
      'RATE_LIMITED',
      '1',
    ]);
  });

  it('takes nothing from another caller', async () => {
    await times(4, { token: await federation.office.token(person([], { subject: 'greedy' })) });
    const token = await federation.office.token(person([], { subject: 'patient' }));
    expect((await federation.ask('{ __typename }', { token })).status).toBe(200);
  });

  it('is known by its address where it has no token', async () => {
    const from = (address: string) => ({ headers: { 'x-forwarded-for': `8.8.8.8, ${address}` } });
    const statuses = (await times(3, from('203.0.113.1'))).map(({ status }) => status);
    expect([...statuses, (await federation.ask('{ __typename }', from('203.0.113.2'))).status]).toEqual([
      200, 200, 429, 200,
    ]);
  });

  it('does not get to guess tokens without end', async () => {
    const guesses = await times(3, { token: 'guess', headers: { 'x-forwarded-for': '203.0.113.3' } });
    expect(guesses.map(({ status }) => status)).toEqual([401, 401, 429]);
  });
});

describe('a caller that asks for too much in a short time', () => {
  const PAGE = '{ tickets(first: 100) { nodes { id } } }';
  let federation: Federation;
  beforeAll(async () => {
    federation = await startFederation({ COST_PER_SECOND: '10', COST_BURST: '500', PUBLIC_COST_BURST: '1' });
  });
  afterAll(() => federation.stop());

  it('is told to wait and how long, by what the operations may return', async () => {
    const token = await federation.office.token(person([], { subject: 'hungry' }));
    const answers = [];
    for (let time = 0; time < 3; time++) answers.push(await federation.ask(PAGE, { token }));
    const last = answers.at(-1);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect([last?.errors[0]?.extensions.code, Number(last?.headers.get('retry-after'))]).toEqual([
      'RATE_LIMITED',
      expect.any(Number),
    ]);
    expect(last?.errors[0]?.message).toMatch(/\d+ 秒后重试/);
  });

  it('takes nothing from another caller', async () => {
    const token = await federation.office.token(person([], { subject: 'modest' }));
    expect((await federation.ask(PAGE, { token })).status).toBe(200);
  });
});

describe('callers that ask at the same time', () => {
  it.each([
    [{ MAX_CONCURRENT_PER_CALLER: '2' }, 429],
    [{ MAX_CONCURRENT: '2' }, 503],
  ])('with %j are refused at once with %d when there is no place', async (settings, refusal) => {
    const federation = await startFederation(settings);
    const slow = [1, 2].map(() => federation.ask('{ slow(milliseconds: 4000) }'));
    while (
      !/gridlink_requests_inside\{[^}]*\} 2/.test(await (await fetch(`${federation.operatorUrl}/metrics`)).text())
    );
    const third = await federation.ask('{ __typename }');
    const served = await Promise.all(slow);
    const after = await federation.ask('{ __typename }');
    await federation.stop();
    expect([third.status, third.errors[0]?.extensions.code]).toEqual([refusal, 'RATE_LIMITED']);
    expect([...served, after].map(({ status }) => status)).toEqual([200, 200, 200]);
  });
});
