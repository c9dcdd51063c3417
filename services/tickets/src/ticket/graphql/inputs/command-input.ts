import type { Severity } from '@gridlink/contracts';
import type { Limit } from '@gridlink/jurisdiction';
import type { AssignmentOrder, CommandName, CommandOf } from '../../domain/commands.ts';
import type { AppealOutcome, AssignmentPart, FieldFinding, OpinionPosition } from '../../domain/vocabulary.ts';
import type { EvidenceGiven } from '../../use-cases/check-text.ts';
import { toEvidence } from '../../use-cases/given-files.ts';

/** Input of any ticket command as GraphQL has checked its types; the schema says which fields each has. */
export type CommandInput = {
  readonly ticketId?: string | null;
  readonly expectedVersion?: number | null;
  readonly idempotencyKey?: string | null;
  readonly madeAt?: Date | null;
  readonly words?: string | null;
  readonly result?: string | null;
  readonly reason?: string | null;
  readonly itemCode?: string | null;
  readonly severity?: Severity | null;
  readonly openingCondition?: string | null;
  readonly conditionId?: string | null;
  readonly closingCondition?: string | null;
  readonly holder?: string | null;
  readonly division?: string | null;
  readonly transferId?: string | null;
  readonly target?: string | null;
  readonly assignmentId?: string | null;
  readonly deadlineId?: string | null;
  readonly supervisionId?: string | null;
  readonly gridId?: string | null;
  readonly limit?: Limit | null;
  readonly milestoneId?: string | null;
  readonly requestId?: string | null;
  readonly extendBy?: Limit | null;
  readonly until?: Date | null;
  readonly granted?: boolean | null;
  readonly into?: string | null;
  readonly orders?: readonly WhistleGiven[] | null;
  readonly invited?: readonly string[] | null;
  readonly online?: boolean | null;
  readonly venue?: string | null;
  readonly consultationId?: string | null;
  readonly position?: OpinionPosition | null;
  readonly kind?: string | null;
  readonly mediator?: string | null;
  readonly mediationId?: string | null;
  readonly agreed?: boolean | null;
  readonly route?: string | null;
  readonly fieldCheckId?: string | null;
  readonly finding?: FieldFinding | null;
  readonly assignments?: readonly AssignmentGiven[] | null;
  readonly verificationId?: string | null;
  readonly appealId?: string | null;
  readonly outcome?: AppealOutcome | null;
  readonly upheld?: boolean | null;
  readonly assignBack?: boolean | null;
  readonly evidence?: readonly EvidenceGiven[] | null;
  readonly private?: boolean | null;
  readonly contacted?: boolean | null;
  readonly passed?: boolean | null;
  readonly satisfaction?: number | null;
  readonly falseClosure?: boolean | null;
  readonly fragments?: readonly string[] | null;
  readonly evidenceUris?: readonly string[] | null;
};

export type WhistleGiven = {
  readonly organization: string;
  readonly instruction?: string | null;
  readonly limit?: Limit | null;
};

export type AssignmentGiven = {
  readonly organization?: string | null;
  readonly gridStaff?: boolean | null;
  readonly part: AssignmentPart;
  readonly instruction?: string | null;
  readonly limit?: Limit | null;
  readonly milestones?: readonly MilestoneGiven[] | null;
  readonly exceptionId?: string | null;
};

export type MilestoneGiven = { readonly title: string; readonly limit: Limit };

export const text = (value: string | null | undefined): string => value?.trim() ?? '';
export const textOrNull = (value: string | null | undefined): string | null => value?.trim() || null;

export const toOrder = ({
  organization,
  gridStaff,
  part,
  instruction,
  limit,
  milestones,
  exceptionId,
}: AssignmentGiven): AssignmentOrder => ({
  to: gridStaff ? 'GRID_STAFF' : { unit: text(organization) },
  part,
  instruction: text(instruction),
  limit: limit ?? null,
  milestones: (milestones ?? []).map(({ title, limit: within }) => ({ title: text(title), limit: within })),
  exceptionId: textOrNull(exceptionId),
});

/** Texts that a command refuses to be without: the schema demands some of them, and even those may come blank. */
export type RequiredText = 'words' | 'result' | 'mediator';

/** How the input of a command becomes the command. */
export type CommandReader<C extends CommandName> = {
  readonly requires: readonly RequiredText[];
  readonly read: (input: CommandInput) => Omit<CommandOf<C>, 'type'>;
};

export type CommandReaders<C extends CommandName> = { readonly [K in C]: CommandReader<K> };

export const words = (input: CommandInput) => ({ words: text(input.words) });
export const assignmentId = (input: CommandInput) => ({ assignmentId: text(input.assignmentId) });
export const evidence = (input: CommandInput) => ({ evidence: toEvidence(input.evidence) });

/** A command of words alone. */
export const WORDS_ALONE = { requires: ['words'], read: words } as const;
