import { randomUUID } from 'node:crypto';
import type { EventEnvelope } from '@gridlink/contracts';
import { eventually, natsServer, type TestDatabase, testDatabase, testPrefix } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NatsConnection } from 'nats';
import type { EventBus, RunningSubscription } from '../bus/event-bus.ts';
import { connectNats, createNatsBus } from '../bus/nats-bus.ts';
import { createInbox, type Inbox } from './inbox.ts';

const TYPE = 'gridlink.grid.grid.published.v1';
const CONSUMER = 'test-grids';

const event = (subject: string, more: Partial<EventEnvelope> = {}): EventEnvelope => ({
  specversion: '1.0',
  id: randomUUID(),
  source: '/gridlink/grid',
  type: TYPE,
  subject,
  time: '2026-03-02T01:00:00.000Z',
  datacontenttype: 'application/json',
  jurisdiction: 'somewhere',
  division: '410105001001',
  sequence: 1,
  data: {},
  ...more,
});

/** Whoever may publish to a stream may publish anything to it; the durable's window takes 256 messages at once. */
describe('messages that are no events', () => {
  const prefix = testPrefix();
  let database: TestDatabase;
  let bus: EventBus;
  let connection: NatsConnection;
  let inbox: Inbox;
  let running: RunningSubscription;
  const handled: string[] = [];

  beforeAll(async () => {
    database = await testDatabase('unreadable');
    bus = await createNatsBus({ ...natsServer(), prefix, name: 'unreadable' });
    await bus.onStreamGeneration('grid', async () => {});
    connection = await connectNats({ ...natsServer(), name: 'unreadable-sender' });
    inbox = createInbox({ db: database.db, bus, onProblem: () => undefined });
    running = await inbox.consume({
      name: CONSUMER,
      domain: 'grid',
      noun: 'grid',
      handlers: { [TYPE]: async ({ subject }) => void handled.push(subject) },
    });
  });
  afterAll(async () => {
    await running.stop();
    await connection.close();
    await bus.close();
    await database.close();
  });

  const put = (content: string | Uint8Array, jurisdiction = 'somewhere') =>
    connection.jetstream({ timeout: 20_000 }).publish(`${prefix}.${jurisdiction}.grid.grid.published`, content);
  const reasonFor = async (streamSequence: number): Promise<string> => {
    const letter = await eventually(async () =>
      (await inbox.deadLetters.listUnreadable(CONSUMER)).find((one) => one.streamSequence === streamSequence),
    );
    return letter.reason;
  };

  it.each([
    ['no JSON', '{', 'not JSON'],
    ['nothing', '', 'not JSON'],
    ['bytes', Uint8Array.from([0xff, 0xfe, 0]), 'not JSON'],
    ['null', 'null', 'not an event'],
    ['a list', '[]', 'not an event'],
    ['an object of another kind', '{"hello":"world"}', 'not an event: specversion'],
    ['an id that is none', JSON.stringify(event('a', { id: 'x' })), 'id:'],
    ['no sequence', JSON.stringify(event('a', { sequence: 0 })), 'sequence:'],
    ['another jurisdiction’s event', JSON.stringify(event('a', { jurisdiction: 'elsewhere' })), 'another subject'],
    [
      'an event of another type',
      JSON.stringify(event('a', { type: 'gridlink.grid.grid.retired.v1' })),
      'another subject',
    ],
    ['data that are no object', JSON.stringify({ ...event('a'), data: 'x' }), 'data:'],
  ])('[R4] are set aside with the reason: %s', async (_what, content, reason) => {
    const { seq } = await put(content);
    expect(await reasonFor(seq)).toContain(reason);
  });

  it('[R4] in any number keep nobody else waiting', async () => {
    for (let count = 0; count < 300; count++) connection.publish(`${prefix}.somewhere.grid.grid.published`, '{');
    await connection.flush();
    await bus.publish(event('well-formed'));
    await eventually(() => handled.includes('well-formed'));
    expect(handled).toEqual(['well-formed']);
  });

  it('leave what they held at the broker, not in the database', async () => {
    const { seq } = await put('{"phone":"13900001234"');
    await reasonFor(seq);
    expect(JSON.stringify(await inbox.deadLetters.listUnreadable(CONSUMER))).not.toContain('13900001234');
  });
});
