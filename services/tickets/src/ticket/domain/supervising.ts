import { areasOf, divisionLevel } from '@gridlink/contracts';
import type { Pack } from '@gridlink/jurisdiction';
import { citeOrNull } from './acceptance.ts';
import { centerAt, divisionOf } from './centers.ts';
import type { Change } from './change.ts';
import type { CommandName } from './commands.ts';
import { isLateNow, startDeadline, stopDeadlines } from './deadlines.ts';
import type { Consequence, Guard, Situation } from './decision.ts';
import { announce, currentAssignments, nextId, partIn } from './effects.ts';
import { byRule } from './limit-rule.ts';
import type { Deadline, Referral, Supervision, TicketState } from './ticket.ts';

export type SupervisionCommand = Extract<CommandName, 'answerSupervision' | 'settleSupervision' | 'failSupervision'>;

const deadlineIn = ({ state, command }: Situation<'explainLateness'>): Deadline | undefined =>
  state.deadlines.find(({ id }) => id === command.deadlineId);

export const isUnexplained: Guard<'explainLateness'> = (situation) => {
  const deadline = deadlineIn(situation);
  if (!deadline) return { kind: 'DEADLINE_UNKNOWN' };
  if (deadline.lateAt === null) return { kind: 'NOT_LATE' };
  return deadline.explanation === null ? null : { kind: 'EXPLAINED_BEFORE' };
};

export const explainLateness: Consequence<'explainLateness'> = (situation) => {
  const { state, command, now } = situation;
  const { deadlineId, words } = command;
  return {
    changes: [
      { type: 'DEADLINE', id: deadlineId, patch: { explanation: words } },
      ...stopDeadlines(state.deadlines, now, ({ kind, about }) => kind === 'EXPLAIN' && about === deadlineId),
    ],
    words,
    private: true,
    facts: { deadline: deadlineId },
    announcements: announce('explained', { deadline: deadlineId, unit: deadlineIn(situation)?.unit ?? null }),
  };
};

/** Organizations a ticket is waiting for or with: its center and the units of the round. */
export const concerned = (state: TicketState): readonly string[] => [
  ...new Set([state.holder, ...currentAssignments(state).map(({ unit }) => unit)]),
];

export const targetIsConcerned: Guard<'superviseTicket'> = ({ state, command: { target } }) => {
  if (!concerned(state).includes(target)) return { kind: 'NOT_CONCERNED', unit: target };
  const running = state.supervisions.some((order) => order.target === target && order.endedAt === null);
  return running ? { kind: 'SUPERVISED_ALREADY', unit: target } : null;
};

export const supervise: Consequence<'superviseTicket'> = (situation) => {
  const { state, command, actor, pack, calendar, now, units } = situation;
  const id = nextId('s', state.supervisions);
  const division = actor.division ?? divisionOf(state.holder);
  const supervision: Supervision = {
    id,
    state: 'OPEN',
    target: command.target,
    orderedBy: actor.organization ?? centerAt(pack, division, units),
    division,
    reason: command.words,
    orderedAt: now,
    answer: null,
    outcome: null,
    endedAt: null,
  };
  const ruled = byRule(pack, 'supervise', state.severity);
  const late = state.deadlines.some((deadline) => deadline.unit === command.target && isLateNow(deadline));
  const facts = { supervision: id, target: command.target, late };
  return {
    changes: [
      { type: 'SUPERVISION_ORDERED', supervision },
      startDeadline({ kind: 'SUPERVISE', unit: command.target, ...ruled, about: id }, calendar, now),
    ],
    words: command.words,
    private: true,
    facts,
    announcements: announce('supervised', facts),
  };
};

/** The order a command is about. */
function orderIn<C extends SupervisionCommand>({ state, command }: Situation<C>): Supervision {
  return partIn(state.supervisions, command.supervisionId);
}

export const stopOrderClock = ({ state, now }: Pick<Situation, 'state' | 'now'>, id: string): readonly Change[] =>
  stopDeadlines(state.deadlines, now, ({ kind, about }) => kind === 'SUPERVISE' && about === id);

export const answerSupervision: Consequence<'answerSupervision'> = (situation) => {
  const { id, target, orderedBy } = orderIn(situation);
  const { words, evidence } = situation.command;
  return {
    changes: [
      { type: 'SUPERVISION', id, patch: { state: 'ANSWERED', answer: words } },
      ...stopOrderClock(situation, id),
    ],
    words,
    evidence,
    private: true,
    facts: { supervision: id },
    announcements: announce('supervision-answered', { supervision: id, target, orderedBy }),
  };
};

export const settleSupervision: Consequence<'settleSupervision'> = (situation) => {
  const { id, target } = orderIn(situation);
  const { command, now } = situation;
  return {
    changes: [
      { type: 'SUPERVISION', id, patch: { state: 'SETTLED', outcome: command.words, endedAt: now } },
      ...stopOrderClock(situation, id),
    ],
    words: command.words,
    private: true,
    facts: { supervision: id },
    announcements: announce('supervision-settled', { supervision: id, target }),
  };
};

/** An unanswered order fails only once its limit has passed. */
export const hasHadItsTime: Guard<'failSupervision'> = (situation) => {
  const { id, state: at } = orderIn(situation);
  if (at === 'ANSWERED') return null;
  const clock = situation.state.deadlines.find(({ kind, about }) => kind === 'SUPERVISE' && about === id);
  return clock?.lateAt ? null : { kind: 'SUPERVISION_STILL_RUNNING' };
};

/** Inspection bodies over the one concerned, the nearest first: of its own level, the county's for towns and below. */
export function inspectionsOver(pack: Pack, target: string): readonly string[] {
  const body = pack.departments.others.find(({ function: name }) => name.startsWith('DISCIPLINE'));
  const upwards = areasOf(divisionOf(target)).toReversed();
  const nearest = upwards.findIndex((area) => divisionLevel(area) === 'COUNTY');
  return upwards
    .slice(Math.max(0, nearest))
    .map((division) => `${division}-${body?.function ?? 'DISCIPLINE_INSPECTION'}`);
}

/** The nearest that there is: a dossier sent to a body that is not registered would be read by nobody. */
function inspectionFor({ pack, units }: Pick<Situation, 'pack' | 'units'>, target: string): string {
  const bodies = inspectionsOver(pack, target);
  return bodies.find((code) => units.get(code)?.active) ?? bodies[0] ?? '';
}

/** Where the law foresees it, failure goes to discipline inspection at once, with the dossier sealed by the timeline's last hash. */
function referralOf(situation: Situation<'failSupervision'>): Referral | null {
  const { pack, state, now, command } = situation;
  if (!pack.loop.discipline.foreseen) return null;
  const { target } = orderIn(situation);
  return {
    at: now,
    to: inspectionFor(situation, target),
    about: target,
    reason: command.words,
    dossierHash: state.timeline.at(-1)?.hash ?? '',
  };
}

export const failSupervision: Consequence<'failSupervision'> = (situation) => {
  const { id, target, orderedBy } = orderIn(situation);
  const { command, now, pack } = situation;
  const referral = referralOf(situation);
  const article = citeOrNull(pack, pack.loop.discipline.article);
  return {
    changes: [
      { type: 'SUPERVISION', id, patch: { state: 'FAILED', outcome: command.words, endedAt: now } },
      ...stopOrderClock(situation, id),
      ...(referral ? [{ type: 'REFERRED', referral } as const] : []),
    ],
    words: command.words,
    private: true,
    facts: { supervision: id, ...(referral ? { referredTo: referral.to, article } : {}) },
    announcements: [
      ...announce('supervision-failed', { supervision: id, target, orderedBy }),
      ...(referral
        ? announce('referred', { to: referral.to, about: target, dossierHash: referral.dossierHash, article })
        : []),
    ],
  };
};
