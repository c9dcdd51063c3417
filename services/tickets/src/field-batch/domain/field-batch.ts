import type { TicketStage } from '@gridlink/contracts';
import type { CommandName } from '../../ticket/domain/commands.ts';

/** What was done in the field without a network: one report or one command, under an id the device gave it. */
export type FieldEntry<Input = unknown> = {
  readonly id: string;
  readonly madeAt: Date;
  /** Version the device knew; null where it knew none, as of what was reported in the same batch. */
  readonly expectedVersion: number | null;
  readonly command: CommandName;
  /** The ticket, or the entry of this batch that reported it; null for a report. */
  readonly about: string | null;
  readonly input: Input;
};

export type FieldError = {
  readonly code: string;
  readonly field: readonly string[];
  readonly message: string;
  readonly article: string | null;
};

export type EntryOutcome = 'DONE' | 'REFUSED' | 'CONFLICT' | 'SKIPPED';

/** What became of one entry. Only ever written once. */
export type EntryResult = {
  readonly entryId: string;
  readonly command: CommandName;
  readonly outcome: EntryOutcome;
  readonly madeAt: Date;
  readonly arrivedAt: Date;
  /** Sent so long after it was made that it counts as late. */
  readonly late: boolean;
  readonly ticketId: string | null;
  readonly ticketCode: string | null;
  /** Of the ticket when the entry was answered. */
  readonly version: number | null;
  readonly stage: TicketStage | null;
  /** The version later entries of the batch go on from; null where somebody else has acted since. */
  readonly goesOnFrom: number | null;
  /** The report was there before. */
  readonly duplicate: boolean;
  /** The entry of the same ticket that was not done. */
  readonly skippedFor: string | null;
  readonly userErrors: readonly FieldError[];
};

export type FieldBatch = {
  readonly batchId: string;
  readonly deviceId: string;
  readonly subject: string;
  /** sha256 of all that was sent: another content under the same id is another batch. */
  readonly contentHash: string;
  readonly entries: number;
  readonly submittedAt: Date;
  readonly finishedAt: Date | null;
  readonly results: readonly EntryResult[];
};

/** Where the entries before it leave an entry. */
export type Before = {
  readonly ticketId: string | null;
  /** What the entry may expect: the version it names, or the one its forerunner left. MOVED when somebody came between. */
  readonly expectedVersion: number | 'MOVED' | null;
  /** The entry of the same ticket that was not done, if there is one. */
  readonly blockedBy: string | null;
  /** When the forerunner on the same ticket was made. */
  readonly notBefore: Date | null;
};

/** The ticket an entry is about: as it was given, or as the batch's own report made it; null where that report was refused. */
function ticketOf({ about }: FieldEntry, results: readonly EntryResult[]): string | null {
  const report = results.find(({ entryId, command }) => entryId === about && command === 'reportTicket');
  return report ? report.ticketId : about;
}

function expectedBy({ expectedVersion }: FieldEntry, forerunner: EntryResult | undefined): Before['expectedVersion'] {
  if (expectedVersion === null || forerunner === undefined) return expectedVersion;
  return forerunner.goesOnFrom ?? 'MOVED';
}

/** The entries of one ticket are a chain: each goes on from where the one before it left the ticket, and none jumps over one that failed. */
export function beforeEntry(entry: FieldEntry, results: readonly EntryResult[]): Before {
  const ticketId = ticketOf(entry, results);
  const forerunner =
    entry.about === null
      ? undefined
      : results.findLast(
          (result) => result.entryId === entry.about || (ticketId !== null && result.ticketId === ticketId),
        );
  return {
    ticketId,
    expectedVersion: expectedBy(entry, forerunner),
    blockedBy: forerunner && forerunner.outcome !== 'DONE' ? (forerunner.skippedFor ?? forerunner.entryId) : null,
    notBefore: forerunner?.madeAt ?? null,
  };
}
