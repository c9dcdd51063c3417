import { type EventEnvelope, eventEnvelopeSchema, notificationTold } from '@gridlink/contracts';
import { createMemoryBus, DONE } from '@gridlink/event-bus';
import { eventually, type TestDatabase, testDatabase } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose, { type Connection } from 'mongoose';
import type { Notification } from '../domain/notification.ts';
import { createNotifications } from '../persistence/mongo-notifications.ts';
import { announceTold } from './announce-told.ts';

const NOW = new Date('2026-03-02T02:00:00Z');
const FAR = new Date('2099-01-01T00:00:00Z');

const told = (id: string, desks: readonly string[]): Notification => ({
  id,
  jurisdiction: 'zhengzhou',
  division: '410105001001',
  kind: 'WORK',
  verb: 'dispatched',
  ticketId: 't1',
  ticketCode: 'T1',
  about: null,
  dueAt: null,
  organization: null,
  gridId: null,
  desks,
  urgent: true,
  happenedAt: NOW,
  at: NOW,
});

describe('[E12] notifications that are announced', () => {
  let database: TestDatabase;
  let connection: Connection;
  beforeAll(async () => {
    database = await testDatabase('announce_told');
    connection = await mongoose.createConnection(database.uri, { dbName: database.name }).asPromise();
  });
  afterAll(async () => {
    await connection.close();
    await database.close();
  });

  /** Announced over a bus of its own; `heard` is what came of it. */
  const announcing = async () => {
    const bus = createMemoryBus();
    const heard: EventEnvelope[] = [];
    await bus.subscribe({
      domain: 'tickets',
      noun: 'notification',
      durable: 'test',
      handle: async ({ event }) => {
        heard.push(event);
        return DONE;
      },
    });
    return { notifications: announceTold(createNotifications(connection), bus, () => NOW), heard };
  };

  it('say where the desk is and nothing of what was told, and are in their list by then', async () => {
    const { notifications, heard } = await announcing();
    await notifications.add([told('n1', ['center:410105000000', 'unit:410105000000-OPERATION'])], FAR);
    const [event] = await eventually(() => heard.length > 0 && heard);
    expect(eventEnvelopeSchema.parse(event).type).toBe(notificationTold.type);
    expect(notificationTold.data.parse(event?.data)).toEqual({
      notification: {
        id: 'n1',
        jurisdiction: 'zhengzhou',
        kind: 'WORK',
        urgent: true,
        places: ['410105000000', '410105000000-OPERATION'],
      },
    });
    expect(await notifications.collection.countDocuments({ _id: 'n1' })).toBe(1);
  });

  it('are the same event however often they are written, and another for another desk', async () => {
    const [first, again] = [await announcing(), await announcing()];
    const both = [told('n2|a', ['unit:A']), told('n2|b', ['grid:B'])];
    for (const { notifications, heard } of [first, again]) {
      await notifications.add(both, FAR);
      await eventually(() => heard.length === 2);
    }
    const ids = (events: readonly EventEnvelope[]): readonly string[] => events.map(({ id }) => id);
    expect(ids(again.heard)).toEqual(ids(first.heard));
    expect(new Set(ids(first.heard)).size).toBe(2);
  });
});
