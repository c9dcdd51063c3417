import type { PageRequest, ReadFields, Scope } from '@gridlink/subgraph-kit';
import type { WriteMark } from '../../ticket/use-cases/ticket-repository.ts';
import type { Announcement } from '../domain/announcement.ts';
import type { Instruction, InstructionState, Progress, ReceiptState } from '../domain/instruction.ts';

/** An instruction read to be changed; `version` and `sequence` guard the write. */
export type StoredInstruction = { readonly state: Instruction; readonly version: number; readonly sequence: number };

/** An instruction read to be shown. Where fields were named, the others are absent. */
export type InstructionRow = Instruction & { readonly version: number; readonly progress: Progress };

export type NewInstruction = {
  readonly state: Instruction;
  readonly announcements: readonly Announcement[];
  /** The same for a retry of the same request; null where none was given. */
  readonly issueKey: string | null;
};

type ListOf<Filter> = { readonly filter: Filter; readonly page: PageRequest; readonly fields?: ReadFields };

export type ReceivedFilter = { readonly state?: ReceiptState | undefined; readonly gridId?: string | undefined };

export type SentFilter = {
  readonly state?: InstructionState | undefined;
  /** With recipients that are overdue now. */
  readonly overdue?: boolean | undefined;
  /** The sender's division, or one it lies in. */
  readonly division?: string | undefined;
};

export type InstructionRepository = {
  insert(instruction: NewInstruction, mark: WriteMark): Promise<'STORED' | 'SEEN_BEFORE'>;
  findByIssueKey(scope: Scope, issueKey: string): Promise<InstructionRow | null>;
  load(scope: Scope, id: string): Promise<StoredInstruction | null>;
  /** One guarded write; MOVED when somebody else was first. */
  save(
    stored: StoredInstruction,
    next: { readonly state: Instruction; readonly announcements: readonly Announcement[] },
    mark: WriteMark,
  ): Promise<'STORED' | 'MOVED'>;
  rowsById(scope: Scope, ids: readonly string[], fields?: ReadFields): Promise<readonly InstructionRow[]>;
  /** What is addressed to whom the scope speaks for, newest first; one row more than the page wants, when there is one. */
  received(scope: Scope, list: ListOf<ReceivedFilter>): Promise<readonly InstructionRow[]>;
  /** What centers of the scope's area issued, likewise. */
  sent(scope: Scope, list: ListOf<SentFilter>): Promise<readonly InstructionRow[]>;
  /** Instructions that an organization is still asked something by, at most `most`. */
  askedOf(
    scope: Scope,
    of: { readonly jurisdiction: string; readonly organization: string },
    most: number,
  ): Promise<readonly string[]>;
  /** Claims the instruction whose limit passed longest ago until `until`; others do not see it till then. */
  claimDue(scope: Scope, now: Date, until: Date): Promise<StoredInstruction | null>;
  /** How many are due and not claimed, at most `most`. */
  countDue(scope: Scope, now: Date, most: number): Promise<number>;
};
