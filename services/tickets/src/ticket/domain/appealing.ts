import { areasOf, divisionLevel } from '@gridlink/contracts';
import type { Pack } from '@gridlink/jurisdiction';
import { citeOrNull, divisionAbove } from './acceptance.ts';
import { centerAt, centerCandidates, divisionOf } from './centers.ts';
import type { Change } from './change.ts';
import type { CommandName, CommandOf, WarningId } from './commands.ts';
import { limitEnd, startDeadline, stopDeadlines } from './deadlines.ts';
import type { Consequence, Guard, Situation } from './decision.ts';
import { announce, nextId, partIn } from './effects.ts';
import { byRule } from './limit-rule.ts';
import type { Appeal, Handler } from './parts.ts';
import { reasonRefusal } from './reasons.ts';
import { type Standing, warnedOf } from './relations.ts';
import { stopOrderClock } from './supervising.ts';
import type { Deadline, Supervision, TicketState } from './ticket.ts';
import type { AppealKind } from './vocabulary.ts';

type Known = Pick<Situation, 'state' | 'pack' | 'calendar' | 'actor' | 'now' | 'units'>;
type OfAppeal = Extract<CommandName, 'reviewAppeal' | 'appealFurther' | 'decideDeclineAppeal'>;

/** The unit that contests, while its appeal is under review or may be taken further; none contests a refusal to accept but the reporter. */
export const appellantOf = ({ state, kind, unit }: Appeal): string | null =>
  state === 'FINAL' || kind === 'DECLINE' ? null : unit;

/** What a unit contests: since when, whom it is to, and the division where review begins. */
type Contested = {
  readonly kind: AppealKind;
  readonly id: string;
  readonly since: Date;
  readonly from: string;
  readonly handler: Handler;
};

const notWarned: Handler = { unit: '', gridId: null };

/** `decide` has made sure that the warning is there and the actor may speak for whom it is to. */
function contested(situation: Known & { readonly command: { readonly warning: WarningId } }): Contested {
  const { state, command } = situation;
  const { of, id } = command.warning;
  const within = <Row extends { readonly id: string }>(rows: readonly Row[], list: WarningId['of']) =>
    of === list ? rows.find((row) => row.id === id) : undefined;
  const deadline: Deadline | undefined = within(state.deadlines, 'DEADLINE');
  const supervision: Supervision | undefined = within(state.supervisions, 'SUPERVISION');
  const verification = within(state.failedVerifications, 'VERIFICATION');
  const handler = warnedOf({ ...situation, target: { deadline, supervision, verification } }) ?? notWarned;
  if (deadline?.lateAt) {
    return { kind: 'LATENESS', id, since: deadline.lateAt, from: divisionOf(state.holder), handler };
  }
  if (supervision) {
    return { kind: 'SUPERVISION', id, since: supervision.orderedAt, from: supervision.division, handler };
  }
  if (!verification) throw new Error(`no warning ${id}`);
  const kind = verification.falseClosure ? 'FALSE_CLOSURE' : 'FAILED_VERIFICATION';
  return { kind, id, since: verification.at, from: verification.division, handler };
}

const isOwnCenter = (pack: Pack, division: string, unit: string): boolean =>
  divisionOf(unit) === division && centerCandidates(pack, division).includes(unit);

/** The nearest division, from one upwards, that is over the unit and whose center is not the unit itself. */
export function reviewingDivision(pack: Pack, from: string, unit: string): string | null {
  const levels = new Set<string>(pack.loop.chain.map(({ step }) => step));
  const upwards = areasOf(from)
    .toReversed()
    .filter((area) => levels.has(divisionLevel(area)) && divisionLevel(area) !== 'VILLAGE');
  return upwards.find((area) => areasOf(divisionOf(unit)).includes(area) && !isOwnCenter(pack, area, unit)) ?? null;
}

/** Leaves what was contested before off the list of what can be done. */
export const isUncontested = ({ state, target }: Pick<Standing, 'state' | 'target'>): boolean => {
  const part = target.deadline ?? target.supervision ?? target.verification;
  return state.appeals.every(({ about }) => about !== part?.id);
};

export const appealReasonKnown: Guard<'appealWarning'> = ({ command, pack }) =>
  reasonRefusal(pack.loop.appealReasons, command.reason);

export const isAppealedOnce: Guard<'appealWarning'> = (situation) => {
  const { id, handler } = contested(situation);
  const before = situation.state.appeals.find(
    ({ about, unit, gridId }) => about === id && unit === handler.unit && gridId === handler.gridId,
  );
  return before ? { kind: 'APPEALED_BEFORE', appeal: before.id } : null;
};

export const appealWindowOver = (pack: Pack) =>
  ({ kind: 'APPEAL_WINDOW_OVER', article: citeOrNull(pack, pack.limits.appeals.article) }) as const;

export const appealWindowIsOpen: Guard<'appealWarning'> = (situation) => {
  const { pack, calendar, now } = situation;
  const end = limitEnd(calendar, pack.limits.appeals.window, contested(situation).since);
  return end === null || now <= end ? null : appealWindowOver(pack);
};

export const hasReviewer: Guard<'appealWarning'> = (situation) => {
  const { from, handler } = contested(situation);
  return reviewingDivision(situation.pack, from, handler.unit) === null ? { kind: 'NO_REVIEWER' } : null;
};

/** The clock of whoever reviews. */
export const startReview = (
  { pack, state, calendar, now }: Pick<Situation, 'pack' | 'state' | 'calendar' | 'now'>,
  { id, reviewer }: Pick<Appeal, 'id' | 'reviewer'>,
  of: 'firstReview' | 'finalReview' | 'declineReview',
): Change =>
  startDeadline({ kind: 'APPEAL', unit: reviewer, ...byRule(pack, of, state.severity), about: id }, calendar, now);

export const stopReview = ({ state, now }: Pick<Situation, 'state' | 'now'>, id: string): readonly Change[] =>
  stopDeadlines(state.deadlines, now, ({ kind, about }) => kind === 'APPEAL' && about === id);

/** The first review is by the center that set the limit, gave the order or verified; where that is the unit itself, by the one above. */
export const appealWarning: Consequence<'appealWarning'> = (situation) => {
  const { state, command, actor, pack, now, units } = situation;
  const { kind, id: about, from, handler } = contested(situation);
  const division = reviewingDivision(pack, from, handler.unit) ?? from;
  const appeal: Appeal = {
    id: nextId('p', state.appeals),
    kind,
    about,
    unit: handler.unit,
    gridId: handler.gridId,
    lodgedBy: actor.subject,
    reason: command.reason,
    words: command.words,
    evidence: command.evidence,
    state: 'FIRST_REVIEW',
    reviewer: centerAt(pack, division, units),
    division,
    lodgedAt: now,
    furtherUntil: null,
    reviews: [],
  };
  const facts = { appeal: appeal.id, kind, about, unit: appeal.unit, reviewer: appeal.reviewer };
  return {
    changes: [{ type: 'ADDED', list: 'appeals', row: appeal }, startReview(situation, appeal, 'firstReview')],
    reason: command.reason,
    words: command.words,
    evidence: command.evidence,
    private: true,
    facts,
    announcements: announce('appealed', facts),
  };
};

export function appealIn<C extends OfAppeal>({
  state,
  command,
}: {
  readonly state: TicketState;
  readonly command: CommandOf<C>;
}): Appeal {
  return partIn(state.appeals, command.appealId);
}

/** Whoever decided what is contested, by their own name. */
function decidersOf({ timeline, failedVerifications }: TicketState, { kind, about }: Appeal): readonly string[] {
  if (kind === 'DECLINE')
    return timeline.filter(({ command }) => command === 'declineTicket').map(({ actor }) => actor.subject);
  if (kind === 'SUPERVISION') {
    return timeline
      .filter(({ command, facts }) => command === 'superviseTicket' && facts.supervision === about)
      .map(({ actor }) => actor.subject);
  }
  return failedVerifications.filter(({ id }) => id === about).map(({ subject }) => subject);
}

/** Nobody reviews what he decided, reviewed or lodged himself. */
export const isNotOwnDecision = <C extends 'reviewAppeal' | 'decideDeclineAppeal'>(
  situation: Situation<C>,
): ReturnType<Guard<C>> => {
  const appeal = appealIn<C>(situation);
  const before = [appeal.lodgedBy, ...appeal.reviews.map(({ subject }) => subject)];
  const own = [...before, ...decidersOf(situation.state, appeal)].includes(situation.actor.subject);
  return own ? { kind: 'OWN_DECISION' } : null;
};

/** An order an upheld appeal was against stands no longer; that it was given stays on record. */
function orderLifted(situation: Known, { kind, about }: Appeal): readonly Change[] {
  const order = situation.state.supervisions.find(({ id }) => id === about);
  if (kind !== 'SUPERVISION' || order === undefined || order.endedAt !== null) return [];
  return [
    { type: 'SUPERVISION', id: about, patch: { state: 'LIFTED', endedAt: situation.now } },
    ...stopOrderClock(situation, about),
  ];
}

/** Until when a decision may be taken further; null where it is final. */
function furtherUntil({ pack, calendar, now }: Known, appeal: Appeal, upheld: boolean): Date | null {
  const { reviews, window } = pack.limits.appeals;
  const isLast = appeal.reviews.length + 1 >= reviews || divisionAbove(pack, appeal.division) === null;
  return upheld || isLast ? null : limitEnd(calendar, window, now);
}

export const reviewAppeal: Consequence<'reviewAppeal'> = (situation) => {
  const { command, actor, now } = situation;
  const appeal = appealIn<'reviewAppeal'>(situation);
  const { id, kind, about, unit, reviewer } = appeal;
  const { outcome, words, evidence } = command;
  const until = furtherUntil(situation, appeal, outcome === 'UPHELD');
  const review = { reviewer, subject: actor.subject, outcome, words, evidence, at: now };
  const facts = { appeal: id, kind, about, unit, reviewer, outcome, final: until === null };
  return {
    changes: [
      {
        type: 'PART',
        list: 'appeals',
        id,
        patch: {
          state: until === null ? 'FINAL' : 'REVIEWED',
          furtherUntil: until,
          reviews: [...appeal.reviews, review],
        },
      },
      ...stopReview(situation, id),
      ...(outcome === 'UPHELD' ? orderLifted(situation, appeal) : []),
    ],
    words,
    evidence,
    private: true,
    facts,
    announcements: announce('appeal-reviewed', facts),
  };
};

export const furtherWindowIsOpen: Guard<'appealFurther'> = (situation) => {
  const { furtherUntil: until } = appealIn<'appealFurther'>(situation);
  return until !== null && situation.now > until ? appealWindowOver(situation.pack) : null;
};

/** The second review is by the center above the first, and final. */
export const appealFurther: Consequence<'appealFurther'> = (situation) => {
  const { command, pack, units } = situation;
  const { id, kind, about, unit, division: first } = appealIn<'appealFurther'>(situation);
  const division = divisionAbove(pack, first) ?? first;
  const reviewer = centerAt(pack, division, units);
  const facts = { appeal: id, kind, about, unit, reviewer };
  return {
    changes: [
      {
        type: 'PART',
        list: 'appeals',
        id,
        patch: { state: 'FINAL_REVIEW', division, reviewer, furtherUntil: null },
      },
      startReview(situation, { id, reviewer }, 'finalReview'),
    ],
    words: command.words,
    evidence: command.evidence,
    private: true,
    facts,
    announcements: announce('appealed-further', facts),
  };
};
