import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, openBrokerLine } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type LiveWorld, startLiveWorld } from './live-world.ts';
import { openSse, type SseStream } from './sse-client.ts';

const QUERY = 'subscription ($after: String) { ticketChanged(after: $after) { ticket { id } } }';
const idsIn = (stream: SseStream): unknown[] =>
  stream.results().flatMap(({ data }) => (data ? [(data.ticketChanged as { ticket: { id: string } }).ticket.id] : []));

/** A client that asks for a stream and then reads nothing at all. */
async function openDeafClient(url: string, token: string, query: string) {
  const { port, hostname } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.on('error', () => undefined);
  const body = JSON.stringify({ query });
  socket.write(
    `POST /graphql/stream HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nAuthorization: Bearer ${token}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  socket.pause();
  return socket;
}

describe('when something is slow or away', () => {
  let world: LiveWorld;
  beforeAll(async () => {
    world = await startLiveWorld({ LIVE_QUEUE: '20' });
  });
  afterAll(() => world.stop());

  it('a client that takes nothing is ended, and the others hear everything', async () => {
    const large = `subscription { ticketChanged { ticket { id echo(text: "${'x'.repeat(60_000)}") } } }`;
    const deaf = await openDeafClient(world.url, await world.token(undefined, { subject: 'deaf' }), large);
    const quick = await openSse(world.url, QUERY, { token: await world.token() });
    await eventually(async () => (await world.metric('gridlink_live_streams')) === 2);
    const changes = Array.from({ length: 120 }, (_, number) => `change ${number}`);
    for (const id of changes) await world.book.change(id);
    await eventually(async () => (await world.metric('gridlink_live_ends_total{why="TOO_SLOW"')) === 1);
    await eventually(() => idsIn(quick).length === changes.length);
    quick.close();
    deaf.destroy();
    expect(idsIn(quick)).toEqual(changes);
  });

  it('a service that is away for a moment costs no change', async () => {
    const stream = await openSse(world.url, QUERY, { token: await world.token() });
    await world.stopService('tickets');
    await world.book.change('while away');
    await world.startService('tickets');
    await eventually(() => idsIn(stream).length > 0);
    stream.close();
    expect(idsIn(stream)).toEqual(['while away']);
  });

  it('a service that is away blanks its own fields only', async () => {
    const stream = await openSse(world.url, 'subscription { ticketChanged { ticket { id grid { name } } } }', {
      token: await world.token(),
    });
    await world.stopService('grid');
    await world.book.change('without a grid');
    await eventually(() => stream.events.length > 0);
    await world.startService('grid');
    stream.close();
    expect(stream.results()).toMatchObject([
      {
        data: { ticketChanged: { ticket: { id: 'without a grid', grid: null } } },
        errors: [{ extensions: { code: 'UPSTREAM_UNAVAILABLE', service: 'grid' } }],
      },
    ]);
  });

  it('streams stay open while the broker is away, say so, and go on without a loss', async () => {
    const line = await openBrokerLine();
    const gateway = await world.another({ NATS_URL: line.url });
    const stream = await openSse(gateway.url, QUERY, { token: await world.token() });
    await world.book.change('before');
    await eventually(() => idsIn(stream).length === 1);
    await line.cut();
    await eventually(() => stream.comments.includes('broker away, waiting'));
    await world.book.change('during');
    const late = await openSse(gateway.url, QUERY, { token: await world.token() });
    await line.mend();
    await eventually(() => idsIn(stream).length === 2);
    await eventually(() => idsIn(late).length > 0);
    stream.close();
    late.close();
    expect(idsIn(stream)).toEqual(['before', 'during']);
    await gateway.stop();
    await line.cut();
  });

  it('a gateway that has never reached the broker refuses streams until it has', async () => {
    const line = await openBrokerLine();
    await line.cut();
    const gateway = await world.another({ NATS_URL: line.url }, false);
    const token = await world.token();
    const early = await openSse(gateway.url, QUERY, { token });
    await eventually(() => early.isEnded);
    await line.mend();
    const late = await eventually(async () => {
      const stream = await openSse(gateway.url, QUERY, { token });
      await eventually(() => stream.events.length > 0 || stream.lastId);
      return stream.lastId !== null && stream;
    });
    late.close();
    expect(early.results()[0]?.errors?.[0]?.extensions.code).toBe('UPSTREAM_UNAVAILABLE');
    await gateway.stop();
    await line.cut();
  });

  it('streams go on over a new supergraph', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'gridlink-live-')), 'supergraph.graphql');
    writeFileSync(path, world.supergraph);
    const gateway = await world.another({ SUPERGRAPH_PATH: path });
    const stream = await openSse(gateway.url, QUERY, { token: await world.token() });
    await world.book.change('with the old one');
    await eventually(() => idsIn(stream).length === 1);
    writeFileSync(path, `${world.supergraph}\n# another\n`);
    await gateway.reload();
    await world.book.change('with the new one');
    await eventually(() => idsIn(stream).length === 2);
    stream.close();
    expect(idsIn(stream)).toEqual(['with the old one', 'with the new one']);
  });

  it('a gateway that is stopped lets its clients come back with their cursor', async () => {
    const gateway = await world.another();
    const stream = await openSse(gateway.url, QUERY, { token: await world.token() });
    await world.book.change('first');
    await eventually(() => idsIn(stream).length === 1);
    const stopped = gateway.stop();
    await eventually(() => stream.isEnded);
    await stopped;
    await world.book.change('second');
    const next = await openSse(world.url, QUERY, { token: await world.token(), lastEventId: String(stream.lastId) });
    await eventually(() => idsIn(next).length > 0);
    next.close();
    expect([stream.events.at(-1)?.event, stream.comments.at(-1), idsIn(next)]).toEqual([
      'next',
      'restarting',
      ['second'],
    ]);
  });
});
