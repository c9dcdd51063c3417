import { divisionAbove } from './acceptance.ts';
import { appealIn, appealWindowOver, startReview, stopReview } from './appealing.ts';
import { centerAt } from './centers.ts';
import type { Change } from './change.ts';
import { limitEnd } from './deadlines.ts';
import type { Consequence, Guard, Situation } from './decision.ts';
import { announce, enterStage, nextId, startStep } from './effects.ts';
import type { Appeal } from './parts.ts';
import { reasonRefusal } from './reasons.ts';
import type { TicketState } from './ticket.ts';

const declineAppeals = ({ appeals }: TicketState): readonly Appeal[] =>
  appeals.filter(({ kind }) => kind === 'DECLINE');

/** A reporter complains once: whatever the superior decides, stands. */
export const declineIsAppealedOnce: Guard<'appealDecline'> = ({ state }) => {
  const [before] = declineAppeals(state);
  return before ? { kind: 'APPEALED_BEFORE', appeal: before.id } : null;
};

const windowOf = ({ state, pack, calendar }: Pick<Situation, 'state' | 'pack' | 'calendar'>): Date | null =>
  state.closedAt === null ? null : limitEnd(calendar, pack.limits.appeals.declineWindow, state.closedAt);

export const declineWindowIsOpen: Guard<'appealDecline'> = (situation) => {
  const { pack, now } = situation;
  const end = windowOf(situation);
  return end === null || now <= end ? null : appealWindowOver(pack);
};

/** Until when the reporter may complain; null where there is nothing to, or no longer. */
export function declineAppealEnd(known: Pick<Situation, 'state' | 'pack' | 'calendar'>): Date | null {
  const { state, pack } = known;
  const cannot = state.stage !== 'NOT_ACCEPTED' || declineAppeals(state).length > 0 || !hasSuperior({ state, pack });
  return cannot ? null : windowOf(known);
}

const hasSuperior = ({ state, pack }: Pick<Situation, 'state' | 'pack'>): boolean =>
  divisionAbove(pack, state.holder) !== null;

export const declineHasSuperior: Guard<'appealDecline'> = (situation) =>
  hasSuperior(situation) ? null : { kind: 'NO_REVIEWER' };

/** What a superior has said is to be accepted is not refused again. */
export const wasNotOverturned: Guard<'declineTicket'> = ({ state }) => {
  const overturned = declineAppeals(state).find(({ reviews }) => reviews.at(-1)?.outcome === 'UPHELD');
  return overturned ? { kind: 'DECLINE_OVERTURNED', appeal: overturned.id } : null;
};

export const appealDecline: Consequence<'appealDecline'> = (situation) => {
  const { state, command, actor, pack, now, units } = situation;
  const division = divisionAbove(pack, state.holder) ?? state.division;
  const appeal: Appeal = {
    id: nextId('p', state.appeals),
    kind: 'DECLINE',
    about: state.holder,
    unit: state.holder,
    gridId: null,
    lodgedBy: actor.subject,
    reason: null,
    words: command.words,
    evidence: [],
    state: 'FINAL_REVIEW',
    reviewer: centerAt(pack, division, units),
    division,
    lodgedAt: now,
    furtherUntil: null,
    reviews: [],
  };
  const facts = { appeal: appeal.id, unit: appeal.unit, reviewer: appeal.reviewer };
  return {
    changes: [{ type: 'ADDED', list: 'appeals', row: appeal }, startReview(situation, appeal, 'declineReview')],
    words: command.words,
    facts,
    announcements: announce('decline-appealed', facts),
  };
};

/** Whoever keeps a report refused says why, out of the pack's list. */
export const rejectionHasReason: Guard<'decideDeclineAppeal'> = ({ command: { upheld, reason }, pack }) =>
  upheld ? null : reasonRefusal(pack.loop.declineReasons, reason ?? '');

function accepted(situation: Situation<'decideDeclineAppeal'>, holder: string): readonly Change[] {
  return [
    { type: 'ENDED', at: null },
    { type: 'HOLDER', holder },
    ...enterStage(situation, 'ACCEPTANCE'),
    startStep(situation, 'accept', { holder, severity: situation.state.severity }),
  ];
}

export const decideDeclineAppeal: Consequence<'decideDeclineAppeal'> = (situation) => {
  const { state, command, actor, now } = situation;
  const { upheld, words, reason, assignBack } = command;
  const appeal = appealIn<'decideDeclineAppeal'>(situation);
  const { id, unit, reviewer } = appeal;
  const outcome = upheld ? 'UPHELD' : 'REJECTED';
  const holder = assignBack ? state.holder : reviewer;
  const review = { reviewer, subject: actor.subject, outcome, words, evidence: [], at: now } as const;
  const facts = { appeal: id, unit, reviewer, outcome, holder: upheld ? holder : null };
  return {
    changes: [
      { type: 'PART', list: 'appeals', id, patch: { state: 'FINAL', reviews: [review] } },
      ...stopReview(situation, id),
      ...(upheld ? accepted(situation, holder) : []),
    ],
    ...(reason === null || upheld ? {} : { reason }),
    words,
    facts,
    announcements: announce('decline-appeal-decided', facts),
  };
};
