import { forbidden, notFound, systemScope, type UserError } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import { markOf, problemsAsErrors } from '../../ticket/graphql/give-command.ts';
import { fragmentProblems } from '../../ticket/graphql/inputs/input-problems.ts';
import { actorOf } from '../../ticket/use-cases/actor-of.ts';
import { type InputProblem, PURPOSE, textProblems } from '../../ticket/use-cases/check-text.ts';
import type { SuggestionCommand } from '../domain/decide.ts';
import type { SuggestionRefusal } from '../domain/refusal.ts';
import type { SuggestionOutcome } from '../domain/suggestion.ts';
import { performSuggestionCommand } from '../use-cases/perform-suggestion-command.ts';
import { raiseSuggestionTicket } from '../use-cases/raise-suggestion-ticket.ts';
import { takeInSuggestion } from '../use-cases/receive-suggestion.ts';
import { revealSuggester } from '../use-cases/reveal-suggester.ts';
import { suggestionByNumber } from '../use-cases/suggestion-by-number.ts';
import type { SuggestionInput } from '../use-cases/suggestion-input.ts';
import { publicSuggestion } from './public-suggestion.ts';
import { suggestionError } from './suggestion-errors.ts';

type CommandInput = {
  readonly suggestionId: string;
  readonly to?: string;
  readonly outcome?: SuggestionOutcome;
  readonly words: string;
  readonly fragments?: readonly string[];
  readonly reason?: string;
  readonly expectedVersion?: number | null;
  readonly idempotencyKey?: string | null;
};
type RateInput = {
  readonly code: string;
  readonly queryCode: string;
  readonly satisfied: boolean;
  readonly words?: string | null;
};
type TicketInput = {
  readonly suggestionId: string;
  readonly title?: string | null;
  readonly text?: string | null;
  readonly address?: string | null;
};

const WORDS = { field: 'words', label: '内容', max: 4_000, required: true, lines: true };
const REMARK = { field: 'words', label: '说明', max: 500, lines: true };
const KEY = { field: 'idempotencyKey', label: '幂等键', max: 120 };
const BY_THE_CODE = systemScope('whoever made the suggestion proved number and query code');

const trimmed = (value: string | null | undefined): string | null => value?.trim() || null;

/** Standing is no input a caller can mend; everything else is. */
function asErrors(refusal: SuggestionRefusal): readonly UserError[] {
  if (refusal.kind === 'NOT_ALLOWED') {
    throw forbidden('您不能对该意见建议执行此操作 (you may not do this to the suggestion)');
  }
  return [suggestionError(refusal)];
}

const failed = (problems: readonly InputProblem[]) => ({ suggestion: null, userErrors: problemsAsErrors(problems) });

async function make(_: unknown, { input }: { input: SuggestionInput }, context: TicketContext) {
  const { deps, caller } = context;
  const sender = { actor: actorOf(caller), jurisdiction: caller.jurisdiction };
  const outcome = await takeInSuggestion(deps, input, { sender, mark: markOf(context) });
  if (outcome.kind === 'REFUSED') return { ...failed(outcome.problems), receipt: null, duplicate: false };
  const { suggestion, queryCode } = outcome;
  const { code, center, receivedAt, answerBy } = suggestion;
  return {
    receipt: { code, queryCode, center, receivedAt, answerBy },
    suggestionId: suggestion.id,
    duplicate: outcome.kind === 'SEEN_BEFORE',
    userErrors: [],
  };
}

type Read = (input: CommandInput) => SuggestionCommand;

/** A command of staff: check its words, perform, show the suggestion after it. */
const commandResolver =
  (read: Read) =>
  async (_: unknown, { input }: { input: CommandInput }, context: TicketContext) => {
    const { deps, caller, scope, loaders } = context;
    const problems = [
      ...textProblems(input.words, WORDS),
      ...fragmentProblems('fragments', input.fragments ?? []),
      ...textProblems(input.idempotencyKey, KEY),
    ];
    if (problems.length > 0) return failed(problems);
    const outcome = await performSuggestionCommand(deps, {
      scope,
      id: input.suggestionId,
      command: read({ ...input, words: input.words.trim() }),
      actor: actorOf(caller),
      mark: markOf(context),
      expectedVersion: input.expectedVersion ?? undefined,
      idempotencyKey: trimmed(input.idempotencyKey),
    });
    if (outcome.kind === 'REFUSED') return { suggestion: null, userErrors: asErrors(outcome.refusal) };
    const { id } = outcome.state;
    return { suggestion: await loaders.suggestion.clear(id).load(id), userErrors: [] };
  };

/** Needs no account: the number and the query code are the proof, and open this one suggestion. */
async function rate(_: unknown, { input }: { input: RateInput }, context: TicketContext) {
  const { deps, caller } = context;
  const problems = textProblems(input.words, REMARK);
  if (problems.length > 0) return failed(problems);
  const stored = await suggestionByNumber(deps, input);
  if (!stored) throw notFound('编号或查询码不正确 (wrong number or query code)');
  const outcome = await performSuggestionCommand(deps, {
    scope: BY_THE_CODE,
    id: stored.state.id,
    command: { type: 'rateSuggestionAnswer', satisfied: input.satisfied, words: trimmed(input.words) },
    actor: actorOf(caller, stored.state.id),
    mark: markOf(context),
    expectedVersion: undefined,
    idempotencyKey: null,
  });
  if (outcome.kind === 'REFUSED') {
    return { suggestion: null, userErrors: asErrors(outcome.refusal).map((error) => ({ ...error, field: ['code'] })) };
  }
  return { suggestion: publicSuggestion(outcome.state), userErrors: [] };
}

async function raiseTicket(_: unknown, { input }: { input: TicketInput }, context: TicketContext) {
  const { deps, caller, scope, loaders } = context;
  const said = { title: trimmed(input.title), text: trimmed(input.text), address: trimmed(input.address) };
  const call = { said, scope, actor: actorOf(caller), mark: markOf(context) };
  const outcome = await raiseSuggestionTicket(deps, input.suggestionId, call);
  const nothing = { ticket: null, duplicate: false };
  if (outcome.kind === 'NOT_DECIDED') return { ...nothing, userErrors: asErrors(outcome.refusal) };
  if (outcome.kind === 'REFUSED') return { ...nothing, userErrors: problemsAsErrors(outcome.problems) };
  const { id } = outcome.kind === 'REPORTED' ? outcome.state : outcome.row;
  return { ticket: await loaders.byId.load(id), duplicate: outcome.kind === 'SEEN_BEFORE', userErrors: [] };
}

type RevealInput = { readonly suggestionId: string; readonly purpose: string };

async function reveal(_: unknown, { input }: { input: RevealInput }, context: TicketContext) {
  const problems = textProblems(input.purpose, PURPOSE);
  if (problems.length > 0) return { name: null, phone: null, userErrors: problemsAsErrors(problems) };
  const { deps, scope, caller, requestId, now } = context;
  const contact = await revealSuggester(deps, { scope, actor: actorOf(caller), requestId, now: now(), ...input });
  return { ...contact, userErrors: [] };
}

export const suggestionMutations = {
  makeSuggestion: make,
  handOnSuggestion: commandResolver(({ to, words }) => ({ type: 'handOnSuggestion', to: to?.trim() ?? '', words })),
  returnSuggestion: commandResolver(({ words }) => ({ type: 'returnSuggestion', words })),
  answerSuggestion: commandResolver(({ outcome, words }) => ({
    type: 'answerSuggestion',
    // The schema demands it of this command.
    outcome: outcome as SuggestionOutcome,
    words,
  })),
  redactSuggestion: commandResolver(({ fragments = [], reason = '', words }) => ({
    type: 'redactSuggestion',
    fragments: fragments.map((fragment) => fragment.trim()),
    reason: reason.trim(),
    words,
  })),
  rateSuggestionAnswer: rate,
  raiseSuggestionTicket: raiseTicket,
  revealSuggester: reveal,
};

/** The suggestion that was made, read only when it is asked for: taking in itself stays one insert. */
export const makeSuggestionPayloadResolvers = {
  suggestion: ({ suggestionId }: { suggestionId?: string }, _: unknown, { loaders }: TicketContext) =>
    suggestionId === undefined ? null : loaders.suggestion.load(suggestionId),
};
