import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Connection, Schema } from 'mongoose';
import { createMetrics } from '../metrics.ts';
import { connectMongo } from './connect.ts';

const metrics = createMetrics('test');

async function commands(name: string): Promise<number> {
  const { values } = await metrics.databaseCommands.get();
  return values.find(({ labels }) => labels.command === name)?.value ?? 0;
}

describe('a service’s own database', () => {
  let connection: Connection;
  beforeAll(async () => {
    const database = `connect_${process.pid}_${Date.now()}`;
    connection = await connectMongo(process.env.MONGODB_URI ?? '', database, { metrics, byName: true });
  });
  afterAll(async () => {
    await connection.dropDatabase();
    await connection.close();
  });

  it('[S2] reads a page of any size in one command', async () => {
    const Row = connection.model('Row', new Schema({ number: Number }));
    await Row.insertMany(Array.from({ length: 500 }, (_, number) => ({ number })));
    expect(await Row.find().limit(201).lean()).toHaveLength(201);
    expect(await commands('find')).toBe(1);
    expect(await commands('getMore')).toBe(0);
  });
});
