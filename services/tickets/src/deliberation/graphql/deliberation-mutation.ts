import { forbidden, type UserError } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import { markOf, problemsAsErrors } from '../../ticket/graphql/give-command.ts';
import { actorOf } from '../../ticket/use-cases/actor-of.ts';
import type { AttendeeRequest } from '../domain/agenda.ts';
import type { DeliberationCommand } from '../domain/decide.ts';
import { MOST } from '../domain/deliberation.ts';
import type { DeliberationCommandName } from '../domain/deliberation-table.ts';
import type { DeliberationRefusal } from '../domain/refusal.ts';
import { type AttendeeInput, attendeeRequest } from '../use-cases/attendee-names.ts';
import { performConvening } from '../use-cases/convene-deliberation.ts';
import type { DeliberationDeps } from '../use-cases/deps.ts';
import { performDeliberationCommand } from '../use-cases/perform-deliberation-command.ts';
import { deliberationError } from './deliberation-errors.ts';
import {
  COMMAND_PROBLEMS,
  type CommandInput,
  type ConveneInput,
  conveneProblems,
  keyProblems,
  readActions,
  readItem,
} from './deliberation-input.ts';

type Payload = { readonly deliberation: unknown; readonly userErrors: readonly UserError[] };

/** Fields of refusals, where a command calls its list otherwise than convening does. */
const CALLED: Readonly<Partial<Record<DeliberationCommandName, Readonly<Record<string, string>>>>> = {
  addAgendaItem: { agenda: 'item' },
  recordAttendance: { attendees: 'others' },
};

/** Of one item, its place in a list says nothing. */
function renamed(error: UserError, command: DeliberationCommandName): UserError {
  const [head = '', ...rest] = error.field ?? [];
  const name = CALLED[command]?.[head];
  if (name === undefined) return error;
  return { ...error, field: [name, ...(name === 'item' ? rest.slice(1) : rest)] };
}

/** Standing is no input a caller can mend; everything else is. */
function asErrors(refusals: readonly DeliberationRefusal[]): readonly UserError[] {
  if (refusals.some(({ kind }) => kind === 'NOT_ALLOWED')) {
    throw forbidden('您不能对该议事会执行此操作 (you may not do this to the deliberation)');
  }
  return refusals.map(deliberationError);
}

const failed = (userErrors: readonly UserError[]): Payload => ({ deliberation: null, userErrors });
const shown = async (id: string, { loaders }: TicketContext): Promise<Payload> => ({
  deliberation: await loaders.deliberation.clear(id).load(id),
  userErrors: [],
});
const trimmed = (value: string | null | undefined): string | null => value?.trim() || null;

async function convene(_: unknown, { input }: { input: ConveneInput }, context: TicketContext): Promise<Payload> {
  const problems = conveneProblems(input);
  if (problems.length > 0) return failed(problemsAsErrors(problems));
  const { deps, caller, scope } = context;
  const asked = {
    division: trimmed(input.division),
    gridId: trimmed(input.gridId),
    title: input.title.trim(),
    venue: input.venue.trim(),
    startsAt: input.startsAt,
    agenda: (input.agenda ?? []).map(readItem),
    attendees: input.attendees ?? [],
    idempotencyKey: trimmed(input.idempotencyKey),
  };
  const call = { scope, actor: actorOf(caller), jurisdiction: caller.jurisdiction, mark: markOf(context) };
  const outcome = await performConvening(deps, asked, call);
  if (outcome.kind === 'WRONG') return failed(problemsAsErrors(outcome.problems));
  return outcome.kind === 'REFUSED' ? failed(asErrors(outcome.refusals)) : shown(outcome.id, context);
}

/** One more than a meeting holds is enough to say that these are too many. */
const named = (
  { deliberationId }: CommandInput,
  attendees: readonly AttendeeInput[],
  deps: DeliberationDeps,
): readonly AttendeeRequest[] =>
  attendees.slice(0, MOST.attendees + 1).map((attendee) => attendeeRequest(deps, deliberationId, attendee));

type Read = (input: CommandInput, deps: DeliberationDeps) => DeliberationCommand;

const READ: Readonly<Record<DeliberationCommandName, Read>> = {
  addAgendaItem: ({ item }) => ({ type: 'addAgendaItem', item: readItem(item) }),
  postponeDeliberation: ({ startsAt, reason }) => ({ type: 'postponeDeliberation', startsAt, reason: reason.trim() }),
  cancelDeliberation: ({ reason }) => ({ type: 'cancelDeliberation', reason: reason.trim() }),
  inviteToDeliberation: (input, deps) => ({
    type: 'inviteToDeliberation',
    attendees: named(input, input.attendees, deps),
  }),
  recordAttendance: (input, deps) => ({
    type: 'recordAttendance',
    present: (input.present ?? []).slice(0, MOST.attendees + 1),
    others: named(input, input.others ?? [], deps),
  }),
  resolveAgendaItem: ({ itemId, outcome, votes, words, actions }) => ({
    type: 'resolveAgendaItem',
    itemId,
    outcome,
    votes: votes ? { for: votes.for, against: votes.against, abstained: votes.abstained } : null,
    words: words.trim(),
    actions: readActions(actions ?? []),
  }),
  publishMinutes: ({ summary }) => ({ type: 'publishMinutes', summary: summary.trim() }),
};

/** The resolver of one command: check its texts, perform, show the meeting after it. */
function commandResolver(name: DeliberationCommandName) {
  return async (_: unknown, { input }: { input: CommandInput }, context: TicketContext): Promise<Payload> => {
    const problems = [...COMMAND_PROBLEMS[name](input), ...keyProblems(input)];
    if (problems.length > 0) return failed(problemsAsErrors(problems));
    const { deps, caller, scope } = context;
    const outcome = await performDeliberationCommand(deps, {
      scope,
      id: input.deliberationId,
      command: READ[name](input, deps),
      actor: actorOf(caller),
      mark: markOf(context),
      expectedVersion: input.expectedVersion ?? undefined,
      idempotencyKey: trimmed(input.idempotencyKey),
    });
    if (outcome.kind === 'REFUSED') return failed(asErrors(outcome.refusals).map((error) => renamed(error, name)));
    return shown(outcome.id, context);
  };
}

const NAMES = Object.keys(READ) as readonly DeliberationCommandName[];

export const deliberationMutations = {
  conveneDeliberation: convene,
  ...Object.fromEntries(NAMES.map((name) => [name, commandResolver(name)])),
};
