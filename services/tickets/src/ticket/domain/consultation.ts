import { citeOrNull } from './acceptance.ts';
import { divisionOf } from './centers.ts';
import type { CommandName } from './commands.ts';
import { assignmentOf, startDeadline, stopDeadlines } from './deadlines.ts';
import type { Consequence, Guard, Situation } from './decision.ts';
import { givenFact, toAssignment, wholeLimit } from './dispatching.ts';
import { announce, enterStage, isOpenAssignment, limitFact, nextId, partIn, revokeOpen } from './effects.ts';
import { firstRefusal } from './first-refusal.ts';
import { forWork } from './limit-rule.ts';
import { offer } from './offering.ts';
import type { Consultation, Opinion } from './parts.ts';

type OnConsultation = Extract<CommandName, 'giveOpinion' | 'decideConsultation'>;

const MOST_INVITED = 20;

export const isDecided = ({ decidedAt }: Consultation): boolean => decidedAt !== null;

/** Units that have been asked and have not said anything yet. */
export const silent = ({ invited, opinions }: Consultation): readonly string[] =>
  invited.filter((unit) => !opinions.some((opinion) => opinion.unit === unit));

export const severalAreInvited: Guard<'openConsultation'> = ({ command: { invited }, state }) => {
  if (new Set(invited).size < 2) return { kind: 'TOO_FEW_INVITED' };
  if (invited.length > MOST_INVITED) return { kind: 'TOO_MANY_ASSIGNMENTS', limit: MOST_INVITED };
  const open = state.consultations.find((consultation) => !isDecided(consultation));
  return open ? { kind: 'CONSULTATION_RUNNING', consultation: open.id } : null;
};

/** The center of the level that is common to all of them convenes. */
export const invitedAreReachable: Guard<'openConsultation'> = ({ command: { invited }, units, state }) =>
  firstRefusal(invited, (code, index) => {
    const unit = units.get(code);
    if (!unit?.active) return { kind: 'INVITED_UNKNOWN', unit: code, index };
    return unit.areas.includes(divisionOf(state.holder)) ? null : { kind: 'INVITED_OUTSIDE', unit: code, index };
  });

export const openConsultation: Consequence<'openConsultation'> = ({ state, command, now }) => {
  const { invited, online, venue, words } = command;
  const id = nextId('c', state.consultations);
  const row: Consultation = {
    id,
    online,
    question: words,
    venue,
    convenedBy: state.holder,
    invited: [...new Set(invited)],
    opinions: [],
    openedAt: now,
    decidedAt: null,
    outcome: null,
    evidence: [],
  };
  const facts = { consultation: id, invited: row.invited, online };
  return {
    changes: [{ type: 'ADDED', list: 'consultations', row }],
    words,
    private: true,
    facts,
    announcements: announce('consultation-opened', facts),
  };
};

function consultationIn<C extends OnConsultation>({ state, command }: Situation<C>): Consultation {
  return partIn(state.consultations, command.consultationId);
}

export const giveOpinion: Consequence<'giveOpinion'> = (situation) => {
  const { actor, command, now } = situation;
  const { id, opinions } = consultationIn(situation);
  const { position, words } = command;
  const unit = actor.organization ?? '';
  const opinion: Opinion = { unit, subject: actor.subject, position, words, at: now };
  const facts = { consultation: id, unit, position };
  return {
    changes: [{ type: 'PART', list: 'consultations', id, patch: { opinions: [...opinions, opinion] } }],
    words,
    private: true,
    facts,
    announcements: announce('opinion-given', facts),
  };
};

/** More than half of those invited have spoken, or the minutes of the meeting are attached; offline only minutes count. */
export const hasQuorum: Guard<'decideConsultation'> = (situation) => {
  const consultation = consultationIn(situation);
  if (situation.command.evidence.length > 0) return null;
  if (!consultation.online) return { kind: 'MINUTES_NEEDED' };
  const { invited } = consultation;
  const spoken = invited.length - silent(consultation).length;
  return spoken * 2 > invited.length ? null : { kind: 'NO_QUORUM', spoken, invited: invited.length };
};

/** The outcome replaces whoever led, whoever assisted, and their limits; what it gives cannot be handed back. */
export const decideConsultation: Consequence<'decideConsultation'> = (situation) => {
  const { state, command, calendar, now, pack } = situation;
  const { id } = consultationIn(situation);
  const limit = wholeLimit(situation);
  const assignments = command.assignments.map((order, index) => ({
    ...toAssignment(situation, order, index),
    boundBy: id,
  }));
  const units = assignments.map(givenFact);
  const open = state.assignments.filter(isOpenAssignment);
  const clocks = stopDeadlines(
    state.deadlines,
    now,
    (deadline) => assignmentOf(open, deadline) !== undefined || (deadline.kind === 'HANDLE' && deadline.about === null),
  );
  const { words, evidence } = command;
  return {
    changes: [
      { type: 'PART', list: 'consultations', id, patch: { decidedAt: now, outcome: words, evidence } },
      ...revokeOpen(state, now),
      ...clocks,
      ...(state.stage === 'HANDLING' ? [] : enterStage(situation, 'HANDLING')),
      ...assignments.flatMap((assignment) => offer(situation, assignment)),
      startDeadline({ kind: 'HANDLE', unit: state.holder, ...forWork(situation, limit) }, calendar, now),
    ],
    words,
    evidence,
    facts: {
      consultation: id,
      units,
      limit: limitFact(limit),
      article: citeOrNull(pack, pack.loop.consultation.article),
    },
    announcements: announce('consultation-decided', { consultation: id, units }),
  };
};
