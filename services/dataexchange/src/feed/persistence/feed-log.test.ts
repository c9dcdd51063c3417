import type { EventEnvelope } from '@gridlink/contracts';
import { type TestDatabase, testDatabase } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createFeedLog } from './feed-log.ts';

const NOW = new Date('2026-03-02T01:30:00Z');

const event = (id: string): EventEnvelope => ({
  specversion: '1.0',
  id,
  source: '/gridlink/tickets',
  type: 'gridlink.tickets.ticket.reported.v1',
  subject: id,
  time: NOW.toISOString(),
  datacontenttype: 'application/json',
  jurisdiction: 'somewhere',
  division: '410105000000',
  sequence: 1,
  data: {},
});

describe('[D12] the log of a feed', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase('feedlog');
    await createFeedLog(database.db, 90).ensureIndexes();
  });
  afterAll(() => database.close());

  // Several feeds, because only the first numbers of a feed were ever answered wrongly, and not every time.
  it.each(['first', 'second', 'third', 'fourth', 'fifth'])(
    'numbers forty events at once from the very first (%s feed)',
    async (organization) => {
      const log = createFeedLog(database.db, 90);
      const events = Array.from({ length: 40 }, (_, index) => event(`${organization} ${index}`));
      const entries = (await Promise.all(events.map((one) => log.append(one, [organization], NOW)))).flat();
      expect(entries.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(
        events.map((_, index) => index + 1),
      );
    },
  );

  it('knows the number given last', async () => {
    const log = createFeedLog(database.db, 90);
    await log.append(event('a'), ['counted'], NOW);
    await log.append(event('b'), ['counted'], NOW);
    expect([await log.lastNumber('counted'), await log.lastNumber('never told')]).toEqual([2, 0]);
  });

  it('gives each feed its own numbers for events that come at the same time', async () => {
    const log = createFeedLog(database.db, 90);
    const told = Array.from({ length: 30 }, (_, index) => ({
      event: event(`both ${index}`),
      organizations: index % 3 === 0 ? ['north', 'south'] : index % 3 === 1 ? ['north'] : ['south'],
    }));
    const kept = await Promise.all(told.map((one) => log.append(one.event, one.organizations, NOW)));
    expect(kept.map((entries) => entries.map(({ organization }) => organization))).toEqual(
      told.map(({ organizations }) => organizations),
    );
    for (const organization of ['north', 'south']) {
      const entries = await log.after(organization, 0, 100);
      expect(entries.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
      expect(await log.lastNumber(organization)).toBe(20);
    }
  });

  it('keeps an event once that is told again among others, and gives it out until it is sent', async () => {
    const log = createFeedLog(database.db, 90);
    const [one, two] = [event('again 1'), event('again 2')];
    const append = (told: EventEnvelope) => log.append(told, ['again'], NOW);
    await append(one);
    const idsOf = (entries: readonly { _id: string }[]): string[] => entries.map(({ _id }) => _id);
    expect((await Promise.all([append(one), append(two), append(one)])).map(idsOf)).toEqual([
      ['again 1|again'],
      ['again 2|again'],
      ['again 1|again'],
    ]);
    await log.markSent(['again 1|again', 'again 2|again']);
    expect((await Promise.all([append(one), append(two), append(event('again 3'))])).map(idsOf)).toEqual([
      [],
      [],
      ['again 3|again'],
    ]);
    expect(idsOf(await log.after('again', 0, 100))).toEqual(['again 1|again', 'again 2|again', 'again 3|again']);
  });
});
