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
});
