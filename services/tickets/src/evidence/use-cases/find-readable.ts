import type { Caller } from '@gridlink/contracts';
import { type Scope, systemScope } from '@gridlink/subgraph-kit';
import { actorOf } from '../../ticket/use-cases/actor-of.ts';
import { mayReadPrivate } from '../../ticket/use-cases/may-read-private.ts';
import type { EvidenceFile } from '../domain/evidence-file.ts';
import type { EvidenceDeps } from './deps.ts';

export type Asker = { readonly caller: Caller; readonly scope: Scope; readonly now: () => Date };

const ANY_TICKET = systemScope('a file that belongs to any ticket is not its uploader’s alone');

/**
 * A file as far as the asker may read it: whoever sees a ticket it is evidence of, and of an internal note whoever reads that; before it
 * belongs to a ticket only whoever handed it in, and once its time is over, or it was redacted, nobody.
 */
export async function findReadable(
  { files, tickets }: Pick<EvidenceDeps, 'files' | 'tickets'>,
  { caller, scope, now }: Asker,
  id: string,
): Promise<EvidenceFile | null> {
  const [file] = await files.find(scope, [id]);
  if (!file) return null;
  if (await tickets.withFile(scope, id, 'OPEN')) return file;
  const noted = await tickets.withFile(scope, id, 'PRIVATE');
  if (noted) return mayReadPrivate(noted, actorOf(caller)) ? file : null;
  const waits = file.expiresAt !== null && file.expiresAt > now();
  if (!waits || file.uploadedBy.subject !== caller.subject) return null;
  return (await isEvidence(tickets, id)) ? null : file;
}

/** Whether a file is evidence of any ticket. */
export async function isEvidence(tickets: EvidenceDeps['tickets'], id: string): Promise<boolean> {
  const found = await Promise.all([
    tickets.withFile(ANY_TICKET, id, 'OPEN'),
    tickets.withFile(ANY_TICKET, id, 'PRIVATE'),
  ]);
  return found.some((row) => row !== null);
}
