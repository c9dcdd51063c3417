import type { Change } from './change.ts';
import { isNotOwnWork } from './closing.ts';
import { isRunning, limitEnd, rescheduled, startDeadline, stopDeadlines } from './deadlines.ts';
import type { Consequence, Guard } from './decision.ts';
import { staffUnit } from './dispatching.ts';
import { announce, nextId } from './effects.ts';
import { byRule } from './limit-rule.ts';
import type { FieldCheck } from './parts.ts';
import { STAGE_CLOCK } from './stage.ts';
import type { Deadline, TicketState } from './ticket.ts';

const WAITING = 'FIELD_CHECK';

export const isUnanswered =
  ({ stage, round }: Pick<TicketState, 'stage' | 'round'>) =>
  (check: FieldCheck): boolean =>
    check.answeredAt === null && check.stage === stage && check.round === round;

export const gridIsLocated: Guard<'requestFieldCheck'> = ({ state }) =>
  state.gridId === null ? { kind: 'GRID_UNKNOWN' } : null;

export const nothingIsChecked: Guard<'requestFieldCheck' | 'handOverAtBorder'> = ({ state }) => {
  const open = state.fieldChecks.find(isUnanswered(state));
  return open ? { kind: 'FIELD_CHECK_RUNNING', fieldCheck: open.id } : null;
};

/** The clock of the stage the ticket is in, while it can still be kept. */
const stageClock = ({ stage, deadlines }: TicketState): Deadline | undefined =>
  deadlines.find((deadline) => deadline.kind === STAGE_CLOCK[stage] && isRunning(deadline) && deadline.lateAt === null);

/**
 * The staff of the grid get a short clock of their own; the center's stands still meanwhile, and no longer than that: a question that nobody
 * answers gives no center time without end.
 */
export const requestFieldCheck: Consequence<'requestFieldCheck'> = ({ state, command, pack, calendar, now }) => {
  const id = nextId('f', state.fieldChecks);
  const gridId = state.gridId ?? '';
  const row: FieldCheck = {
    id,
    gridId,
    stage: state.stage,
    round: state.round,
    question: command.words,
    requestedAt: now,
    answeredAt: null,
    answeredBy: null,
    finding: null,
    words: null,
    evidence: [],
  };
  const clock = stageClock(state);
  const ruled = byRule(pack, 'fieldCheck', state.severity);
  const waiting = { from: now, to: limitEnd(calendar, ruled.limit, now), reason: WAITING };
  const unit = staffUnit(pack, state.division);
  return {
    changes: [
      { type: 'ADDED', list: 'fieldChecks', row },
      ...(clock ? [rescheduled(clock, { suspensions: [...clock.suspensions, waiting] }, calendar)] : []),
      startDeadline({ kind: 'FIELD_CHECK', unit, ...ruled, about: id }, calendar, now),
    ],
    words: command.words,
    private: true,
    facts: { fieldCheck: id, gridId },
    announcements: announce('field-check-requested', { fieldCheck: id, gridId }),
  };
};

/** Who handled the matter does not say whether it was done. */
export const checkerHandledNothing: Guard<'answerFieldCheck'> = (situation) =>
  situation.state.stage === 'VERIFICATION' ? isNotOwnWork(situation) : null;

export const answerFieldCheck: Consequence<'answerFieldCheck'> = ({ state, command, actor, calendar, now }) => {
  const { fieldCheckId: id, finding, words, evidence } = command;
  const clock = stageClock(state);
  const resumed = (deadline: Deadline): Change =>
    rescheduled(
      deadline,
      {
        suspensions: deadline.suspensions.map((span) =>
          span.reason === WAITING && (span.to === null || span.to > now) ? { ...span, to: now } : span,
        ),
      },
      calendar,
    );
  const patch = { answeredAt: now, answeredBy: actor.subject, finding, words, evidence };
  return {
    changes: [
      { type: 'PART', list: 'fieldChecks', id, patch },
      ...(clock ? [resumed(clock)] : []),
      ...stopDeadlines(state.deadlines, now, ({ kind, about }) => kind === 'FIELD_CHECK' && about === id),
    ],
    words,
    evidence,
    private: true,
    facts: { fieldCheck: id, finding },
    announcements: announce('field-checked', { fieldCheck: id, finding }),
  };
};
