import { loadPacks } from '@gridlink/jurisdiction';
import type { Scope } from '@gridlink/subgraph-kit';
import { type TestDatabase, testDatabase } from '@gridlink/test-kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MongoClient } from 'mongodb';
import mongoose, { type Connection } from 'mongoose';
import { COUNTY, hoursLater, inHandling, reported } from '../../../test/ticket-story.ts';
import { anyLife } from '../../../test/walk-life.ts';
import { createDeliberationRepository } from '../../deliberation/persistence/mongo-deliberation-repository.ts';
import { createGridDirectory } from '../../grid/grid-directory.ts';
import { createSuggestionRepository } from '../../suggestion/persistence/mongo-suggestion-repository.ts';
import type { TicketState } from '../../ticket/domain/ticket.ts';
import {
  createTicketRepository,
  type MongoTicketRepository,
} from '../../ticket/persistence/mongo-ticket-repository.ts';
import type { StoredTicket } from '../../ticket/use-cases/ticket-repository.ts';
import { countChanged } from '../use-cases/count-changed.ts';
import type { CountingDeps } from '../use-cases/figure-deps.ts';
import { readFigures } from '../use-cases/read-figures.ts';
import { continueRebuilds, foundFigures, startRebuild } from '../use-cases/rebuild-figures.ts';
import { countedFilter, counterFilter, createFigureStore, hotFilter } from './mongo-figure-store.ts';

const RUNS = Number(process.env.FIGURE_RUNS ?? 3);
const LIVES = 4;
const silent = { announce: async () => undefined, settled: async () => undefined };
const mark = { now: hoursLater(0), traceparent: undefined };
const now = (): Date => hoursLater(1);
const watch = {
  now: now(),
  onProblem: (_: string, error: unknown) => {
    throw error;
  },
};
const rebuilding = { now, isStopped: () => false, onProblem: watch.onProblem };
const packs = new Map([...loadPacks()].filter(([code]) => code === 'zhengzhou'));

describe('the figures', () => {
  let database: TestDatabase;
  let connection: Connection;
  let tickets: MongoTicketRepository;
  let deps: CountingDeps;

  beforeAll(async () => {
    database = await testDatabase('figures');
    connection = await mongoose.createConnection(database.uri, { dbName: database.name, autoIndex: false }).asPromise();
    tickets = createTicketRepository(connection, silent, now);
    await tickets.ensureIndexes();
    const figures = createFigureStore(database.db);
    await figures.ensureIndexes();
    const suggestions = createSuggestionRepository(connection, silent, now);
    const deliberations = createDeliberationRepository(connection, silent, now);
    await Promise.all([suggestions.ensureIndexes(), deliberations.ensureIndexes()]);
    deps = { tickets, suggestions, deliberations, figures, packs };
  });
  afterAll(async () => {
    await connection.close();
    await database.close();
  });
  const COLLECTIONS = [
    'tickets',
    'suggestions',
    'deliberations',
    'figure_counters',
    'figure_shares',
    'figure_journals',
    'figure_generations',
  ];
  const empty = async (): Promise<void> => {
    for (const name of COLLECTIONS) await database.db.collection(name).deleteMany({});
    await foundFigures(deps, now());
    await continueRebuilds(deps, rebuilding);
  };
  beforeEach(empty);

  /** All counters of the set that is read, without those that came to nothing. */
  const counters = async (): Promise<readonly string[]> => {
    const active = (await deps.figures.generations('zhengzhou'))?.active;
    const rows = await database.db
      .collection('figure_counters')
      .find({ counting: `zhengzhou|${active}` })
      .toArray();
    return rows
      .flatMap(({ parent, place, unit, category, bucket, n }) =>
        Object.entries(n as Record<string, number>)
          .filter(([, count]) => count !== 0)
          .map(([measure, count]) => `${[parent, place, unit, category, bucket, measure].join('|')} ${count}`),
      )
      .sort();
  };

  /** A replica that loses its database at its n-th command, whatever that was. */
  const dieAt = async (command: number): Promise<boolean> => {
    const client = await MongoClient.connect(database.uri, {
      monitorCommands: true,
      retryWrites: false,
      retryReads: false,
    });
    let sent = 0;
    client.on('commandStarted', () => {
      sent += 1;
      if (sent === command) void client.close(true);
    });
    const figures = createFigureStore(client.db(database.name));
    try {
      await countChanged({ ...deps, figures }, watch);
      return false;
    } catch {
      return true;
    } finally {
      await client.close(true).catch(() => undefined);
    }
  };

  const born = (life: readonly TicketState[], id: string): readonly TicketState[] =>
    life.map((state) => ({ ...state, id, code: `C${id}` }));

  /** Brings a stored ticket to the next state of its life. */
  const live = async (stored: StoredTicket | null, next: TicketState): Promise<StoredTicket> => {
    if (stored === null) {
      await tickets.insert({ state: next, announcements: [], externalKey: null, queryCodeHash: 'h' }, mark);
      return { state: next, version: 1, sequence: 0 };
    }
    await tickets.save(stored, { state: next, announcements: [] }, mark);
    return { state: next, version: stored.version + 1, sequence: 0 };
  };

  const rebuilt = async (): Promise<readonly string[]> => {
    await startRebuild(deps, 'zhengzhou', { now: now(), by: 'a test' });
    await continueRebuilds(deps, rebuilding);
    return counters();
  };

  it(`[T21] are the same as counted anew from every ticket, whoever died while counting (${RUNS} × ${LIVES} lives)`, async () => {
    let died = 0;
    let rows = 0;
    const lives = fc.array(anyLife({ most: 18 }), { minLength: LIVES, maxLength: LIVES });
    const deaths = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 3, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(lives, deaths, async (walks, commands) => {
        await empty();
        const stored: (StoredTicket | null)[] = walks.map(() => null);
        const longest = Math.max(...walks.map(({ length }) => length));
        for (let step = 0; step < longest; step++) {
          for (const [index, walk] of walks.entries()) {
            const next = born(walk, `t${index}`)[step];
            if (next) stored[index] = await live(stored[index] ?? null, next);
          }
          const dying = commands[step % 7];
          if (dying !== undefined && (await dieAt(dying))) died += 1;
          if (step % 3 === 1) await Promise.all([countChanged(deps, watch), countChanged(deps, watch)]);
        }
        while ((await tickets.uncounted({ reach: 'SYSTEM', reason: 'a test' }, 1)).length > 0) {
          await countChanged(deps, watch);
        }
        const kept = await counters();
        expect(await rebuilt()).toEqual(kept);
        rows += kept.length;
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
    expect(died).toBeGreaterThan(0);
    expect(rows).toBeGreaterThan(RUNS * 50);
  }, 600_000);

  it('are read from the old counters until the new ones are whole, and a rebuild goes on where it left off', async () => {
    for (let index = 0; index < 120; index++) {
      const state = reported({ id: `r${index}`, code: `R${index}` });
      await live(null, { ...state, reportedAt: hoursLater(index * 7) });
    }
    await countChanged(deps, watch);
    const before = await counters();
    const start = { now: hoursLater(900), by: 'admin' };
    const { active } = (await deps.figures.generations('zhengzhou')) ?? { active: 0 };
    expect([await startRebuild(deps, 'zhengzhou', start), await startRebuild(deps, 'zhengzhou', start)]).toEqual([
      true,
      false,
    ]);
    let looks = 0;
    await continueRebuilds(deps, { ...rebuilding, isStopped: () => ++looks > 1 });
    const under = await deps.figures.generations('zhengzhou');
    expect([under?.active, under?.building?.of]).toEqual([active, 120]);
    expect(under?.building?.counted).toBeGreaterThan(0);
    expect(under?.building?.counted).toBeLessThan(120);
    // What changes meanwhile is in both.
    await live(null, { ...reported({ id: 'new', code: 'NEW' }), reportedAt: hoursLater(899) });
    await countChanged(deps, watch);
    await continueRebuilds(deps, rebuilding);
    const after = await deps.figures.generations('zhengzhou');
    expect([after?.active, after?.building, after?.finished?.startedBy]).toEqual([active + 1, null, 'admin']);
    const total = (rows: readonly string[]): string | undefined =>
      rows.find((row) => row.startsWith(`410100000000|${COUNTY}|*|*|NOW|OPEN_NOW `));
    expect([total(before), total(await counters())]).toEqual([
      `410100000000|${COUNTY}|*|*|NOW|OPEN_NOW 120`,
      `410100000000|${COUNTY}|*|*|NOW|OPEN_NOW 121`,
    ]);
    // Of the old set nothing is left.
    expect(await database.db.collection('figure_counters').countDocuments({ counting: `zhengzhou|${active}` })).toBe(0);
  }, 600_000);

  it('mend what somebody has tampered with', async () => {
    await live(null, reported());
    await countChanged(deps, watch);
    const kept = await counters();
    await database.db.collection('figure_counters').updateMany({}, { $inc: { 'n.REGISTERED': 3 } });
    expect(await counters()).not.toEqual(kept);
    expect(await rebuilt()).toEqual(kept);
  });

  const counting = { jurisdiction: 'zhengzhou', generation: 1 };
  const march = ['2026-03'];
  const place = { place: COUNTY };
  const list = { ...counting, category: null, facts: ['REGISTERED|*|2026-03-02'], after: null, limit: 5 };

  it.each([
    ['a whole', 'figure_counters', counterFilter({ ...counting, at: place, unit: '*', category: '*', buckets: march })],
    [
      'days',
      'figure_counters',
      counterFilter({ ...counting, at: place, unit: '*', category: '*', buckets: ['2026-03-01', '2026-03-02'] }),
    ],
    [
      'categories',
      'figure_counters',
      counterFilter({ ...counting, at: place, unit: '*', category: 'EACH', buckets: march }),
    ],
    [
      'units',
      'figure_counters',
      counterFilter({ ...counting, at: place, unit: 'EACH', category: '*', buckets: march }),
    ],
    [
      'places below',
      'figure_counters',
      counterFilter({ ...counting, at: { below: COUNTY }, unit: '*', category: '*', buckets: march }),
    ],
    ['hot grids', 'figure_counters', hotFilter({ ...counting, division: COUNTY, bucket: '2026-03' })],
    ['tickets of a county', 'figure_shares', countedFilter({ ...list, place: COUNTY })],
    ['tickets of a grid', 'figure_shares', countedFilter({ ...list, place: 'grid-1' })],
  ])('[S7] read %s along an index, and no row besides', async (_, name, filter) => {
    await database.db
      .collection('figure_generations')
      .updateOne({ _id: 'zhengzhou' as never }, { $set: { active: 1 } });
    await database.db
      .collection('figure_journals')
      .insertOne({ _id: 'zhengzhou|1' as never, number: 0, batch: null })
      .catch(() => undefined);
    for (let index = 0; index < 40; index++) {
      const elsewhere = {
        division: '410103001001',
        areas: ['410000000000', '410100000000', '410103000000', '410103001000', '410103001001'],
      };
      const one = { ...inHandling, id: `x${index}`, code: `X${index}`, ...(index % 2 ? elsewhere : {}) };
      await live(null, index % 2 ? { ...one, gridId: 'grid-9' } : one);
    }
    await countChanged(deps, watch);
    const plan = await database.db.collection(name).find(filter).explain('executionStats');
    expect(JSON.stringify(plan)).not.toContain('COLLSCAN');
    const { totalDocsExamined, nReturned } = plan.executionStats as { totalDocsExamined: number; nReturned: number };
    expect(nReturned).toBeGreaterThan(name === 'figure_shares' ? 19 : 0);
    expect(totalDocsExamined).toBeLessThanOrEqual(nReturned);
  });

  const groups = [null, 'AREA', 'UNIT', 'CATEGORY', 'DAY', 'MONTH'] as const;
  it('[S2] cost two reads whatever is asked', async () => {
    await live(null, inHandling);
    await countChanged(deps, watch);
    const client = await MongoClient.connect(database.uri, { monitorCommands: true });
    const sent: string[] = [];
    client.on('commandStarted', ({ commandName }) => sent.push(commandName));
    const reading = {
      figures: createFigureStore(client.db(database.name)),
      grids: createGridDirectory(connection, now),
    };
    const scope: Scope = { reach: 'BOUNDED', jurisdiction: 'zhengzhou', area: '410100000000' };
    const costs: number[] = [];
    for (const groupBy of groups) {
      const before = sent.length;
      const period = { from: '2025-01-01', to: '2026-12-31' };
      const { rows } = await readFigures(reading, scope, { category: null, period, groupBy });
      expect(rows.length).toBeGreaterThan(0);
      costs.push(sent.length - before);
    }
    await client.close();
    expect(costs).toEqual(groups.map(() => 2));
  });
});
