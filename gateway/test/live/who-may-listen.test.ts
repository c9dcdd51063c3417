import { randomUUID } from 'node:crypto';
import { accountRevoked } from '@gridlink/contracts';
import { eventually } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type LiveWorld, startLiveWorld } from './live-world.ts';
import { openSse, type SseStream } from './sse-client.ts';

const QUERY = 'subscription { ticketChanged { ticket { id } } }';
const codesIn = (stream: SseStream): unknown[] =>
  stream.results().flatMap(({ errors = [] }) => errors.map(({ extensions }) => extensions.code));

describe('who may listen', () => {
  let world: LiveWorld;
  beforeAll(async () => {
    world = await startLiveWorld({ LIVE_STREAMS_PER_CALLER: '3', CORS_ORIGINS: 'https://a.example' });
  });
  afterAll(() => world.stop());

  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${world.url}/graphql/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
  const refusedWith = async (query: string, token?: string, variables: object = {}): Promise<unknown[]> => {
    const stream = await openSse(world.url, query, { ...(token ? { token } : {}), variables });
    await eventually(() => stream.isEnded);
    expect(stream.events.at(-1)?.event).toBe('complete');
    return codesIn(stream);
  };

  it('is nobody with a bad token', async () => {
    const response = await post(JSON.stringify({ query: QUERY }), { authorization: 'Bearer nonsense' });
    expect([response.status, response.headers.get('www-authenticate') !== null]).toEqual([401, true]);
  });

  it.each<[string, string, () => Promise<string | undefined>, object, string]>([
    ['the public', QUERY, async () => undefined, {}, 'UNAUTHENTICATED'],
    ['a role without a right to tickets', QUERY, () => world.token(['SURVEYOR']), {}, 'FORBIDDEN'],
    [
      'a role without a right to one of the fields',
      'subscription { ticketChanged { ticket { secret } } }',
      () => world.token(),
      {},
      'FORBIDDEN',
    ],
    ['a document that cannot be parsed', 'subscription {', () => world.token(), {}, 'GRAPHQL_PARSE_FAILED'],
    ['a field there is not', 'subscription { nothing }', () => world.token(), {}, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'two fields at once',
      `${QUERY.slice(0, -1)} more: ticketChanged { change } }`,
      () => world.token(),
      {},
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['a query', '{ grid(id: "1") { name } }', () => world.token(), {}, 'OPERATION_RESOLUTION_FAILURE'],
    [
      'a variable that does not fit',
      'subscription ($f: TicketChangeFilter) { ticketChanged(filter: $f) { change } }',
      () => world.token(),
      { f: { late: 'no' } },
      'BAD_USER_INPUT',
    ],
    [
      'more ids than may be asked for',
      'subscription ($f: TicketChangeFilter) { ticketChanged(filter: $f) { change } }',
      () => world.token(),
      { f: { ids: Array.from({ length: 201 }, String) } },
      'BAD_USER_INPUT',
    ],
    [
      'a field that is left out',
      'subscription { ticketChanged @skip(if: true) { change } }',
      () => world.token(),
      {},
      'BAD_USER_INPUT',
    ],
    [
      'an operation that is too large',
      `subscription { ticketChanged { ${Array.from({ length: 60 }, (_, n) => `a${n}: change`).join(' ')} } }`,
      () => world.token(),
      {},
      'BAD_USER_INPUT',
    ],
    ['nothing but brackets', `subscription ${'{'.repeat(50_000)}`, () => world.token(), {}, 'GRAPHQL_PARSE_FAILED'],
    [
      'values nested without end',
      'subscription ($v: JSON) { ticketChanged { ticket { echo(value: $v) } } }',
      () => world.token(),
      { v: JSON.parse(`${'['.repeat(100)}${']'.repeat(100)}`) },
      'BAD_USER_INPUT',
    ],
    [
      'fragments that go round in a circle',
      'subscription { ticketChanged { ...a } } fragment a on TicketChange { ...a change }',
      () => world.token(),
      {},
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'a directive there is not',
      'subscription { ticketChanged @later { change } }',
      () => world.token(),
      {},
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'the schema, which is read elsewhere',
      'subscription { __schema { types { name } } }',
      () => world.token(),
      {},
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'receipts, for whoever sends nothing',
      'subscription { instructionReceiptChanged { change } }',
      () => world.token(['DEPARTMENT_OFFICER']),
      {},
      'FORBIDDEN',
    ],
    [
      'instructions of nobody',
      'subscription { instructionReceived { change } }',
      () => world.token(['DEPARTMENT_OFFICER']),
      {},
      'BAD_USER_INPUT',
    ],
    [
      'assignments of nobody',
      'subscription { assignmentChanged { change } }',
      () => world.token(),
      {},
      'BAD_USER_INPUT',
    ],
  ])('is refused: %s', async (_who, query, token, variables, code) => {
    expect([...new Set(await refusedWith(query, await token(), variables))]).toEqual([code]);
  });

  it.each([
    ['is not JSON', 'nonsense', {}],
    ['is a form', 'query=x', { 'content-type': 'application/x-www-form-urlencoded' }],
  ])('is not asked when the body %s', async (_what, body, headers) => {
    expect((await post(body, headers)).status).toBe(400);
  });

  it('reads in the schema what there is to listen to', async () => {
    const response = await fetch(`${world.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ __schema { subscriptionType { fields { name description } } } }' }),
    });
    const { data } = (await response.json()) as { data: { __schema: { subscriptionType: { fields: object[] } } } };
    expect(data.__schema.subscriptionType.fields.map((field) => (field as { name: string }).name)).toEqual([
      'ticketChanged',
      'assignmentChanged',
      'ticketFiguresChanged',
      'figuresChanged',
      'instructionReceived',
      'instructionReceiptChanged',
      'notificationReceived',
    ]);
  });

  it('learns nothing of tickets outside its scope, whatever it asks for', async () => {
    const everywhere = await openSse(
      world.url,
      'subscription { ticketChanged(filter: { division: "410105002001" }) { cursor change at } }',
      { token: await world.token() },
    );
    await world.book.change('outside', { division: '410105002001' });
    await world.book.change('old and outside', { division: '410105002001', isOld: true });
    await eventually(async () => (await world.metric('gridlink_live_events_total')) >= 2);
    await eventually(() => everywhere.comments.length > 3);
    everywhere.close();
    expect(everywhere.events).toEqual([]);
  });

  it('has as many streams as one account may, and gets the place of one that is closed', async () => {
    const token = await world.token(undefined, { subject: 'busy' });
    const open = () => openSse(world.url, QUERY, { token });
    const streams = [await open(), await open(), await open()];
    const fourth = await open();
    streams[0]?.close();
    const later = await eventually(async () => {
      const stream = await open();
      return stream.status === 200 && stream;
    });
    for (const stream of [...streams, later]) stream.close();
    expect(fourth.status).toBe(429);
  });

  it('[P06] listens no longer once the account is revoked', async () => {
    const [leaver, stayer] = await Promise.all(
      ['leaver', 'stayer'].map(async (subject) =>
        openSse(world.url, QUERY, { token: await world.token(undefined, { subject }) }),
      ),
    );
    await world.bus.publish({
      specversion: '1.0',
      id: randomUUID(),
      source: '/gridlink/personnel',
      type: accountRevoked.type,
      subject: 'leaver',
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      jurisdiction: 'somewhere',
      division: '410105001001',
      sequence: 1,
      data: { accountId: 'leaver', before: new Date().toISOString(), reason: 'left' },
    });
    await eventually(() => leaver?.isEnded);
    expect([codesIn(leaver as SseStream), stayer?.isEnded]).toEqual([['UNAUTHENTICATED'], false]);
    stayer?.close();
  });

  it('listens no longer once its token has expired, and goes on from the cursor with a new one', async () => {
    const first = await openSse(world.url, QUERY, { token: await world.token(undefined, { subject: 'old' }, 2) });
    await eventually(() => first.isEnded);
    const { code, cursor } = first.results().at(-1)?.errors?.[0]?.extensions ?? {};
    await world.book.change('meanwhile');
    const second = await openSse(world.url, QUERY, {
      token: await world.token(undefined, { subject: 'old' }),
      lastEventId: String(cursor),
    });
    await eventually(() => second.events.length > 0);
    second.close();
    expect([code, second.results()]).toEqual([
      'UNAUTHENTICATED',
      [{ data: { ticketChanged: { ticket: { id: 'meanwhile' } } } }],
    ]);
  });

  it('is answered by headers that keep nothing back, and that pages of allowed origins may read', async () => {
    const response = await fetch(`${world.url}/graphql/stream?query=${encodeURIComponent(QUERY)}`, {
      headers: { authorization: `Bearer ${await world.token()}`, origin: 'https://a.example' },
    });
    await response.body?.cancel();
    const names = ['content-type', 'cache-control', 'x-accel-buffering', 'access-control-allow-origin'];
    expect(names.map((name) => response.headers.get(name))).toEqual([
      'text/event-stream; charset=utf-8',
      'no-store, no-transform',
      'no',
      'https://a.example',
    ]);
  });
});
