import { connectNats, streamName } from '@gridlink/event-bus';
import { eventually, natsServer } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type LiveWorld, startLiveWorld } from './live-world.ts';
import { openSse, type SseStream } from './sse-client.ts';

const QUERY = 'subscription ($after: String) { ticketChanged(after: $after) { cursor ticket { id } } }';

type Pushed = { readonly cursor: string; readonly ticket: { readonly id: string } };
const pushedIn = (stream: SseStream): Pushed[] =>
  stream.results().flatMap(({ data }) => (data ? [data.ticketChanged as Pushed] : []));
const idsIn = (stream: SseStream): string[] => pushedIn(stream).map(({ ticket }) => ticket.id);

describe('a stream that is resumed', () => {
  let world: LiveWorld;
  let token: string;
  beforeAll(async () => {
    world = await startLiveWorld({
      LIVE_KEPT_EVENTS: '10',
      LIVE_STREAMS_PER_CALLER: '1000',
      RATE_PER_SECOND: '10000',
      RATE_BURST: '10000',
    });
    token = await world.token();
  });
  afterAll(() => world.stop());

  const open = (after?: string | null, url = world.url) => openSse(url, QUERY, { token, variables: { after } });

  it('goes on after the cursor of the last change that came', async () => {
    const first = await open();
    await world.book.change('a');
    await world.book.change('b');
    await eventually(() => pushedIn(first).length === 2);
    first.close();
    await world.book.change('c');
    const second = await open(pushedIn(first)[0]?.cursor);
    await eventually(() => pushedIn(second).length === 2);
    expect(idsIn(second)).toEqual(['b', 'c']);
    second.close();
  });

  it('goes on from where it was opened, though nothing had come', async () => {
    const first = await open();
    await eventually(() => first.lastId);
    first.close();
    await world.book.change('missed');
    const second = await open(first.lastId);
    await eventually(() => pushedIn(second).length > 0);
    expect(idsIn(second)).toEqual(['missed']);
    second.close();
  });

  it('goes on after the Last-Event-ID a browser sends by itself', async () => {
    const first = await open();
    await eventually(() => first.lastId);
    first.close();
    await world.book.change('while away');
    const search = 'subscription { ticketChanged { ticket { id } } }';
    const second = await openSse(world.url, search, { token, get: true, lastEventId: String(first.lastId) });
    await eventually(() => idsIn(second).length > 0);
    expect(idsIn(second)).toEqual(['while away']);
    second.close();
  });

  it('is told newer cursors while nothing comes, so that little has to be read again', async () => {
    const stream = await open();
    await eventually(() => stream.lastId);
    const before = stream.lastId;
    await world.book.change('elsewhere', { division: '410105002001' });
    await eventually(() => stream.lastId !== before);
    stream.close();
    const second = await open(stream.lastId);
    await world.book.change('next');
    await eventually(() => idsIn(second).length > 0);
    expect(idsIn(second)).toEqual(['next']);
    second.close();
  });

  it('goes on at another gateway, from what that one no longer has in memory', async () => {
    const first = await open();
    await eventually(() => first.lastId);
    first.close();
    const expected = Array.from({ length: 40 }, (_, number) => `kept ${number}`);
    for (const id of expected) await world.book.change(id);
    const other = await world.another();
    const second = await open(first.lastId, other.url);
    await eventually(() => idsIn(second).length === expected.length);
    expect(idsIn(second)).toEqual(expected);
    second.close();
  });

  it.each([
    ['is none', 'nonsense'],
    ['was changed', 'changed'],
    ['is too long', 'x'.repeat(500)],
  ])('is told to read again when the cursor %s', async (_which, cursor) => {
    const stream = await open(cursor);
    await eventually(() => stream.isEnded);
    expect(stream.results()[0]?.errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', field: 'after' });
  });

  it('is told to read again when its cursor is of another broker’s stream', async () => {
    const stream = await open();
    await world.book.change('will be lost');
    await eventually(() => idsIn(stream).length > 0);
    stream.close();
    const other = await startLiveWorld({ GATEWAY_KEY: world.gatewayKey });
    const elsewhere = await openSse(other.url, QUERY, {
      token: await other.token(),
      variables: { after: pushedIn(stream)[0]?.cursor },
    });
    await eventually(() => elsewhere.isEnded);
    expect(elsewhere.results()[0]?.errors?.[0]?.extensions.code).toBe('CONFLICT');
    await other.stop();
  });

  it('gives nothing twice when the same event was published twice', async () => {
    const stream = await open();
    const eventId = crypto.randomUUID();
    const connection = await connectNats({ ...natsServer(), name: 'publisher' });
    await world.book.change('once', { eventId });
    await eventually(() => idsIn(stream).includes('once'));
    // As a relay does that crashed after it had published: the broker's own memory of ids is passed by.
    const manager = await connection.jetstreamManager();
    const prefix = world.prefix;
    const last = await manager.streams.getMessage(streamName(prefix, 'tickets'), {
      last_by_subj: `${prefix}.somewhere.tickets.ticket.progressed`,
    });
    await connection.jetstream().publish(last.subject, last.data);
    await world.book.change('after it');
    await eventually(() => idsIn(stream).includes('after it'));
    expect(idsIn(stream).filter((id) => id === 'once')).toHaveLength(1);
    stream.close();
    await connection.close();
  });

  it('loses nothing and gives nothing twice however often it breaks', async () => {
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.constant('CHANGE' as const) },
      { weight: 1, arbitrary: fc.constant('ELSEWHERE' as const) },
      { weight: 2, arbitrary: fc.constant('BREAK' as const) },
      { weight: 1, arbitrary: fc.constant('WAIT' as const) },
    );
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
        run += 1;
        let stream = await open();
        let cursor = await eventually(() => stream.lastId);
        const received: string[] = [];
        const expected: string[] = [];
        const reopen = async (): Promise<void> => {
          // Whatever came before the break counts, and the newest cursor is what the client remembers.
          stream.close();
          received.push(...idsIn(stream));
          cursor = stream.lastId ?? cursor;
          stream = await open(cursor);
        };
        for (const [index, each] of steps.entries()) {
          const id = `run ${run} change ${index}`;
          if (each === 'BREAK') await reopen();
          if (each === 'ELSEWHERE') await world.book.change(id, { division: '410105002001' });
          if (each === 'WAIT') await eventually(() => received.length + idsIn(stream).length >= expected.length / 2);
          if (each !== 'CHANGE') continue;
          expected.push(id);
          await world.book.change(id);
        }
        await eventually(() => received.length + idsIn(stream).length >= expected.length);
        stream.close();
        expect([...received, ...idsIn(stream)]).toEqual(expected);
      }),
      { numRuns: 25, seed: 20260302, endOnFailure: true },
    );
  });

  it('is told to read again when the broker has lost its stream', async () => {
    const stream = await open();
    await eventually(() => stream.lastId);
    const connection = await connectNats({ ...natsServer(), name: 'wiper' });
    const manager = await connection.jetstreamManager();
    const { config } = await manager.streams.info(streamName(world.prefix, 'tickets'));
    await manager.streams.delete(config.name);
    await manager.streams.add(config);
    await connection.close();
    await eventually(() => stream.isEnded);
    const again = await open(stream.lastId);
    await eventually(() => again.isEnded);
    expect([stream, again].map((each) => each.results()[0]?.errors?.[0]?.extensions.code)).toEqual([
      'CONFLICT',
      'CONFLICT',
    ]);
  });
});
