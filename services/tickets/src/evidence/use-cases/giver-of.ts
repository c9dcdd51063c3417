import type { Caller } from '@gridlink/contracts';
import { type Scope, systemScope } from '@gridlink/subgraph-kit';
import { reporterSubject } from '../../ticket/domain/actor.ts';
import type { NumberAndCode } from '../../ticket/use-cases/ticket-by-number.ts';
import { type Giver, MOST_WAITING_OF_A_REPORTER, mayGiveEvidence } from '../domain/givers.ts';
import type { EvidenceDeps } from './deps.ts';

const OF_ONE_REPORT = systemScope('the query code, not the caller, opens the report that the file belongs to');

/** Whoever gives a file, and what they reach by it. */
export type GiverFound = { readonly giver: Giver | null; readonly scope: Scope };

/**
 * Staff give files by their role. Whoever has no account gives them by the number and query code of their own report.
 * Resolves to null for a number and code that do not go together, whichever of them is wrong.
 */
export async function giverOf(
  { reportOf }: Pick<EvidenceDeps, 'reportOf'>,
  { caller, scope }: { readonly caller: Caller; readonly scope: Scope },
  proof: NumberAndCode | null,
): Promise<GiverFound | null> {
  if (caller.kind !== 'PUBLIC') return { giver: staff(caller), scope };
  if (proof === null) return { giver: null, scope };
  const report = await reportOf(proof);
  if (report === null) return null;
  const { id, jurisdiction } = report;
  const giver = { subject: reporterSubject(id), organization: null, jurisdiction };
  return { giver: { ...giver, mostWaiting: MOST_WAITING_OF_A_REPORTER }, scope: OF_ONE_REPORT };
}

function staff({ roles, subject, organization, jurisdiction }: Caller): Giver | null {
  if (jurisdiction === undefined || !mayGiveEvidence(roles)) return null;
  return { subject, organization: organization ?? null, jurisdiction, mostWaiting: null };
}
