import type { Severity, TicketStage, TicketVerb } from '@gridlink/contracts';
import { type Limit, type LimitedStep, limitFor } from '@gridlink/jurisdiction';
import { limitOf } from '../../standard/domain/standard.ts';
import type { Change } from './change.ts';
import { assignmentOf, startDeadline, stopDeadlines } from './deadlines.ts';
import type { Announcement, Circumstances } from './decision.ts';
import { byRule } from './limit-rule.ts';
import { STAGES } from './stage.ts';
import type { Assignment, Fact, TicketState } from './ticket.ts';
import type { DeadlineKind } from './vocabulary.ts';

type Known = Pick<Circumstances, 'pack' | 'calendar' | 'now'> & { readonly state: TicketState };

export const announce = (verb: TicketVerb, detail: { readonly [key: string]: Fact } = {}): readonly Announcement[] => [
  { verb, detail },
];

/** Moves to a stage; clocks that do not belong to it stop. */
export function enterStage({ state, now }: Known, to: TicketStage): readonly Change[] {
  const { clocks, life } = STAGES[to];
  return [
    { type: 'STAGE', to },
    ...stopDeadlines(state.deadlines, now, ({ kind }) => !clocks.includes(kind)),
    ...(life === 'ENDED' ? [{ type: 'ENDED', at: now } as const] : []),
  ];
}

const CLOCK_OF_STEP: Readonly<Partial<Record<LimitedStep, DeadlineKind>>> = {
  accept: 'ACCEPT',
  dispatch: 'DISPATCH',
  feedBack: 'FEED_BACK',
  verify: 'VERIFY',
};

/** Starts the center's clock of a step. */
export function startStep(
  { pack, calendar, now }: Pick<Known, 'pack' | 'calendar' | 'now'>,
  step: 'accept' | 'dispatch' | 'feedBack' | 'verify',
  { holder, severity }: { readonly holder: string; readonly severity: Severity },
): Change {
  const kind = CLOCK_OF_STEP[step] ?? 'ACCEPT';
  return startDeadline({ kind, unit: holder, ...byRule(pack, step, severity) }, calendar, now);
}

export const isOpenAssignment = ({ state }: Assignment): boolean => state === 'OFFERED' || state === 'WORKING';

/** Assignments of the current round. */
export const currentAssignments = ({
  assignments,
  round,
}: Pick<TicketState, 'assignments' | 'round'>): readonly Assignment[] =>
  assignments.filter((assignment) => assignment.round === round);

/** Assignments of the current round that go on or are done: what was returned or revoked is no part in the matter any more. */
export const takingPart = (state: TicketState): readonly Assignment[] =>
  currentAssignments(state).filter((assignment) => isOpenAssignment(assignment) || assignment.state === 'DONE');

/** Takes back what is still open, except one. */
export function revokeOpen(state: TicketState, now: Date, except?: string): readonly Change[] {
  return currentAssignments(state)
    .filter((assignment) => isOpenAssignment(assignment) && assignment.id !== except)
    .map(({ id }) => ({ type: 'ASSIGNMENT', id, patch: { state: 'REVOKED', endedAt: now } }));
}

/** Stops the clocks of one assignment, those of its milestones among them. */
export const stopAssignmentClocks = (
  { state, now }: Known,
  assignmentId: string,
  kinds: readonly DeadlineKind[],
): readonly Change[] =>
  stopDeadlines(
    state.deadlines,
    now,
    (deadline) => kinds.includes(deadline.kind) && assignmentOf(state.assignments, deadline)?.id === assignmentId,
  );

/** The id of a row to come: rows are never removed, so their number is enough. */
export const nextId = (prefix: string, rows: readonly unknown[]): string => `${prefix}${rows.length + 1}`;

/** The limit the handling standards give this matter; null for rework, and where no condition of theirs was chosen. */
export const standardLimit = ({ round, condition }: Pick<TicketState, 'round' | 'condition'>): Limit | null =>
  round === 1 && condition !== null ? limitOf(condition) : null;

/** Limit a dispatcher starts from: that of the opening condition, else the pack's default, for rework the rework limit. */
export const defaultLimit = ({ pack, state }: Pick<Known, 'pack' | 'state'>): Limit =>
  standardLimit(state) ?? limitFor(pack, state.round > 1 ? 'rework' : 'handle', state.severity);

export const limitFact = ({ amount, unit }: Limit): Fact => ({ amount, unit });

/** The part a command names. `decide` has made sure that there is one. */
export function partIn<Row extends { readonly id: string }>(rows: readonly Row[], id: string): Row {
  const found = rows.find((row) => row.id === id);
  if (!found) throw new Error(`no part ${id}`);
  return found;
}

/** The assignment a command is about. */
export function assignmentIn({
  state,
  command,
}: Known & { readonly command: { readonly assignmentId: string } }): Assignment {
  return partIn(state.assignments, command.assignmentId);
}
