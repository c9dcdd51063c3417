import { type TestDatabase, testDatabase } from '@gridlink/test-kit';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MIGRATIONS } from './migrations.ts';
import { runMigrations } from './run-migrations.ts';

const NOW = new Date('2026-03-02T02:00:00Z');
const now = (): Date => NOW;

describe('what an earlier release stored', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await testDatabase('migrations');
  });
  afterEach(() => database.close());

  const tickets = () => database.db.collection<{ _id: string }>('tickets');
  const migrate = () => runMigrations(database.db, { migrations: MIGRATIONS, now });

  it('is found among the open tickets, which ended ones are not', async () => {
    await tickets().insertMany([
      { _id: 'open', jurisdiction: 'zhengzhou', stage: 'HANDLING' },
      { _id: 'new', jurisdiction: 'puyang', stage: 'DISPATCH', openIn: 'puyang' },
      { _id: 'closed', jurisdiction: 'zhengzhou', stage: 'CLOSED' },
    ] as never[]);
    await migrate();
    const rows = await tickets().find().sort({ _id: 1 }).toArray();
    expect(rows.map((row) => [row._id, (row as { openIn?: string }).openIn])).toEqual([
      ['closed', undefined],
      ['new', 'puyang'],
      ['open', 'zhengzhou'],
    ]);
  });

  it('is found by who may take an appeal further', async () => {
    const appeals = [
      { id: 'p1', unit: 'A', state: 'REVIEWED' },
      { id: 'p2', unit: 'B', state: 'FINAL' },
      { id: 'p3', kind: 'DECLINE', unit: 'C', state: 'FINAL_REVIEW' },
    ];
    await tickets().insertMany([
      { _id: 'contested', stage: 'HANDLING', appeals, waitsFor: ['unit:C'] },
      { _id: 'quiet', stage: 'HANDLING', appeals: [] },
    ] as never[]);
    await migrate();
    expect(await tickets().findOne({ _id: 'contested' })).toMatchObject({ waitsFor: ['unit:C', 'appeals:A'] });
    expect(await tickets().findOne({ _id: 'quiet' })).not.toHaveProperty('waitsFor');
  });

  it('of suggestions and meetings says what later ones say, and is counted', async () => {
    const { db } = database;
    const source = { kind: 'SUGGESTION', id: 's1', code: 'S1' };
    await db.collection('deliberations').insertOne({
      _id: 'd1',
      agenda: [
        { id: 'i1', source },
        { id: 'i2', source: null },
      ],
    } as never);
    await db.collection('suggestions').insertOne({ _id: 's1', answers: [{ outcome: 'NOTED' }] } as never);
    await db.collection('suggestions').insertOne({ _id: 's2', answers: [] } as never);
    await migrate();
    const [meeting] = await db.collection('deliberations').find().toArray();
    const suggestions = await db.collection('suggestions').find().sort({ _id: 1 }).toArray();
    expect([meeting, suggestions]).toMatchObject([
      {
        invitations: [],
        agenda: [
          { source: { ...source, bodies: [] }, carriedFrom: null, added: null },
          { source: null, carriedFrom: null, added: null },
        ],
        uncountedSince: expect.any(Date),
      },
      [{ answers: [{ outcome: 'NOTED', dueAt: null }], uncountedSince: expect.any(Date) }, { answers: [] }],
    ]);
  });

  it('is brought up once, whoever starts again or at the same time', async () => {
    await Promise.all([migrate(), migrate()]);
    await tickets().insertMany([{ _id: 'later', jurisdiction: 'zhengzhou', stage: 'HANDLING' }] as never[]);
    await migrate();
    expect(await tickets().findOne({ _id: 'later' })).not.toHaveProperty('openIn');
    const done = await database.db.collection('migrations').find().toArray();
    expect(done.map(({ _id }) => String(_id)).sort()).toEqual(MIGRATIONS.map(({ name }) => name).sort());
  });

  it('is tried again where it failed', async () => {
    let attempts = 0;
    const run = async (): Promise<void> => {
      attempts += 1;
      if (attempts === 1) throw new Error('the database went away');
    };
    const failing = { migrations: [{ name: 'failing', run }], now };
    await expect(runMigrations(database.db, failing)).rejects.toThrow('went away');
    await runMigrations(database.db, failing);
    await runMigrations(database.db, failing);
    expect(attempts).toBe(2);
  });
});
