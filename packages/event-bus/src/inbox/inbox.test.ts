import { randomUUID } from 'node:crypto';
import type { EventEnvelope } from '@gridlink/contracts';
import { eventually, type TestDatabase, testDatabase } from '@gridlink/test-kit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createMemoryBus } from '../bus/memory-bus.ts';
import { type ConsumerOptions, createInbox, type Inbox } from './inbox.ts';

const TYPE = 'gridlink.grid.grid.published.v1';

const event = (subject: string, sequence: number): EventEnvelope => ({
  specversion: '1.0',
  id: randomUUID(),
  source: '/gridlink/grid',
  type: TYPE,
  subject,
  time: '2026-03-02T01:00:00.000Z',
  datacontenttype: 'application/json',
  jurisdiction: 'somewhere',
  division: '410105001001',
  sequence,
  data: { sequence },
});

describe('the inbox', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase('inbox');
  });
  afterAll(() => database.close());

  let inbox: Inbox;
  let bus: ReturnType<typeof createMemoryBus>;
  let handled: string[];
  let poison: Set<string>;
  let options: ConsumerOptions;

  beforeEach(() => {
    bus = createMemoryBus();
    inbox = createInbox({ db: database.db, bus, onProblem: () => undefined, backoffMs: () => 5 });
    handled = [];
    poison = new Set();
    options = {
      name: `reader-${randomUUID()}`,
      domain: 'grid',
      noun: 'grid',
      handlers: {
        [TYPE]: async (received) => {
          const name = `${received.subject}${received.sequence}`;
          if (poison.has(name)) throw new Error(`cannot digest ${name}`);
          handled.push(name);
        },
      },
    };
  });

  afterEach(() => bus.close());

  it('handles an event once however often it comes', async () => {
    const first = event('a', 1);
    await inbox.consume(options);
    for (let times = 0; times < 5; times++) await bus.publish({ ...first, id: randomUUID() });
    await bus.publish(event('z', 1));
    await eventually(() => handled.includes('z1'));
    expect(handled).toEqual(['a1', 'z1']);
  });

  it('handles the events of an aggregate in their order, whatever order they come in', async () => {
    await inbox.consume(options);
    for (const sequence of [3, 1, 5, 2, 4]) await bus.publish(event('a', sequence));
    await eventually(() => handled.length === 5);
    expect(handled).toEqual(['a1', 'a2', 'a3', 'a4', 'a5']);
  });

  it('[R3] leaves no early event behind when two replicas share an aggregate’s events', async () => {
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const otherBus = createMemoryBus();
    const other = createInbox({ db: database.db, bus: otherBus, onProblem: () => undefined });
    const record = options.handlers[TYPE] as ConsumerOptions['handlers'][string];
    const slow: ConsumerOptions = {
      ...options,
      handlers: {
        [TYPE]: async (received) => {
          await held;
          await record(received);
        },
      },
    };
    await inbox.consume(slow);
    await other.consume(options);
    await bus.publish(event('a', 1));
    await otherBus.publish(event('a', 2));
    const position = { _id: `${options.name}|a` as never };
    await eventually(async () => (await database.db.collection('inbox').findOne(position))?.early.length === 1);
    letGo();
    await eventually(() => handled.length === 2);
    expect(handled).toEqual(['a1', 'a2']);
    await otherBus.close();
  });

  it('parks poison with its reason and goes on with the rest', async () => {
    poison.add('a1');
    await inbox.consume(options);
    await bus.publish(event('a', 1));
    await bus.publish(event('a', 2));
    await bus.publish(event('b', 1));
    await eventually(() => handled.length === 2);
    expect(handled).toEqual(['a2', 'b1']);
    const [letter] = await inbox.deadLetters.list(options.name);
    expect(letter).toMatchObject({ reason: 'Error: cannot digest a1', attempts: 5 });
  });

  it('replays what was parked once it can be handled', async () => {
    poison.add('a1');
    await inbox.consume(options);
    await bus.publish(event('a', 1));
    await eventually(async () => (await inbox.deadLetters.list(options.name)).length === 1);
    poison.clear();
    expect(await inbox.replay(options)).toEqual({ replayed: 1, failed: 0 });
    expect(handled).toEqual(['a1']);
    expect(await inbox.deadLetters.list(options.name)).toEqual([]);
  });

  it('[R4] handles again by itself what an operator asked for', async () => {
    poison.add('a1');
    await inbox.consume(options);
    await bus.publish(event('a', 1));
    await eventually(async () => (await inbox.deadLetters.list(options.name)).length === 1);
    poison.clear();
    expect(await inbox.deadLetters.requestReplay(new Date(), options.name)).toBe(1);
    await eventually(() => handled.length === 1);
    expect(handled).toEqual(['a1']);
    await eventually(async () => (await inbox.deadLetters.list(options.name)).length === 0);
  });

  it('keeps what still fails at a replay parked', async () => {
    poison.add('a1');
    await inbox.consume(options);
    await bus.publish(event('a', 1));
    await eventually(async () => (await inbox.deadLetters.list(options.name)).length === 1);
    expect(await inbox.replay(options)).toEqual({ replayed: 0, failed: 1 });
    expect(await inbox.deadLetters.list(options.name)).toHaveLength(1);
  });
});
