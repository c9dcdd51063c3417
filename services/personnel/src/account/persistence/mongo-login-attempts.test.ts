import { type TestDatabase, testDatabase } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Connection, createConnection } from 'mongoose';
import { createMongoLoginAttempts, MAX_ATTEMPTS } from './mongo-login-attempts.ts';

const NOW = new Date('2026-03-02T01:30:00Z');
const QUARTER_HOUR_S = 15 * 60;

describe('attempts to sign in', () => {
  let database: TestDatabase;
  let connection: Connection;
  beforeAll(async () => {
    database = await testDatabase('attempts');
    connection = await createConnection(database.uri, { dbName: database.name }).asPromise();
  });
  afterAll(async () => {
    await connection.close();
    await database.close();
  });

  const waitsOf = (login: string, count: number) => {
    const attempts = createMongoLoginAttempts(connection);
    return Promise.all(Array.from({ length: count }, () => attempts.begin(login, NOW)));
  };

  // Several names, because only the first attempts at a name were ever let through uncounted, and not every time.
  it.each(['first', 'second', 'third', 'fourth', 'fifth'])(
    'lets ten of forty go ahead when all are the first at once (%s name)',
    async (login) => {
      const waits = await waitsOf(login, 40);
      expect(waits.filter((seconds) => seconds === 0).length).toBe(MAX_ATTEMPTS);
    },
  );

  it('makes the eleventh wait for the end of the quarter of an hour', async () => {
    const waits = await waitsOf('waiting', MAX_ATTEMPTS + 1);
    expect(Math.max(...waits)).toBe(QUARTER_HOUR_S);
  });

  it('begins anew when the quarter of an hour is over', async () => {
    await waitsOf('patient', 40);
    const later = new Date(NOW.getTime() + (QUARTER_HOUR_S + 1) * 1_000);
    expect(await createMongoLoginAttempts(connection).begin('patient', later)).toBe(0);
  });

  it('are forgotten after a good one', async () => {
    await waitsOf('welcome', 40);
    await createMongoLoginAttempts(connection).forget('welcome');
    expect(await waitsOf('welcome', 1)).toEqual([0]);
  });
});
