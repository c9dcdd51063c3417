import { eventually } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient as createSseClient } from 'graphql-sse';
import { type Client, createClient as createWsClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { type LiveWorld, startLiveWorld } from './live-world.ts';

const QUERY = 'subscription ($after: String) { ticketChanged(after: $after) { cursor ticket { id } } }';

type Result = {
  data?: { ticketChanged: { cursor: string; ticket: { id: string } } } | null;
  errors?: readonly unknown[];
};
type Follow = { readonly results: Result[]; readonly problems: unknown[]; isDone(): boolean; stop(): void };

describe('clients of the protocols', () => {
  let world: LiveWorld;
  beforeAll(async () => {
    world = await startLiveWorld({ LIVE_STREAMS_PER_CALLER: '3' });
  });
  afterAll(() => world.stop());

  const follow = (
    client: Pick<Client, 'subscribe'>,
    query = QUERY,
    variables: Record<string, unknown> = {},
  ): Follow => {
    const results: Result[] = [];
    const problems: unknown[] = [];
    let isDone = false;
    const stop = client.subscribe(
      { query, variables },
      {
        next: (result) => results.push(result as unknown as Result),
        error: (problem) => {
          problems.push(problem);
          isDone = true;
        },
        complete: () => {
          isDone = true;
        },
      },
    );
    return { results, problems, isDone: () => isDone, stop };
  };
  const idsIn = ({ results }: Follow): unknown[] => results.map(({ data }) => data?.ticketChanged.ticket.id);

  const sse = (token: string) =>
    createSseClient({ url: `${world.url}/graphql/stream`, headers: { authorization: `Bearer ${token}` } });
  const pings: unknown[] = [];
  const ws = (token: string | null, more: Partial<Parameters<typeof createWsClient>[0]> = {}) =>
    createWsClient({
      url: `${world.url.replace('http', 'ws')}/graphql/stream`,
      webSocketImpl: WebSocket,
      connectionParams: token === null ? {} : { authorization: `Bearer ${token}` },
      retryAttempts: 0,
      on: { ping: (received, payload) => received && payload && pings.push(payload) },
      ...more,
    });

  it.each([
    ['server-sent events', sse],
    ['WebSocket', ws],
  ] as const)('by %s are told changes and leave when they want', async (_how, make) => {
    const client = make(await world.token());
    const followed = follow(client as Pick<Client, 'subscribe'>);
    await eventually(async () => (await world.metric('gridlink_live_streams')) === 1);
    await world.book.change('one');
    await world.book.change('two');
    await eventually(() => followed.results.length === 2);
    followed.stop();
    await eventually(async () => (await world.metric('gridlink_live_streams')) === 0);
    expect(idsIn(followed)).toEqual(['one', 'two']);
  });

  it.each([
    ['server-sent events', sse],
    ['WebSocket', ws],
  ] as const)('by %s are told why they are refused', async (_how, make) => {
    const followed = follow(make(await world.token(['SURVEYOR'])) as Pick<Client, 'subscribe'>);
    await eventually(() => followed.isDone());
    const told = [...followed.results.map(({ errors }) => errors), ...followed.problems];
    expect(JSON.stringify(told)).toContain('FORBIDDEN');
  });

  it('by WebSocket hear of cursors in pings, and go on from one', async () => {
    pings.length = 0;
    const client = ws(await world.token());
    const followed = follow(client);
    const cursor = await eventually(() => {
      const [first] = pings.splice(0) as { cursors?: Record<string, string> }[];
      return Object.values(first?.cursors ?? {})[0];
    });
    followed.stop();
    await client.dispose();
    await world.book.change('meanwhile');
    const again = follow(ws(await world.token()), QUERY, { after: cursor });
    await eventually(() => again.results.length > 0);
    again.stop();
    expect(idsIn(again)).toEqual(['meanwhile']);
  });

  it('by WebSocket without a good token are sent away so that they may try with another', async () => {
    const followed = follow(ws('nonsense'));
    await eventually(() => followed.isDone());
    expect(followed.problems).toMatchObject([{ code: 4403 }]);
  });

  it('by WebSocket are asked to come back later when one account has too many connections', async () => {
    const token = await world.token(undefined, { subject: 'many' });
    const followed = Array.from({ length: 4 }, () => follow(ws(token)));
    await eventually(() => followed.filter(({ isDone }) => isDone()).length === 1);
    const problems = followed.flatMap((each) => each.problems);
    for (const each of followed) each.stop();
    expect(problems).toMatchObject([{ code: 1013 }]);
  });

  it('by WebSocket are kept out when too many from one address do not say who they are', async () => {
    const open = () => new WebSocket(`${world.url.replace('http', 'ws')}/graphql/stream`, 'graphql-transport-ws');
    const sockets = Array.from({ length: 60 }, open);
    const refused = sockets.map(
      (socket) => new Promise((resolve) => socket.once('error', (error) => resolve(String(error)))),
    );
    expect(await Promise.race(refused)).toMatch(/503/);
    for (const socket of sockets) socket.terminate();
  });

  it('by WebSocket are ended when their token ends, with the cursor to go on from', async () => {
    const followed = follow(ws(await world.token(undefined, { subject: 'short' }, 2)));
    await eventually(() => followed.isDone());
    expect(followed.problems).toMatchObject([
      [{ extensions: { code: 'UNAUTHENTICATED', cursor: expect.any(String) } }],
    ]);
  });

  it('by WebSocket come back to another gateway when theirs is stopped', async () => {
    const gateway = await world.another();
    const closed: number[] = [];
    const client = ws(await world.token(), {
      url: `${gateway.url.replace('http', 'ws')}/graphql/stream`,
      on: { closed: (event) => closed.push((event as { code: number }).code) },
    });
    const followed = follow(client);
    await world.book.change('heard');
    await eventually(() => followed.results.length > 0 || world.book.change('heard').then(() => false));
    await gateway.stop();
    await eventually(() => closed.length > 0);
    followed.stop();
    expect(closed).toEqual([1012]);
  });

  it.each([
    ['of another site', { origin: 'https://evil.example' }, '/graphql/stream', /403/],
    ['at another path', {}, '/elsewhere', /404/],
  ])('by WebSocket %s do not get in', async (_who, headers, path, problem) => {
    const socket = new WebSocket(`${world.url.replace('http', 'ws')}${path}`, 'graphql-transport-ws', { headers });
    const error = await new Promise((resolve) => socket.once('error', resolve));
    expect(String(error)).toMatch(problem);
  });

  it.each<[string, string, number]>([
    ['is no message of the protocol', 'nonsense', 4400],
    ['comes before it said who it is', '{"type":"subscribe","id":"1","payload":{"query":"subscription { x }"}}', 4401],
    ['is longer than messages are', JSON.stringify({ type: 'ping', payload: { long: 'x'.repeat(300_000) } }), 1009],
  ])('by WebSocket are cut off when what they send %s', async (_what, message, expected) => {
    const socket = new WebSocket(`${world.url.replace('http', 'ws')}/graphql/stream`, 'graphql-transport-ws');
    const code = new Promise((resolve) => socket.once('close', resolve));
    socket.once('open', () => socket.send(message));
    expect(await code).toBe(expected);
  });
});
