import { type Plan, plansOf, sentBy, type TestDatabase, testDatabase } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose, { type Connection } from 'mongoose';
import type { Delivery } from '../src/delivery/domain/delivery.ts';
import { createDeliveries, type MongoDeliveries } from '../src/delivery/persistence/mongo-deliveries.ts';
import type { ListException } from '../src/exception/domain/list-exception.ts';
import { createExceptionRepository } from '../src/exception/persistence/mongo-exception-repository.ts';
import { CITY, COUNTY, hoursLater, pack, TOWN } from './ticket-story.ts';

const COUNT = 120;
const NUMBERS = Array.from({ length: COUNT }, (_, index) => index);
const idOf = (prefix: string, index: number): string => `${prefix}${String(index).padStart(4, '0')}`;
const NEIGHBOUR = '410103000000';

/** In turn of the city, of a county, of a neighbouring county, of a town. */
const SIGNERS = [CITY, COUNTY, NEIGHBOUR, TOWN] as const;
const exception = (index: number): ListException => ({
  id: idOf('x', index),
  jurisdiction: pack.code,
  division: SIGNERS[index % 4] as string,
  kind: 'DUTY',
  department: 'd',
  itemCode: 'i',
  reason: '代管',
  documentNumber: String(index),
  signedBy: 'city',
  signedFor: null,
  signedAt: hoursLater(index),
  expiresAt: hoursLater(index + 24),
  revokedAt: null,
  revokedBy: null,
  revokedWords: null,
});

const delivery = (index: number): Delivery => ({
  id: idOf('d', index),
  channel: index % 4 === 3 ? 'EMAIL' : 'WEBHOOK',
  receiver: index % 2 === 0 ? 'A' : 'B',
  event: 'escalated',
  kind: null,
  ticketCode: 'T',
  body: '{}',
  createdAt: hoursLater(index),
  state: 'PENDING',
  attempts: 0,
  nextAt: hoursLater(index),
  lastAt: null,
  status: null,
  problem: null,
});

describe('a list, newest first,', () => {
  let database: TestDatabase;
  let connection: Connection;
  let exceptions: ReturnType<typeof createExceptionRepository>;
  let deliveries: MongoDeliveries;

  beforeAll(async () => {
    database = await testDatabase('newestfirst');
    connection = await mongoose
      .createConnection(database.uri, { dbName: database.name, autoIndex: false, monitorCommands: true })
      .asPromise();
    exceptions = createExceptionRepository(connection, () => hoursLater(COUNT));
    deliveries = createDeliveries(connection, () => hoursLater(COUNT));
    await Promise.all([exceptions.ensureIndexes(), deliveries.ensureIndexes()]);
    await deliveries.add(NUMBERS.map(delivery), hoursLater(10_000));
    for (const index of NUMBERS) await exceptions.sign(exception(index));
  });
  afterAll(async () => {
    await connection.close();
    await database.close();
  });

  const page = (after: readonly (string | Date)[] | null = null, limit = 5) => ({ limit, after });
  const signed = (division: string, from = page()) => exceptions.list({ jurisdiction: pack.code, division }, from);
  const sent = (receiver: string, from = page()) => deliveries.list({ channel: 'WEBHOOK', receiver }, from);

  /** How the server answers the finds of a page of a list that is known. */
  const plans = async (read: () => Promise<unknown>): Promise<readonly Plan[]> => {
    await read();
    return plansOf(database.db, await sentBy(connection.getClient(), read));
  };

  it.each<[string, () => Promise<readonly unknown[]>, string, number]>([
    ['of exceptions in a city', () => signed(CITY), 'exceptions-of-an-area', 3],
    ['of exceptions in a county', () => signed(COUNTY), 'exceptions-of-an-area', 4],
    [
      'of exceptions in a county, further on',
      () => signed(COUNTY, page([hoursLater(60.5), 'x'])),
      'exceptions-of-an-area',
      4,
    ],
    ['of exceptions in a town', () => signed(TOWN), 'exceptions-of-an-area', 5],
    [
      'of exceptions to be counted',
      () => exceptions.since({ jurisdiction: pack.code, division: COUNTY }, hoursLater(100), 50),
      'exceptions-of-an-area',
      1,
    ],
    ['of deliveries', () => sent('A'), 'of-a-receiver', 1],
    ['of deliveries, further on', () => sent('B', page([hoursLater(60.5), 'd'])), 'of-a-receiver', 1],
  ])('%s looks at hardly more rows than it gives', async (_, read, index, most) => {
    const found = await plans(read);
    expect(found.length).toBeLessThanOrEqual(most);
    for (const plan of found) {
      expect(plan).toMatchObject({ index });
      expect(plan.examined).toBeLessThanOrEqual(plan.returned * 1.2);
    }
  });

  it.each([
    ['the city', CITY, COUNT],
    ['a county', COUNTY, (COUNT * 3) / 4],
    ['a county beside it', NEIGHBOUR, COUNT / 2],
    ['a town', TOWN, (COUNT * 3) / 4],
    ['a city beside it', '410200000000', 0],
  ])('of exceptions holds, for %s, what holds there, each once and in order', async (_, division, expected) => {
    const seen: ListException[] = [];
    for (let after: readonly (string | Date)[] | null = null; ; ) {
      const rows: readonly ListException[] = await signed(division, page(after, 7));
      seen.push(...rows.slice(0, 7));
      const last = rows[6];
      if (rows.length <= 7 || !last) break;
      after = [last.signedAt, last.id];
    }
    const ids = seen.map(({ id }) => id);
    expect([new Set(ids).size, ids.length]).toEqual([expected, expected]);
    expect(ids).toEqual(ids.toSorted().toReversed());
  });

  it('of deliveries goes on after a page without a gap or a repetition', async () => {
    const first = (await sent('A')).slice(0, 5);
    const last = first[4];
    if (!last) throw new Error('too few');
    const second = await sent('A', page([last.createdAt, last.id]));
    expect([...first, ...second.slice(0, 5)].map(({ id }) => id)).toEqual(
      (await sent('A', page(null, 10))).slice(0, 10).map(({ id }) => id),
    );
  });

  it('of deliveries knows receiver and channel', async () => {
    const counts = await Promise.all(['A', 'B', 'C'].map(async (of) => (await sent(of, page(null, 199))).length));
    expect(counts).toEqual([COUNT / 2, COUNT / 4, 0]);
  });
});
