import { stageLabel } from '@gridlink/jurisdiction';
import { notFound, type UserError } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import type { TicketState } from '../domain/ticket.ts';
import { actorOf } from '../use-cases/actor-of.ts';
import { PURPOSE, textProblems } from '../use-cases/check-text.ts';
import { packOf } from '../use-cases/deps.ts';
import { performAsReporter } from '../use-cases/perform-as-reporter.ts';
import type { ReportInput } from '../use-cases/report-input.ts';
import { reportTicket } from '../use-cases/report-ticket.ts';
import { reportTickets } from '../use-cases/report-tickets.ts';
import { revealReporter } from '../use-cases/reveal-reporter.ts';
import { ticketByNumber } from '../use-cases/ticket-by-number.ts';
import type { TicketRow } from '../use-cases/ticket-repository.ts';
import { giveCommand, markOf, problemsAsErrors } from './give-command.ts';
import type { CommandInput } from './inputs/command-input.ts';
import { inputProblems } from './inputs/input-problems.ts';
import { GRAPH_COMMANDS, type GraphCommand, toCommand } from './inputs/read-command.ts';
import { answerRedactionRequest } from './redaction-request.ts';
import { answerTransfer } from './transfer.ts';
import { toUserError } from './user-errors.ts';

type Payload = { readonly ticket: unknown; readonly userErrors: readonly UserError[] };

/** The resolver of one command: give it, and show the ticket after it. */
function commandResolver(type: GraphCommand) {
  return async (_: unknown, { input }: { input: CommandInput }, context: TicketContext): Promise<Payload> => {
    const given = await giveCommand(context, { type, input });
    if (given.kind === 'REFUSED') return { ticket: null, userErrors: given.userErrors };
    const { id } = given.state;
    return { ticket: await context.loaders.byId.clear(id).load(id), userErrors: [] };
  };
}

type ReporterInput = CommandInput & { readonly code?: string | null; readonly queryCode?: string | null };
type ReporterCommand = 'reopenTicket' | 'mergeTicket' | 'appealDecline' | 'supplementReport';

/** What a reporter does needs no account: the number and the query code are the proof, and open this one ticket and what it goes on as. */
function reporterResolver(type: ReporterCommand) {
  return async (input: ReporterInput, context: TicketContext): Promise<Payload> => {
    const { deps, caller } = context;
    const mark = markOf(context);
    const problems = inputProblems(type, input, mark.now);
    if (problems.length > 0) return { ticket: null, userErrors: problemsAsErrors(problems) };
    const stored = await ticketByNumber(deps, { code: input.code ?? '', queryCode: input.queryCode ?? '' });
    if (!stored) throw notFound('单号或查询码不正确 (wrong number or query code)');
    const outcome = await performAsReporter(deps, {
      own: stored,
      command: toCommand(type, input),
      actor: actorOf(caller, stored.state.id),
      mark,
      idempotencyKey: input.idempotencyKey ?? undefined,
    });
    const refused = outcome.kind === 'REFUSED' ? [toUserError(outcome.refusal)] : [];
    return { ticket: null, userErrors: refused };
  };
}

/** Staff give the ticket's id; the reporter, who has no account, the number and the query code. */
function byEither(type: ReporterCommand) {
  const byReporter = reporterResolver(type);
  const byStaff = commandResolver(type);
  return (parent: unknown, args: { input: ReporterInput }, context: TicketContext) =>
    args.input.queryCode ? byReporter(args.input, context) : byStaff(parent, args, context);
}

function receiptOf(context: TicketContext, ticket: TicketState | TicketRow, queryCode: string | null) {
  const { code, stage, holder, deadlines, reportedAt, jurisdiction } = ticket;
  const label = stageLabel(packOf(context.deps, jurisdiction), stage);
  const accept = deadlines.find(({ kind }) => kind === 'ACCEPT');
  return { code, queryCode, stage, stageLabel: label, holder, acceptBy: accept?.dueAt ?? null, reportedAt };
}

const senderOf = (context: TicketContext) => ({
  sender: { actor: actorOf(context.caller), jurisdiction: context.caller.jurisdiction, now: context.now() },
  mark: markOf(context),
});

const commandResolvers = Object.fromEntries(GRAPH_COMMANDS.map((type) => [type, commandResolver(type)]));

export const mutationResolvers = {
  ...commandResolvers,

  acceptTransfer: answerTransfer('acceptTransfer'),
  declineTransfer: answerTransfer('declineTransfer'),
  acceptRedactionRequest: answerRedactionRequest('acceptRedactionRequest'),
  declineRedactionRequest: answerRedactionRequest('declineRedactionRequest'),
  reopenTicket: byEither('reopenTicket'),
  mergeTicket: byEither('mergeTicket'),
  supplementReport: byEither('supplementReport'),
  appealDecline: (_: unknown, { input }: { input: ReporterInput }, context: TicketContext) =>
    reporterResolver('appealDecline')(input, context),

  async reportTicket(_: unknown, { input }: { input: ReportInput }, context: TicketContext) {
    const outcome = await reportTicket(context.deps, input, senderOf(context));
    if (outcome.kind === 'REFUSED') {
      return { receipt: null, ticket: null, duplicate: false, userErrors: problemsAsErrors(outcome.problems) };
    }
    const isNew = outcome.kind === 'REPORTED';
    const ticket = isNew ? outcome.state : outcome.row;
    const receipt = receiptOf(context, ticket, outcome.queryCode);
    return { receipt, ticketId: ticket.id, duplicate: !isNew, userErrors: [] };
  },

  async reportTickets(
    _: unknown,
    { input }: { input: { rows: readonly ReportInput[]; dryRun?: boolean | null } },
    context: TicketContext,
  ) {
    const { rows, dryRun } = input;
    const report = await reportTickets(context.deps, { rows, dryRun: dryRun ?? false }, senderOf(context));
    return { rows: report, created: report.filter(({ outcome }) => outcome === 'CREATED').length, userErrors: [] };
  },

  async revealReporter(
    _: unknown,
    { input }: { input: { ticketId: string; purpose: string } },
    context: TicketContext,
  ) {
    const problems = textProblems(input.purpose, PURPOSE);
    if (problems.length > 0) return { name: null, phone: null, userErrors: problemsAsErrors(problems) };
    const { deps, scope, caller, requestId, now } = context;
    const actor = actorOf(caller);
    const contact = await revealReporter(deps, { scope, actor, requestId, now: now(), ...input });
    return { ...contact, userErrors: [] };
  },
};

/** The ticket of a report, read only when it is asked for: intake itself stays one insert. */
export const reportPayloadResolvers = {
  ticket: ({ ticketId }: { ticketId?: string }, _: unknown, { loaders }: TicketContext) =>
    ticketId === undefined ? null : loaders.byId.load(ticketId),
};
