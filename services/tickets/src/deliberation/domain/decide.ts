import type { Pack } from '@gridlink/jurisdiction';
import { tellsPersonalData } from '../../reporter/personal-data.ts';
import type { Actor } from '../../ticket/domain/actor.ts';
import { keyedStep } from '../../ticket/domain/step.ts';
import { type AttendeeRequest, type ItemRequest, type Sources, withAttendees, withItems } from './agenda.ts';
import type { DeliberationNews, DeliberationVerb } from './announcement.ts';
import { mayHost } from './convene.ts';
import {
  type Deliberation,
  MOST,
  presentOf,
  type Resolution,
  type ResolutionOutcome,
  type ResolvedAction,
  type Votes,
} from './deliberation.ts';
import { DELIBERATION_TABLE, type DeliberationCommandName } from './deliberation-table.ts';
import { sealMinutes } from './minutes.ts';
import type { DeliberationRefusal } from './refusal.ts';

export type DeliberationCommand =
  | { readonly type: 'addAgendaItem'; readonly item: ItemRequest }
  | { readonly type: 'inviteToDeliberation'; readonly attendees: readonly AttendeeRequest[] }
  | { readonly type: 'postponeDeliberation'; readonly startsAt: Date; readonly reason: string }
  | { readonly type: 'cancelDeliberation'; readonly reason: string }
  | {
      readonly type: 'recordAttendance';
      /** Ids of who was invited and came. */
      readonly present: readonly string[];
      readonly others: readonly AttendeeRequest[];
    }
  | {
      readonly type: 'resolveAgendaItem';
      readonly itemId: string;
      readonly outcome: ResolutionOutcome;
      readonly votes: Votes | null;
      readonly words: string;
      readonly actions: readonly ResolvedAction[];
    }
  | { readonly type: 'publishMinutes'; readonly summary: string };

type CommandOf<T extends DeliberationCommandName> = Extract<DeliberationCommand, { type: T }>;

export type DeliberationCircumstances = {
  readonly pack: Pack;
  readonly actor: Actor;
  readonly now: Date;
  readonly idempotencyKey: string | null;
  readonly sources: Sources;
  /** Residents' names to their masks; read where minutes are published. */
  readonly names: ReadonlyMap<string, string>;
};

export type DeliberationDecision =
  | { readonly kind: 'DECIDED'; readonly state: Deliberation; readonly news: readonly DeliberationNews[] }
  | { readonly kind: 'REFUSED'; readonly refusals: readonly DeliberationRefusal[] };

type Situation<C> = DeliberationCircumstances & { readonly state: Deliberation; readonly command: C };

/** People come early, and are counted as they come. */
const EARLY_MS = 3_600_000;

const refused = (...refusals: readonly DeliberationRefusal[]): DeliberationDecision => ({ kind: 'REFUSED', refusals });
const changed = (
  state: Deliberation,
  patch: Partial<Deliberation>,
  ...news: readonly (DeliberationVerb | DeliberationNews)[]
): DeliberationDecision => ({
  kind: 'DECIDED',
  state: { ...state, ...patch },
  news: news.map((one) => (typeof one === 'string' ? { verb: one } : one)),
});
/** Rows that are new at the end of a list, by their ids. */
const idsAfter = (before: readonly unknown[], rows: readonly { readonly id: string }[]): readonly string[] =>
  rows.slice(before.length).map(({ id }) => id);
const stepNow = ({ actor, now, idempotencyKey }: DeliberationCircumstances, words: string | null) =>
  keyedStep(actor, { now, words, idempotencyKey });

function addItem(situation: Situation<CommandOf<'addAgendaItem'>>): DeliberationDecision {
  const { state, command, sources } = situation;
  const agenda = withItems(state.agenda, [command.item], { sources, added: stepNow(situation, null) });
  if ('refusals' in agenda) return refused(...agenda.refusals);
  const items = idsAfter(state.agenda, agenda.rows);
  return changed(state, { agenda: agenda.rows }, { verb: 'agenda-extended', items });
}

/** Until the meeting opens; whoever comes unasked then is counted as such. */
function invite(situation: Situation<CommandOf<'inviteToDeliberation'>>): DeliberationDecision {
  const { state, command, sources } = situation;
  if (command.attendees.length === 0) return refused({ kind: 'NOBODY_INVITED' });
  const all = withAttendees(state.attendees, command.attendees, { sources, invited: true, presentAt: null });
  if ('refusals' in all) return refused(...all.refusals);
  const attendees = idsAfter(state.attendees, all.rows);
  const invitations = [...state.invitations, { step: stepNow(situation, null), attendees }];
  return changed(state, { attendees: all.rows, invitations }, { verb: 'invited', attendees });
}

function postpone(situation: Situation<CommandOf<'postponeDeliberation'>>): DeliberationDecision {
  const { state, command, now } = situation;
  const { startsAt, reason } = command;
  if (startsAt <= now) return refused({ kind: 'STARTS_IN_THE_PAST' });
  if (state.postponements.length >= MOST.postponements) {
    return refused({ kind: 'POSTPONED_ENOUGH', most: MOST.postponements });
  }
  const postponed = { step: stepNow(situation, reason), from: state.startsAt, to: startsAt };
  return changed(state, { startsAt, postponements: [...state.postponements, postponed] }, 'postponed');
}

/** Whoever is counted once stays counted; the first record opens the meeting. */
function attend({ state, command, now, sources }: Situation<CommandOf<'recordAttendance'>>): DeliberationDecision {
  if (now.getTime() < state.startsAt.getTime() - EARLY_MS) return refused({ kind: 'NOT_STARTED' });
  if (state.agenda.length === 0) return refused({ kind: 'NO_AGENDA' });
  const unknown = command.present.filter((id) => !state.attendees.some((attendee) => attendee.id === id));
  if (unknown.length > 0) return refused(...unknown.map((name) => ({ kind: 'ATTENDEE_UNKNOWN', name }) as const));
  const came = state.attendees.map((attendee) =>
    attendee.presentAt === null && command.present.includes(attendee.id) ? { ...attendee, presentAt: now } : attendee,
  );
  const all = withAttendees(came, command.others, { sources, invited: false, presentAt: now });
  if ('refusals' in all) return refused(...all.refusals);
  if (presentOf({ attendees: all.rows }).length === 0) return refused({ kind: 'NOBODY_PRESENT' });
  const verbs: readonly DeliberationVerb[] = state.state === 'CONVENED' ? ['opened'] : [];
  return changed(state, { state: 'IN_SESSION', attendees: all.rows }, ...verbs);
}

/** How many must be there; zero where the pack asks for no quorum. A share counts whoever was invited. */
function quorumOf({ pack, state }: Situation<unknown>): number {
  const { quorum } = pack.loop.deliberation;
  return quorum ? Math.ceil(state.attendees.filter(({ invited }) => invited).length * quorum.share) : 0;
}

function resolutionRefusals(situation: Situation<CommandOf<'resolveAgendaItem'>>): readonly DeliberationRefusal[] {
  const { state, command, pack } = situation;
  const { outcome, votes, actions, words } = command;
  const present = presentOf(state).length;
  const needed = quorumOf(situation);
  const counts = votes === null ? [] : [votes.for, votes.against, votes.abstained];
  const isImpossible = counts.some((count) => count < 0) || counts.reduce((sum, count) => sum + count, 0) > present;
  const article = pack.loop.deliberation.quorum?.article ?? null;
  return [
    ...(present < needed
      ? [{ kind: 'NO_QUORUM', needed, present, article: article && pack.cite(article) } as const]
      : []),
    ...(isImpossible ? [{ kind: 'VOTES_IMPOSSIBLE', present } as const] : []),
    ...(outcome === 'AGREED' && votes !== null && votes.for <= votes.against
      ? [{ kind: 'VOTES_DISAGREE' } as const]
      : []),
    ...(outcome === 'AGREED' && actions.length === 0 ? [{ kind: 'ACTIONS_NEEDED' } as const] : []),
    ...(outcome !== 'AGREED' && actions.length > 0 ? [{ kind: 'ACTIONS_WITHOUT_AGREEMENT' } as const] : []),
    ...(actions.length > MOST.actions ? [{ kind: 'TOO_MANY', field: 'actions', most: MOST.actions } as const] : []),
    ...(tellsPersonalData(words) ? [{ kind: 'PERSONAL_DATA', field: ['words'] } as const] : []),
  ];
}

function resolve(situation: Situation<CommandOf<'resolveAgendaItem'>>): DeliberationDecision {
  const { state, command } = situation;
  const item = state.agenda.find(({ id }) => id === command.itemId);
  if (!item) return refused({ kind: 'ITEM_UNKNOWN' });
  if (item.resolution !== null) return refused({ kind: 'RESOLVED_ALREADY' });
  const refusals = resolutionRefusals(situation);
  if (refusals.length > 0) return refused(...refusals);
  const { outcome, votes, actions, words } = command;
  const resolution: Resolution = { step: stepNow(situation, words), outcome, votes, actions };
  const agenda = state.agenda.map((other) => (other === item ? { ...item, resolution } : other));
  return changed(state, { agenda }, { verb: 'resolved', items: [item.id] });
}

function publish(situation: Situation<CommandOf<'publishMinutes'>>): DeliberationDecision {
  const { state, command, names } = situation;
  const { summary } = command;
  const open = state.agenda.filter(({ resolution }) => resolution === null).length;
  if (open > 0) return refused({ kind: 'ITEMS_OPEN', count: open });
  if (tellsPersonalData(summary)) return refused({ kind: 'PERSONAL_DATA', field: ['summary'] });
  const minutes = sealMinutes(state, { step: stepNow(situation, null), summary, names });
  return changed(state, { state: 'PUBLISHED', minutes }, 'published');
}

function perform(situation: Situation<DeliberationCommand>): DeliberationDecision {
  const { state, command } = situation;
  switch (command.type) {
    case 'addAgendaItem':
      return addItem({ ...situation, command });
    case 'inviteToDeliberation':
      return invite({ ...situation, command });
    case 'postponeDeliberation':
      return postpone({ ...situation, command });
    case 'cancelDeliberation':
      return changed(state, { state: 'CANCELLED', cancelled: stepNow(situation, command.reason) }, 'cancelled');
    case 'recordAttendance':
      return attend({ ...situation, command });
    case 'resolveAgendaItem':
      return resolve({ ...situation, command });
    case 'publishMinutes':
      return publish({ ...situation, command });
  }
}

/** What follows from a command: the next state and the events others hear, or why not. */
export function decideDeliberation(
  state: Deliberation,
  command: DeliberationCommand,
  circumstances: DeliberationCircumstances,
): DeliberationDecision {
  if (!mayHost(circumstances.pack, circumstances.actor, state)) return refused({ kind: 'NOT_ALLOWED' });
  const { from } = DELIBERATION_TABLE[command.type];
  if (!from.includes(state.state)) return refused({ kind: 'DELIBERATION_STATE', state: state.state });
  return perform({ ...circumstances, state, command });
}

type By = { readonly subject: string; readonly idempotencyKey: string | null };

/** The same command by the same actor under the same key: a retry whose first answer was lost. Attendance counts nobody twice anyway. */
export function wasDoneBefore(state: Deliberation, type: DeliberationCommandName, by: By): boolean {
  const steps = {
    addAgendaItem: state.agenda.map(({ added }) => added),
    inviteToDeliberation: state.invitations.map(({ step }) => step),
    recordAttendance: [],
    postponeDeliberation: state.postponements.map(({ step }) => step),
    cancelDeliberation: [state.cancelled],
    resolveAgendaItem: state.agenda.map(({ resolution }) => resolution?.step ?? null),
    publishMinutes: [state.minutes?.step ?? null],
  }[type];
  return (
    by.idempotencyKey !== null &&
    steps.some((step) => step?.subject === by.subject && step.idempotencyKey === by.idempotencyKey)
  );
}
