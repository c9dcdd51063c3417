import { type ChainHead, lineOfCheckpoint, lineOfEntry, type Sealer } from '@gridlink/audit-chain';
import { badUserInput, forbidden } from '@gridlink/subgraph-kit';
import type { Acting } from '../../acting.ts';
import type { AuditLog } from '../persistence/audit-log.ts';
import type { AuditRepository } from '../persistence/audit-repository.ts';
import type { CheckpointStore, Checkpoints } from '../persistence/checkpoints.ts';
import { readerOf } from './reader-of.ts';

export type AuditDeps = {
  readonly audit: AuditLog;
  readonly auditEntries: AuditRepository;
  readonly checkpoints: Checkpoints;
  readonly checkpointStore: CheckpointStore;
  /** Absent where no key is configured: chains are not sealed there. */
  readonly sealer: Sealer | undefined;
};

export type AuditExport = {
  /** Canonical JSON, one entry a line, ending in a line feed. */
  readonly ndjson: string;
  /** Signed checkpoints of these entries, the same way. */
  readonly checkpoints: string;
  /** Public keys of the signatures, a JSON key set; null where chains are not sealed. */
  readonly checkpointKeys: string | null;
  readonly nextSequence: number | null;
  readonly head: ChainHead;
};

const MAX_ENTRIES = 1_000;

/** Lines of the jurisdiction's chain from a number on, for the offline verifier. The export is itself an entry, after what it exports. */
export async function exportAudit(
  { audit, auditEntries, checkpoints, sealer }: AuditDeps,
  acting: Acting,
  { from, first }: { from: number; first: number },
): Promise<AuditExport> {
  const { scope } = acting;
  if (scope.reach !== 'BOUNDED' || !auditEntries.mayReadChain(scope)) {
    throw forbidden('导出审计链须具有全辖区审计权限 (the chain is exported to whoever audits the whole jurisdiction)');
  }
  if (from < 1) throw badUserInput('from 须不小于 1 (from begins at 1)', 'from');
  if (first < 1 || first > MAX_ENTRIES)
    throw badUserInput(`first 须为 1 至 ${MAX_ENTRIES} (first is 1 to ${MAX_ENTRIES})`, 'first');
  const head = await auditEntries.head(scope);
  const entries = await auditEntries.readChain(scope, { from, limit: first });
  const last = entries.at(-1);
  const sealed = last && (await checkpoints.between(scope.jurisdiction, { from, to: last.sequence }));
  await audit.append(scope.jurisdiction, {
    ...readerOf(acting),
    action: 'AUDIT_EXPORTED',
    purpose: `entries ${from} to ${last?.sequence ?? from}`,
    count: entries.length,
  });
  return {
    ndjson: entries.map((entry) => `${lineOfEntry(entry)}\n`).join(''),
    checkpoints: (sealed ?? []).map((checkpoint) => `${lineOfCheckpoint(checkpoint)}\n`).join(''),
    checkpointKeys: sealer ? JSON.stringify(sealer.keySet) : null,
    nextSequence: last && last.sequence < head.sequence ? last.sequence + 1 : null,
    head,
  };
}
