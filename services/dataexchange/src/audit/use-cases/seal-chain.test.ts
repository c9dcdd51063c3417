import { generateKeyPairSync } from 'node:crypto';
import { type AuditFact, createCheckpointReader, createSealer, lineOfCheckpoint } from '@gridlink/audit-chain';
import { type AggregateDocument, createAggregateStore, type Publisher } from '@gridlink/event-bus';
import { type TestDatabase, testDatabase } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Collection } from 'mongodb';
import { auditCollection, createAuditLog } from '../persistence/audit-log.ts';
import { createAuditRepository, ensureAuditIndexes } from '../persistence/audit-repository.ts';
import { checkpointCollection, createCheckpoints, ensureCheckpointIndexes } from '../persistence/checkpoints.ts';
import { type SealDeps, sealChain } from './seal-chain.ts';

const NOW = new Date('2026-03-02T01:30:00.000Z');
const fact: AuditFact = {
  at: NOW.toISOString(),
  action: 'READ',
  actor: { subject: 'a', kind: 'PERSON' },
  areas: [],
  fields: ['name'],
  count: 1,
  records: [],
  requestId: 'r',
};

describe('[D07] sealing a chain', () => {
  let database: TestDatabase;
  let deps: SealDeps;
  beforeAll(async () => {
    database = await testDatabase('seal');
    await ensureAuditIndexes(auditCollection(database.db));
    const collection = checkpointCollection(database.db);
    await ensureCheckpointIndexes(collection);
    const quiet: Publisher = { announce: () => Promise.resolve(), settled: () => Promise.resolve() };
    deps = {
      auditEntries: createAuditRepository(auditCollection(database.db), () => true),
      checkpoints: createCheckpoints(collection),
      checkpointStore: createAggregateStore(collection, quiet),
      sealer: createSealer({ ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }), kid: 'one' }),
    };
  });
  afterAll(() => database.close());

  const write = async (jurisdiction: string, entries: number): Promise<void> => {
    const log = createAuditLog(auditCollection(database.db));
    await Promise.all(Array.from({ length: entries }, () => log.append(jurisdiction, fact)));
  };
  const seal = (jurisdiction: string) => sealChain(deps, { jurisdiction, division: '410100000000' }, NOW);
  const change = (jurisdiction: string, sequence: number) =>
    auditCollection(database.db).updateOne({ jurisdiction, sequence }, { $set: { hash: 'f'.repeat(64) } });

  it('signs where it ends', async () => {
    await write('one', 3);
    await seal('one');
    const checkpoint = await deps.checkpoints.last('one');
    const read = createCheckpointReader(deps.sealer.keySet);
    expect(checkpoint && read(lineOfCheckpoint(checkpoint))).toMatchObject({ jurisdiction: 'one', sequence: 3 });
  });

  it('waits until it has grown', async () => {
    await write('two', 2);
    await seal('two');
    expect(await seal('two')).toEqual({ kind: 'UNCHANGED', sequence: 2 });
  });

  it('of nothing signs nothing', async () => {
    expect(await seal('none')).toEqual({ kind: 'UNCHANGED', sequence: 0 });
  });

  it('by two replicas at once keeps one checkpoint', async () => {
    await write('three', 2);
    await Promise.all([seal('three'), seal('three')]);
    expect(await deps.checkpoints.between('three', { from: 1, to: 9 })).toHaveLength(1);
  });

  it('sends the checkpoint out as an event', async () => {
    await write('four', 1);
    await seal('four');
    const stored = await (checkpointCollection(database.db) as unknown as Collection<AggregateDocument>).findOne({
      jurisdiction: 'four',
    });
    expect(stored?.outbox.map(({ type }) => type)).toEqual(['gridlink.dataexchange.audit.sealed.v1']);
  });

  it('refuses what does not follow', async () => {
    await write('five', 4);
    await change('five', 3);
    expect(await seal('five')).toMatchObject({ kind: 'BROKEN' });
  });

  it('refuses to go on from an end that is no longer what was sealed', async () => {
    await write('six', 2);
    await seal('six');
    await change('six', 2);
    await write('six', 1);
    expect(await seal('six')).toEqual({ kind: 'BROKEN', problem: 'number 2 is not what was sealed' });
  });

  it('reads checkpoints by their index', async () => {
    const plan = await checkpointCollection(database.db)
      .find({ jurisdiction: 'one', 'checkpoint.sequence': { $gte: 1, $lte: 9 } }, { hint: 'last' })
      .sort({ 'checkpoint.sequence': 1 })
      .explain();
    expect(JSON.stringify(plan.queryPlanner.winningPlan)).toContain('IXSCAN');
  });
});
