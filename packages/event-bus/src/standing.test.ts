import { type TestDatabase, testDatabase } from '@gridlink/test-kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Collection } from 'mongodb';
import { createDeadLetters, type DeadLetters } from './inbox/dead-letters.ts';
import type { AggregateDocument } from './outbox/aggregate-document.ts';
import { createEventStanding, type EventStanding } from './standing.ts';

const NOW = new Date('2026-03-02T01:00:00Z');
const before = (seconds: number): Date => new Date(NOW.getTime() - seconds * 1_000);

const event = (id: string) => ({
  specversion: '1.0' as const,
  id,
  source: '/gridlink/grid',
  type: 'gridlink.grid.grid.published.v1',
  subject: 'G-1',
  time: NOW.toISOString(),
  datacontenttype: 'application/json' as const,
  jurisdiction: 'somewhere',
  division: '410105001001',
  sequence: 1,
  data: {},
});

describe('how a service stands with its events', () => {
  let database: TestDatabase;
  let grids: Collection<AggregateDocument>;
  let lists: Collection<AggregateDocument>;
  let letters: DeadLetters;
  let standing: EventStanding;
  beforeAll(async () => {
    database = await testDatabase('standing');
  });
  afterAll(() => database.close());

  beforeEach(async () => {
    await database.db.dropDatabase();
    grids = database.db.collection('grids');
    lists = database.db.collection('lists');
    letters = createDeadLetters(database.db);
    standing = createEventStanding(
      database.db,
      () => [grids, lists],
      () => NOW,
    );
  });

  const aggregate = (_id: string, pendingSince?: Date): AggregateDocument => ({
    _id,
    jurisdiction: 'somewhere',
    division: '410105001001',
    version: 1,
    sequence: 1,
    outbox: pendingSince ? [event(_id)] : [],
    ...(pendingSince ? { pendingSince } : {}),
  });

  it('is at rest when every event is out and handled', async () => {
    await grids.insertOne(aggregate('out'));
    expect([
      await standing.countWaiting(),
      await standing.oldestWaitingSeconds(),
      await standing.countParked(),
    ]).toEqual([0, 0, 0]);
  });

  it('counts what waits over all its aggregates, and says for how long the oldest has', async () => {
    await grids.insertMany([aggregate('a', before(5)), aggregate('out')]);
    await lists.insertMany([aggregate('b', before(90)), aggregate('c', before(1))]);
    expect([await standing.countWaiting(), await standing.oldestWaitingSeconds()]).toEqual([3, 90]);
  });

  it('[R4] counts what is parked until it was handled', async () => {
    for (const id of ['one', 'two'])
      await letters.park({ consumer: 'tickets-grids', event: event(id), reason: 'no', attempts: 5, now: NOW });
    expect(await standing.countParked()).toBe(2);
    await letters.markReplayed('tickets-grids|one', NOW);
    expect(await standing.countParked()).toBe(1);
  });
});
