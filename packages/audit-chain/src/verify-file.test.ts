import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AuditEntry, type AuditFact, chainEntries, GENESIS, lineOfEntry } from './audit-entry.ts';
import { type Checkpoint, createCheckpointReader, createSealer, lineOfCheckpoint } from './checkpoint.ts';
import { verifyAuditFile } from './verify-file.ts';

const fact = (count: number): AuditFact => ({
  at: '2026-03-02T01:30:00.000Z',
  action: 'READ',
  actor: { subject: 'a', kind: 'PERSON' },
  areas: [],
  fields: ['name'],
  count,
  records: [],
  requestId: 'r',
});
const facts = Array.from({ length: 12 }, (_, index) => fact(index));
const entries = chainEntries('somewhere', GENESIS, facts);
/** Entry 6 is another one and everything after it is hashed anew: the forgery agrees with itself. */
const rewritten = chainEntries('somewhere', GENESIS, facts.with(5, fact(99)));
const sealer = createSealer({ ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }), kid: 'one' });
const read = createCheckpointReader(sealer.keySet);
const sealAt = (sequence: number, jurisdiction = 'somewhere'): Checkpoint =>
  sealer.seal({ jurisdiction, sequence, hash: entries[sequence - 1]?.hash ?? '', at: fact(0).at });

describe('[D07] an export held against its checkpoints', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'checkpoints-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const check = (chain: readonly AuditEntry[], checkpoints: readonly Checkpoint[], more = {}) => {
    const path = join(folder, 'checkpoints');
    writeFileSync(path, checkpoints.map((one) => `${lineOfCheckpoint(one)}\n`).join(''));
    const input = Readable.from(chain.map((entry) => `${lineOfEntry(entry)}\n`));
    return verifyAuditFile(input, { checkpoints: { path, read }, ...more });
  };

  it('is whole when all of them hold', async () => {
    expect(await check(entries, [sealAt(4), sealAt(8), sealAt(12)])).toMatchObject({ kind: 'WHOLE' });
  });

  it('is found rewritten at the first checkpoint after the change, which says since when', async () => {
    const problem = 'is not the entry that was noted: something after number 4 was rewritten';
    expect(await check(rewritten, [sealAt(4), sealAt(8), sealAt(12)])).toEqual({
      kind: 'BROKEN',
      link: { line: 8, sequence: 8, problem },
    });
  });

  it('is found cut before the last checkpoint', async () => {
    expect(await check(entries.slice(0, 10), [sealAt(4), sealAt(12)])).toMatchObject({ link: { line: 11 } });
  });

  it('is found rewritten by a noted head between checkpoints', async () => {
    const head = { sequence: 6, hash: entries[5]?.hash ?? '' };
    expect(await check(rewritten, [sealAt(4), sealAt(12)], { head })).toMatchObject({ link: { line: 6 } });
  });

  it('that begins after some checkpoints is held against the others', async () => {
    const after = { sequence: 6, hash: entries[5]?.hash ?? '' };
    expect(await check(entries.slice(6), [sealAt(4), sealAt(8)], { after })).toMatchObject({ kind: 'WHOLE', first: 7 });
  });

  it.each([
    ['are out of order', [sealAt(8), sealAt(4)], 'stands before an earlier one'],
    ['belong to different chains', [sealAt(4), sealAt(8, 'elsewhere')], 'belongs to elsewhere'],
    ['are forged', [sealAt(4), { ...sealAt(8), sequence: 9 }], 'does not match its signature'],
  ])('proves nothing when the checkpoints %s', async (_how, checkpoints, problem) => {
    expect(await check(entries, checkpoints)).toEqual({ kind: 'BAD_CHECKPOINT', line: 2, problem });
  });
});
