import type { Scope } from '@gridlink/subgraph-kit';
import { plansOf, sentBy, type TestDatabase, testDatabase } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose, { type Connection } from 'mongoose';
import { createAccountRecords } from '../../preference/persistence/mongo-account-records.ts';
import { NOTIFICATION_KINDS, type Notification } from '../domain/notification.ts';
import { markRead } from '../use-cases/mark-read.ts';
import type { NotificationFilter, Reader } from '../use-cases/notification-repository.ts';
import { createNotifications, type MongoNotifications } from './mongo-notifications.ts';

const scope = (jurisdiction: string): Scope => ({ reach: 'BOUNDED', jurisdiction });
const COUNT = 120;
const START = new Date('2026-03-02T02:00:00Z').getTime();
const minutesLater = (minutes: number): Date => new Date(START + minutes * 60_000);
const NOW = minutesLater(COUNT + 10);
const FAR = new Date('2099-01-01T00:00:00Z');
const ALL: NotificationFilter = { unreadOnly: false, kinds: null };
const UNREAD: NotificationFilter = { unreadOnly: true, kinds: null };

const reader = (desks: readonly string[], more: Partial<Reader> = {}): Reader => ({
  scope: scope('zhengzhou'),
  desks,
  subject: 'me',
  readUntil: null,
  ...more,
});
const mine = reader(['unit:A']);

/** One a minute; three of four for desk A, the rest for B, some of them for both. */
function notification(index: number): Notification {
  return {
    id: `n${String(index).padStart(4, '0')}`,
    jurisdiction: 'zhengzhou',
    division: '410105001001',
    kind: NOTIFICATION_KINDS[index % 2] ?? 'WORK',
    verb: 'dispatched',
    ticketId: `t${index}`,
    ticketCode: `T${index}`,
    about: null,
    dueAt: null,
    organization: 'A',
    gridId: null,
    desks: index % 4 === 0 ? ['unit:B'] : index % 4 === 1 ? ['unit:A', 'unit:B'] : ['unit:A'],
    happenedAt: minutesLater(index),
    urgent: false,
    at: minutesLater(index),
  };
}

describe('[E12] lists of notifications', () => {
  let database: TestDatabase;
  let connection: Connection;
  let notifications: MongoNotifications;

  beforeAll(async () => {
    database = await testDatabase('notifications');
    connection = await mongoose
      .createConnection(database.uri, { dbName: database.name, autoIndex: false, monitorCommands: true })
      .asPromise();
    notifications = createNotifications(connection, () => NOW);
    await notifications.ensureIndexes();
    await notifications.add(
      Array.from({ length: COUNT }, (_, index) => notification(index)),
      FAR,
    );
  });
  afterAll(async () => {
    await connection.close();
    await database.close();
  });

  const list = (by: Reader, filter = ALL, { limit = 200, after = null as readonly (string | Date)[] | null } = {}) =>
    notifications.list(by, filter, { limit, after });

  it('gives the newest first, one row more than asked, and goes on where it stopped', async () => {
    const first = await list(mine, ALL, { limit: 5 });
    const last = first[4];
    if (!last) throw new Error('too few');
    const next = await list(mine, ALL, { limit: 5, after: [last.at, last.id] });
    const ids = [...first.slice(0, 5), ...next.slice(0, 5)].map(({ id }) => id);
    expect(ids).toEqual((await list(mine)).slice(0, 10).map(({ id }) => id));
    expect(ids).toEqual(ids.toSorted().toReversed());
  });

  it.each([
    ['one desk', mine, COUNT * 0.75],
    ['two desks, what was for both once', reader(['unit:A', 'unit:B']), COUNT],
    ['no desk', reader([]), 0],
    ['the same desk of another jurisdiction', reader(['unit:A'], { scope: scope('puyang') }), 0],
    ['the public', reader(['unit:A'], { scope: { reach: 'PUBLIC' } }), 0],
  ])('reaches, for %s, what lies on it', async (_, by, expected) => {
    expect((await list(by)).length).toBe(expected);
    expect(await notifications.countUnread(by, null, 1_000)).toBe(expected);
  });

  it('gives the kinds that were asked for', async () => {
    const rows = await list(mine, { unreadOnly: false, kinds: ['PROGRESS'] });
    expect(rows.length).toBe(COUNT * 0.5);
    expect(await notifications.countUnread(mine, ['PROGRESS'], 1_000)).toBe(COUNT * 0.5);
  });

  it.each([
    ['a page', () => list(mine, ALL, { limit: 5 })],
    ['a page further down', () => list(mine, ALL, { limit: 5, after: [minutesLater(60), 'n0060'] })],
    ['the unread', () => list(reader(['unit:A'], { readUntil: minutesLater(90) }), UNREAD, { limit: 5 })],
    ['one kind', () => list(mine, { unreadOnly: false, kinds: ['WORK'] }, { limit: 5 })],
    ['two desks', () => list(reader(['unit:A', 'unit:B']), ALL, { limit: 5 })],
    ['the oldest unread', () => notifications.oldestUnread(mine, NOW)],
  ])('walks its index for %s', async (_, read) => {
    const sent = await sentBy(connection.getClient(), read);
    expect(new Set(sent.map(({ name }) => name))).toEqual(new Set(['find']));
    for (const { text, index } of await plansOf(database.db, sent)) {
      expect(text).not.toContain('COLLSCAN');
      expect(index).toBe('list');
    }
  });

  it('reads a page with one command once the list is known', async () => {
    await list(mine, ALL, { limit: 5 });
    expect((await sentBy(connection.getClient(), () => list(mine, ALL, { limit: 5 }))).length).toBe(1);
  });

  it('writes the same once, and what was read stays read', async () => {
    const by = reader(['unit:A'], { subject: 'once' });
    await notifications.markRead(by, ['n0002']);
    await notifications.add([notification(2), { ...notification(2), id: 'x1', desks: ['unit:X'] }], FAR);
    const [twice] = (await list(by)).filter(({ id }) => id === 'n0002');
    expect(twice?.read).toBe(true);
    expect((await list(reader(['unit:X']))).map(({ id }) => id)).toEqual(['x1']);
  });

  it('marks nothing on a desk that is not the reader’s', async () => {
    await notifications.markRead(reader(['unit:B'], { subject: 'stranger' }), ['n0002']);
    const found = await notifications.collection.findOne({ _id: 'n0002' });
    expect(found?.readBy).not.toContain('stranger');
  });

  describe('what an account has read', () => {
    const deps = () => ({ notifications, accounts: createAccountRecords(connection) });
    const read = async (by: Reader, request: { ids?: string[]; until?: Date }) =>
      markRead(deps(), by, { ids: request.ids ?? [], until: request.until ?? null, now: NOW });

    it('is its own: to a colleague at the desk it stays unread', async () => {
      const after = await read(reader(['unit:A'], { subject: 'reads' }), { ids: ['n0119'] });
      expect(await notifications.countUnread(after, null, 1_000)).toBe(COUNT * 0.75 - 1);
      expect(await notifications.countUnread(reader(['unit:A'], { subject: 'colleague' }), null, 1_000)).toBe(
        COUNT * 0.75,
      );
    });

    it('moves the mark on to the first that is still unread', async () => {
      const by = reader(['unit:A'], { subject: 'in-order' });
      const after = await read(by, { ids: ['n0001', 'n0002', 'n0003', 'n0007'] });
      expect(after.readUntil?.getTime()).toBe(minutesLater(5).getTime() - 1);
      expect((await deps().accounts.find('in-order')).readUntil).toEqual(after.readUntil);
      const unread = await list({ ...by, readUntil: after.readUntil }, UNREAD);
      expect(
        unread
          .map(({ id }) => id)
          .toReversed()
          .slice(0, 3),
      ).toEqual(['n0005', 'n0006', 'n0009']);
    });

    it('is all up to an instant, also what was written in the last minute', async () => {
      const by = reader(['unit:A'], { subject: 'all' });
      const fresh = { ...notification(1), id: 'z-fresh', at: new Date(NOW.getTime() - 1_000), desks: ['unit:F'] };
      await notifications.add([fresh, { ...fresh, id: 'z-later', at: NOW }], FAR);
      const until = new Date(NOW.getTime() - 1_000);
      const desks = ['unit:A', 'unit:F'];
      const after = await read({ ...by, desks }, { until });
      expect((await list(after.desks.length > 0 ? after : by, UNREAD)).map(({ id }) => id)).toEqual(['z-later']);
      // Behind the mark lies only what no slow writer can still put there.
      expect(after.readUntil).toEqual(new Date(NOW.getTime() - 60_000));
    });

    it('never goes back', async () => {
      const by = reader(['unit:A'], { subject: 'back' });
      const { readUntil } = await read(by, { until: minutesLater(100) });
      const again = await read({ ...by, readUntil }, { until: minutesLater(10) });
      expect(again.readUntil).toEqual(readUntil);
      expect((await deps().accounts.find('back')).readUntil).toEqual(readUntil);
    });
  });
});
