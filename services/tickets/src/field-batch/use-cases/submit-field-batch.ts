import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Pack } from '@gridlink/jurisdiction';
import { leaseEnd } from '../../sweeping/leased-sweeper.ts';
import { arrivedLate } from '../../ticket/domain/made-at.ts';
import { madeAtProblems } from '../domain/check-batch.ts';
import { type Before, beforeEntry, type EntryResult, type FieldBatch, type FieldEntry } from '../domain/field-batch.ts';
import type { FieldBatches } from './field-batch-repository.ts';

/** What giving an entry came to; what the batch knows itself is added to it. */
export type EntryAnswer = Pick<EntryResult, 'outcome'> &
  Partial<
    Pick<
      EntryResult,
      'ticketId' | 'ticketCode' | 'version' | 'stage' | 'goesOnFrom' | 'duplicate' | 'skippedFor' | 'userErrors'
    >
  >;

export type Submission<Input> = {
  readonly batch: Pick<FieldBatch, 'batchId' | 'deviceId' | 'subject' | 'contentHash'>;
  readonly entries: readonly FieldEntry<Input>[];
  readonly pack: Pack;
  readonly now: () => Date;
  /** Gives a command exactly as the mutation of its name does. Safe to repeat: it carries the entry's own key. */
  readonly give: (
    entry: FieldEntry<Input>,
    before: Before & { readonly expectedVersion: number | null },
  ) => Promise<EntryAnswer>;
  /** The ticket as it is now, for whoever came too late. */
  readonly current: (ticketId: string | null) => Promise<Pick<EntryAnswer, 'ticketCode' | 'version' | 'stage'>>;
};

const LOOK_AGAIN_MS = 100;
/** How often a second sender of the same batch looks whether the first is through, before it is told to ask again. */
const LOOKS = 200;

/**
 * Replays a batch once. Whoever sends it again gets the answer of the first: while another has it in hand it is waited for, and where that one
 * died the rest is done from the first entry that has no answer. A command that was written and not yet answered is known by its own key.
 */
export async function submitFieldBatch<Input>(
  batches: FieldBatches,
  submission: Submission<Input>,
): Promise<FieldBatch | 'OTHER_CONTENT'> {
  const { batch, entries, now } = submission;
  const holder = randomUUID();
  const hold = () => ({ holder, until: leaseEnd(now()) });
  let mine = (await batches.open({ ...batch, entries: entries.length, submittedAt: now() }, hold())) === 'OPENED';
  for (let look = 1; ; look++) {
    const known = await batches.find(batch.subject, batch.batchId);
    if (!known) throw new Error('a batch that was opened is not there');
    if (known.contentHash !== batch.contentHash) return 'OTHER_CONTENT';
    if (mine) await replay(batches, submission, { results: known.results, hold });
    else if (known.finishedAt !== null || look > LOOKS) return known;
    else await pause(LOOK_AGAIN_MS);
    mine = !mine && (await batches.take(batch, now(), hold()));
  }
}

/** The entries that have no answer yet, one after the other, until all have or another has taken the batch over. */
async function replay<Input>(
  batches: FieldBatches,
  submission: Submission<Input>,
  { results, hold }: { results: readonly EntryResult[]; hold: () => { holder: string; until: Date } },
): Promise<void> {
  const { batch, entries } = submission;
  const key = { subject: batch.subject, batchId: batch.batchId, entries: entries.length };
  let answered = results;
  for (const [index, entry] of entries.entries()) {
    if (index < results.length) continue;
    const result = await answerTo(submission, entry, answered);
    if (!(await batches.append(key, { index, result }, hold()))) return;
    answered = [...answered, result];
  }
}

async function answerTo<Input>(
  submission: Submission<Input>,
  entry: FieldEntry<Input>,
  answered: readonly EntryResult[],
): Promise<EntryResult> {
  const before = beforeEntry(entry, answered);
  const arrivedAt = submission.now();
  const answer = await attempt(submission, entry, { before, arrivedAt });
  return {
    entryId: entry.id,
    command: entry.command,
    madeAt: entry.madeAt,
    arrivedAt,
    late: arrivedLate(submission.pack, { at: entry.madeAt, arrivedAt }),
    ticketId: before.ticketId,
    ticketCode: null,
    version: null,
    stage: null,
    goesOnFrom: null,
    duplicate: false,
    skippedFor: null,
    userErrors: [],
    ...answer,
  };
}

async function attempt<Input>(
  { pack, give, current }: Submission<Input>,
  entry: FieldEntry<Input>,
  { before, arrivedAt }: { readonly before: Before; readonly arrivedAt: Date },
): Promise<EntryAnswer> {
  const { blockedBy, expectedVersion, ticketId } = before;
  if (blockedBy !== null) return { outcome: 'SKIPPED', skippedFor: blockedBy };
  const problems = madeAtProblems(entry, before, { pack, now: arrivedAt });
  if (problems.length > 0) {
    return { outcome: 'REFUSED', userErrors: problems.map((problem) => ({ ...problem, article: null })) };
  }
  if (expectedVersion === 'MOVED') return { outcome: 'CONFLICT', ...(await current(ticketId)) };
  const answer = await give(entry, { ...before, expectedVersion });
  return answer.outcome === 'CONFLICT' ? { ...answer, ...(await current(ticketId)) } : answer;
}
