import { type AuditFact, createChainVerifier, lineOfEntry } from '@gridlink/audit-chain';
import { type TestDatabase, testDatabase } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditCollection, createAuditLog } from './audit-log.ts';
import { createAuditRepository, ensureAuditIndexes } from './audit-repository.ts';

type FindCommand = { filter: object; sort: Record<string, 1 | -1>; limit: number; hint: string };

const AREAS = ['410000000000', '410100000000', '410105000000'];
const auditor = { reach: 'BOUNDED', jurisdiction: 'somewhere', area: '410105000000' } as const;

const fact = (requestId: string, extra: Partial<AuditFact> = {}): AuditFact => ({
  at: '2026-03-02T01:30:00.000Z',
  action: 'READ',
  actor: { subject: 'a', kind: 'PERSON' },
  areas: AREAS,
  fields: ['name'],
  count: 1,
  records: [],
  requestId,
  ...extra,
});

describe('[D07] the audit log', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase('audit');
    await ensureAuditIndexes(auditCollection(database.db));
  });
  afterAll(() => database.close());

  const chainOf = (jurisdiction: string) =>
    auditCollection(database.db)
      .find({ jurisdiction }, { projection: { _id: 0 } })
      .sort({ sequence: 1 })
      .toArray();

  it('stays one chain under four writers at once', async () => {
    const writers = Array.from({ length: 4 }, () => createAuditLog(auditCollection(database.db)));
    const requests = Array.from({ length: 200 }, (_, index) => `r${index}`);
    await Promise.all(requests.map((request, index) => writers[index % 4]?.append('raced', fact(request))));

    const chain = await chainOf('raced');
    const verifier = createChainVerifier();
    for (const entry of chain) verifier.take(lineOfEntry(entry));
    expect([verifier.verdict().kind, new Set(chain.map(({ requestId }) => requestId)).size]).toEqual(['WHOLE', 200]);
  });

  it('goes on where the last process stopped', async () => {
    await createAuditLog(auditCollection(database.db)).append('resumed', fact('r1'));
    const entry = await createAuditLog(auditCollection(database.db)).append('resumed', fact('r2'));
    expect([entry.sequence, entry.previousHash]).toEqual([2, (await chainOf('resumed'))[0]?.hash]);
  });

  it('keeps the chains of two jurisdictions apart', async () => {
    const log = createAuditLog(auditCollection(database.db));
    const entries = await Promise.all([log.append('one', fact('r1')), log.append('two', fact('r2'))]);
    expect(entries.map(({ sequence }) => sequence)).toEqual([1, 1]);
  });

  it('tells the caller when it cannot write', async () => {
    const broken = { findOne: () => Promise.reject(new Error('the database is away')) };
    const log = createAuditLog(broken as unknown as ReturnType<typeof auditCollection>);
    await expect(log.append('away', fact('r1'))).rejects.toThrow('the database is away');
  });

  describe('looked at', () => {
    it.each([
      ['an area', {}],
      ['a grant', { grant: 'g' }],
      ['a resource', { resource: 'x' }],
      ['a record', { record: 'r' }],
      ['an organization', { organization: 'o' }],
      ['an account', { subject: 'a' }],
    ])('by %s reads an index in its order', async (_by, filter) => {
      const plans: unknown[] = [];
      database.client.on('commandStarted', ({ command }) => command.find === 'audit_entries' && plans.push(command));
      await createAuditRepository(auditCollection(database.db), () => false).find(auditor, filter, {
        limit: 10,
        before: 99,
      });
      const { filter: asked, sort, limit, hint } = plans.at(-1) as FindCommand;
      const plan = await auditCollection(database.db).find(asked, { sort, limit, hint }).explain();
      const text = JSON.stringify(plan.queryPlanner.winningPlan);
      expect([text.includes('IXSCAN'), text.includes('SORT"')]).toEqual([true, false]);
    });

    it('shows a scope that reaches no area nothing', async () => {
      const repository = createAuditRepository(auditCollection(database.db), () => false);
      const scopes = [{ reach: 'PUBLIC' }, { reach: 'PLATFORM' }, { reach: 'BOUNDED', jurisdiction: 'raced' }] as const;
      const found = await Promise.all(scopes.map((scope) => repository.find(scope, {}, { limit: 10, before: null })));
      expect(found.flat()).toEqual([]);
    });
  });
});
