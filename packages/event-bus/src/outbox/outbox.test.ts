import type { EventEnvelope } from '@gridlink/contracts';
import { eventually, natsServer, type TestDatabase, testDatabase, testPrefix } from '@gridlink/test-kit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Collection } from 'mongodb';
import { connect } from 'nats';
import { DONE, type EventBus } from '../bus/event-bus.ts';
import { createNatsBus } from '../bus/nats-bus.ts';
import { streamName } from '../bus/subjects.ts';
import type { AggregateDocument } from './aggregate-document.ts';
import { type AggregateStore, createAggregateStore, type WriteResult } from './aggregate-store.ts';
import { createEventLog, type EventLog } from './event-log.ts';
import { ensureOutboxIndex, type OutboxRelay, startOutboxRelay } from './outbox-relay.ts';
import { createPublisher, type Publisher } from './publisher.ts';

type Thing = AggregateDocument & { readonly name: string };

const draft = (name: string) => ({ type: 'gridlink.grid.grid.published.v1', data: { name } });
const context = (subject: string) => ({ subject, now: new Date('2026-03-02T01:00:00Z') });
const thing = (id: string, name: string) => ({ _id: id, jurisdiction: 'somewhere', division: '410105001001', name });
const stored = (result: WriteResult) => {
  if (result.kind !== 'STORED') throw new Error(`not stored: ${result.kind}`);
  return result;
};

describe('an aggregate with its outbox', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase('outbox');
  });
  afterAll(() => database.close());

  let prefix: string;
  let bus: EventBus;
  let log: EventLog;
  let things: Collection<Thing>;
  let plain: Collection<AggregateDocument>;
  let publisher: Publisher;
  let store: AggregateStore<Thing>;
  let relays: OutboxRelay[];
  const onProblem = () => undefined;

  beforeEach(async () => {
    prefix = testPrefix();
    bus = await createNatsBus({ ...natsServer(), prefix, name: 'outbox' });
    await database.db.dropDatabase();
    things = database.db.collection<Thing>('things');
    plain = things as unknown as Collection<AggregateDocument>;
    await ensureOutboxIndex(plain);
    await things.createIndex({ name: 1 }, { unique: true });
    log = createEventLog(database.db);
    await log.ensureIndexes();
    publisher = createPublisher({ bus, log, onProblem });
    store = createAggregateStore(things, publisher);
    relays = [];
  });
  afterEach(async () => {
    for (const relay of relays) await relay.stop();
    await bus.close();
  });

  const relay = async (now = () => new Date()) => {
    const started = await startOutboxRelay({
      bus,
      log,
      publisher,
      onProblem,
      collections: [plain],
      domains: ['grid'],
      now,
    });
    relays.push(started);
    return started;
  };
  const reading = async (durable = 'reader') => {
    const events: EventEnvelope[] = [];
    await bus.subscribe({
      domain: 'grid',
      noun: 'grid',
      durable,
      handle: async (delivery) => {
        events.push(delivery.event);
        return DONE;
      },
    });
    return events;
  };

  it('publishes the events of a write and then forgets them', async () => {
    await relay();
    const events = await reading();
    await store.insert(thing('1', 'one'), [draft('one')], context('one'));
    await eventually(() => events.length === 1);
    await publisher.settled();
    expect(await things.findOne({ _id: '1' })).toMatchObject({ version: 1, sequence: 1, outbox: [] });
    expect(await things.countDocuments({ pendingSince: { $exists: true } })).toBe(0);
  });

  it('numbers the events of an aggregate without gaps', async () => {
    await relay();
    const events = await reading();
    stored(await store.insert(thing('1', 'one'), [draft('a'), draft('b')], context('one')));
    const before = await things.findOne({ _id: '1' });
    if (!before) throw new Error('lost');
    stored(await store.update(before, { $set: { name: 'two' } }, { drafts: [draft('c')], context: context('one') }));
    await eventually(() => events.length === 3);
    expect(events.map((event) => event.sequence)).toEqual([1, 2, 3]);
  });

  it('refuses a write on a version that has moved', async () => {
    await relay();
    await store.insert(thing('1', 'one'), [], context('one'));
    const before = await things.findOne({ _id: '1' });
    if (!before) throw new Error('lost');
    const write = (name: string) => store.update(before, { $set: { name } }, { drafts: [], context: context('one') });
    const results = await Promise.all([write('left'), write('right')]);
    expect(results.map((result) => result.kind).sort()).toEqual(['MOVED', 'STORED']);
  });

  it.each([
    ['as the server names it', {}],
    ['with a name of its own', { name: 'one-of-a-kind' }],
  ])('names the fields of a key that is taken, the index %s', async (_, naming) => {
    await relay();
    await things.dropIndex('name_1');
    await things.createIndex({ name: 1, division: 1 }, { unique: true, ...naming });
    await store.insert(thing('1', 'one'), [], context('one'));
    const taken = { kind: 'DUPLICATE', keys: ['name', 'division'] };
    const row = { document: thing('3', 'one'), drafts: [], context: context('three') };
    expect(await store.insert(thing('2', 'one'), [], context('two'))).toEqual(taken);
    expect(await store.insertMany([row])).toEqual([taken]);
    expect(await store.insert(thing('1', 'two'), [], context('four'))).toEqual({ kind: 'DUPLICATE', keys: ['_id'] });
  });

  it('stores the good rows of a batch and reports the others', async () => {
    await relay();
    const row = (id: string, name: string) => ({
      document: thing(id, name),
      drafts: [draft(name)],
      context: context(name),
    });
    const results = await store.insertMany([row('1', 'one'), row('2', 'one'), row('3', 'three')]);
    expect(results.map((result) => result.kind)).toEqual(['STORED', 'DUPLICATE', 'STORED']);
    expect(await things.countDocuments()).toBe(2);
  });

  it('[R2] sends what a crash left in the outbox', async () => {
    const events = await reading();
    // A process that died between its write and its publish leaves exactly this.
    const dead = createAggregateStore(things, { announce: async () => {}, settled: async () => {} });
    await dead.insert(thing('1', 'one'), [draft('one')], context('one'));
    await relay();
    await eventually(() => events.length === 1);
    await eventually(async () => (await things.findOne({ _id: '1' }))?.outbox.length === 0);
    expect(events[0]?.data).toEqual({ name: 'one' });
  });

  it('leaves to the command what it is still publishing', async () => {
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const published: string[] = [];
    const slow: EventBus = {
      ...bus,
      async publish(event) {
        published.push(event.subject);
        await held;
        await bus.publish(event);
      },
    };
    publisher = createPublisher({ bus: slow, log, onProblem });
    await createAggregateStore(things, publisher).insert(thing('1', 'one'), [draft('one')], context('one'));
    const { sweep } = await relay();
    let hasLooked = false;
    const looked = ({ commandName }: { commandName: string }): void => {
      hasLooked ||= commandName === 'find';
    };
    database.client.on('commandSucceeded', looked);
    const sweeping = sweep();
    await eventually(() => hasLooked);
    database.client.off('commandSucceeded', looked);
    letGo();
    await sweeping;
    expect(published).toEqual(['one']);
    expect(await things.findOne({ _id: '1' })).toMatchObject({ outbox: [] });
  });

  it('[R2] fills a stream again that was wiped', async () => {
    const first = await relay();
    await reading('before');
    for (const name of ['one', 'two', 'three']) await store.insert(thing(name, name), [draft(name)], context(name));
    await publisher.settled();
    await first.stop();
    const connection = await connect({ servers: natsServer().url, ...(await credentials()) });
    await (await connection.jetstreamManager()).streams.delete(streamName(prefix, 'grid'));
    await connection.close();
    await relay();
    const events = await reading('after');
    await eventually(() => events.length === 3);
    expect(events.map((event) => event.subject).sort()).toEqual(['one', 'three', 'two']);
  });
});

async function credentials() {
  const { credentials: path } = natsServer();
  if (!path) return {};
  const { readFile } = await import('node:fs/promises');
  const { credsAuthenticator } = await import('nats');
  return { authenticator: credsAuthenticator(await readFile(path)) };
}
