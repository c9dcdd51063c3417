import { connectionOf, notFound, type PageArguments, pageRequest, systemScope } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import { mayHaveDossier } from '../../dossier/graphql/dossier-resolvers.ts';
import type { CommandOf } from '../domain/commands.ts';
import { partIn } from '../domain/effects.ts';
import type { RedactionRequest } from '../domain/parts.ts';
import { askedSince, openRequestsTo } from '../domain/redaction-request.ts';
import type { TicketState } from '../domain/ticket.ts';
import { actorOf } from '../use-cases/actor-of.ts';
import { finishRedactions, refusalThere } from '../use-cases/finish-redactions.ts';
import { performCommand } from '../use-cases/perform-command.ts';
import { openedRequest, type RedactionAnswer } from '../use-cases/redaction-asking.ts';
import type { TicketRow } from '../use-cases/ticket-repository.ts';
import { markOf, problemsAsErrors } from './give-command.ts';
import type { CommandInput } from './inputs/command-input.ts';
import { inputProblems } from './inputs/input-problems.ts';
import { toCommand } from './inputs/read-command.ts';
import { refusedAsErrors } from './payload.ts';
import { toUserError } from './user-errors.ts';

/** The other jurisdiction reaches exactly the requests that its own city is asked to answer, or was. */
const SCOPE = systemScope('a city answers what another jurisdiction asks it to redact');

const cityOf = ({ caller }: TicketContext): string => caller.division ?? '';

type Asking = { readonly state: TicketState; readonly request: RedactionRequest };

/** As the side that asks sees them: whoever may have the ticket's dossier. */
export function redactionRequestsOf(row: TicketRow, _: unknown, context: TicketContext): readonly RedactionRequest[] {
  const may = mayHaveDossier({ ...row, timeline: [] }, actorOf(context.caller), context);
  return may ? row.redactionRequests : [];
}

async function askedTicket({ ticketId, requestId }: CommandInput, context: TicketContext): Promise<Asking> {
  const stored = await context.deps.tickets.load(SCOPE, { id: ticketId ?? '' });
  const city = cityOf(context);
  const isAsked = stored?.state.redactionRequests.some(({ division }) => division === city);
  if (!stored || !isAsked) throw notFound();
  const request = stored.state.redactionRequests.find(({ id, division }) => id === requestId && division === city);
  if (!request) throw notFound();
  return { state: stored.state, request };
}

const refused = (userErrors: readonly unknown[]) => ({ request: null, ticket: null, userErrors });

type Answer = CommandOf<RedactionAnswer>;

/** An answer that says again what is to go; and why the own ticket would refuse what is accepted. One that is not open is refused by itself. */
async function problemsOf(asking: Asking, { type, reason, words }: Answer, context: TicketContext) {
  if (asking.request.state !== 'OPEN') return [];
  const { fragments } = openedRequest(context.deps, asking.state.id, asking.request);
  const index = fragments.findIndex((fragment) => words.includes(fragment));
  if (index >= 0) return [{ ...toUserError({ kind: 'FRAGMENT_IN_WORDS', index }), field: ['words'] }];
  if (type !== 'acceptRedactionRequest') return [];
  const accepting = { reason, words, actor: actorOf(context.caller), now: context.now() };
  const refusal = await refusalThere(context.deps, asking, accepting);
  return refusal ? refusedAsErrors(refusal) : [];
}

/** What the answer led to: the request, and the own ticket it was about. */
async function answered({ deps, loaders }: TicketContext, { state, request }: Asking) {
  const after = await deps.tickets.load(SCOPE, { id: state.id });
  const { redactionRequests: requests, transfers } = after?.state ?? state;
  const { otherCode } = partIn(transfers, request.transfer);
  return {
    request: partIn(requests, request.id),
    ticket: otherCode === null ? null : loaders.byCode.load(otherCode),
    userErrors: [],
  };
}

/** The city's answer; what it accepts is redacted in its own ticket at once, or by the sweeper if that fails. */
export function answerRedactionRequest(type: RedactionAnswer) {
  return async (_: unknown, { input }: { input: CommandInput }, context: TicketContext) => {
    const { deps, caller, log } = context;
    const mark = markOf(context);
    const problems = inputProblems(type, input, mark.now);
    if (problems.length > 0) return refused(problemsAsErrors(problems));
    const asking = await askedTicket(input, context);
    const command = toCommand(type, input) as Answer;
    const toMend = await problemsOf(asking, command, context);
    if (toMend.length > 0) return refused(toMend);
    const outcome = await performCommand(deps, {
      scope: SCOPE,
      key: { id: asking.state.id },
      command,
      actor: actorOf(caller),
      mark,
      madeAt: input.madeAt ?? undefined,
      expectedVersion: input.expectedVersion ?? undefined,
      idempotencyKey: input.idempotencyKey ?? undefined,
    });
    if (outcome.kind === 'REFUSED') return refused(refusedAsErrors(outcome.refusal));
    const { state, version } = outcome;
    await finishRedactions(deps, { state, version, sequence: 0 }, mark).catch((error: unknown) => {
      log.warn({ error: String(error) }, 'an accepted redaction is left to the sweeper');
    });
    return answered(context, { ...asking, state });
  };
}

/** What other jurisdictions ask the caller's city to redact. */
export async function redactionRequests(_: unknown, args: PageArguments, context: TicketContext) {
  const page = pageRequest(args);
  const city = cityOf(context);
  const found = await context.deps.tickets.askedToRedact(SCOPE, city, page);
  const rows = found.flatMap(({ state }): readonly Asking[] => {
    const [request] = openRequestsTo(state, city);
    return request ? [{ state, request }] : [];
  });
  return connectionOf(rows, page, ({ state }) => [askedSince(state) ?? state.reportedAt, state.id]);
}

const asked = ({ state, request }: Asking, { deps }: TicketContext) => openedRequest(deps, state.id, request);

export const incomingRedactionRequestResolvers = {
  ticketId: ({ state }: Asking) => state.id,
  code: ({ state }: Asking) => state.code,
  jurisdiction: ({ state }: Asking) => state.jurisdiction,
  requestId: ({ request }: Asking) => request.id,
  ownCode: ({ state, request }: Asking) => partIn(state.transfers, request.transfer).otherCode,
  reason: ({ request }: Asking) => request.reason,
  words: ({ request }: Asking) => request.words,
  requestedAt: ({ request }: Asking) => request.requestedAt,
  fragments: (asking: Asking, _: unknown, context: TicketContext) => asked(asking, context).fragments,
  evidenceUris: (asking: Asking, _: unknown, context: TicketContext) => asked(asking, context).evidenceUris,
};
