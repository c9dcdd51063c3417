import { type ChainHead, createChainVerifier, GENESIS, lineOfEntry, type Sealer } from '@gridlink/audit-chain';
import type { Scope } from '@gridlink/subgraph-kit';
import type { AuditRepository } from '../persistence/audit-repository.ts';
import { type CheckpointStore, type Checkpoints, checkpointId } from '../persistence/checkpoints.ts';

export type SealDeps = {
  readonly auditEntries: AuditRepository;
  readonly checkpoints: Checkpoints;
  readonly checkpointStore: CheckpointStore;
  readonly sealer: Sealer;
};

/** A jurisdiction and the division that is all of it. */
export type Territory = { readonly jurisdiction: string; readonly division: string };

export type Sealing =
  | { readonly kind: 'SEALED' | 'UNCHANGED'; readonly sequence: number }
  /** The stored chain does not follow from what was sealed last; nothing is sealed until somebody has looked. */
  | { readonly kind: 'BROKEN'; readonly problem: string };

const PAGE = 1_000;

/** Follows the chain from the last checkpoint to its end, as an auditor would. */
async function follow(
  { auditEntries }: SealDeps,
  scope: Scope,
  from: ChainHead,
): Promise<{ readonly head: ChainHead } | { readonly problem: string }> {
  const verifier = createChainVerifier(from);
  let head = from;
  for (;;) {
    const entries = await auditEntries.readChain(scope, { from: head.sequence + 1, limit: PAGE });
    for (const entry of entries) verifier.take(lineOfEntry(entry));
    const verdict = verifier.verdict();
    if (verdict.kind === 'BROKEN') return { problem: `number ${verdict.link.sequence} ${verdict.link.problem}` };
    const last = entries.at(-1);
    if (last === undefined) return { head };
    head = { sequence: last.sequence, hash: last.hash };
    if (entries.length < PAGE) return { head };
  }
}

async function stillHolds({ auditEntries }: SealDeps, scope: Scope, sealed: ChainHead): Promise<boolean> {
  if (sealed.sequence === 0) return true;
  const [entry] = await auditEntries.readChain(scope, { from: sealed.sequence, limit: 1 });
  return entry?.sequence === sealed.sequence && entry.hash === sealed.hash;
}

/**
 * Signs where a chain ends now, when it has grown, and tells the world: the checkpoint goes out as an event, so that others hold it.
 * What was written since the last one is checked before. Replicas that seal the same end at once store one checkpoint.
 */
export async function sealChain(deps: SealDeps, { jurisdiction, division }: Territory, now: Date): Promise<Sealing> {
  const scope: Scope = { reach: 'BOUNDED', jurisdiction, area: division };
  const last: ChainHead = (await deps.checkpoints.last(jurisdiction)) ?? GENESIS;
  if (!(await stillHolds(deps, scope, last))) {
    return { kind: 'BROKEN', problem: `number ${last.sequence} is not what was sealed` };
  }
  const followed = await follow(deps, scope, last);
  if ('problem' in followed) return { kind: 'BROKEN', problem: followed.problem };
  const { sequence, hash } = followed.head;
  if (sequence === last.sequence) return { kind: 'UNCHANGED', sequence };
  const checkpoint = deps.sealer.seal({ jurisdiction, sequence, hash, at: now.toISOString() });
  const subject = checkpointId(jurisdiction, sequence);
  await deps.checkpointStore.insert(
    { _id: subject, jurisdiction, division, checkpoint },
    [{ type: 'gridlink.dataexchange.audit.sealed.v1', data: { checkpoint } }],
    { subject, now },
  );
  return { kind: 'SEALED', sequence };
}
