import { connectionOf, notFound, type PageArguments, pageRequest, systemScope } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import { dossierFor, mayHaveDossier } from '../../dossier/graphql/dossier-resolvers.ts';
import { worksInCenter } from '../domain/centers.ts';
import type { Transfer } from '../domain/parts.ts';
import type { TicketState } from '../domain/ticket.ts';
import { openOffer, transferState } from '../domain/transfer.ts';
import { actorOf } from '../use-cases/actor-of.ts';
import { handOver } from '../use-cases/hand-over.ts';
import { performCommand } from '../use-cases/perform-command.ts';
import type { StoredTicket, TicketRow } from '../use-cases/ticket-repository.ts';
import type { TransferAnswer } from '../use-cases/transfer-receipt.ts';
import type { CommandInput } from './inputs/command-input.ts';
import { inputProblems } from './inputs/input-problems.ts';
import { toCommand } from './inputs/read-command.ts';
import { refusedAsErrors } from './payload.ts';

/** The other jurisdiction reaches exactly the tickets that are, or were, offered to its own city. */
const SCOPE = systemScope('a city answers what another jurisdiction offers it');

type TransferNode = Transfer & { readonly ticket: TicketState };

export const transfersOf = (row: TicketRow): readonly TransferNode[] =>
  row.transfers.map((transfer) => ({ ...transfer, ticket: { ...row, timeline: [] } }));

const organization = (code: string) => ({ code });

/** Whoever may have the ticket's own dossier, and the city on the other side, which has signed it. */
function maySee({ ticket, division }: TransferNode, context: TicketContext): boolean {
  const actor = actorOf(context.caller);
  return mayHaveDossier(ticket, actor, context) || (worksInCenter(actor) && actor.division === division);
}

export const transferResolvers = {
  state: ({ ticket, ...transfer }: TransferNode) => transferState(ticket, transfer),
  from: ({ from }: TransferNode) => organization(from),
  to: ({ to }: TransferNode) => organization(to),
  dossierDigest: ({ receipt }: TransferNode) => receipt?.digest ?? null,
  dossier: (node: TransferNode, _: unknown, context: TicketContext) =>
    maySee(node, context) ? (node.receipt?.document ?? null) : null,
};

/** The city whose center the caller speaks for. */
const cityOf = ({ caller }: TicketContext): string => caller.division ?? '';

async function offeredTicket(id: string, context: TicketContext): Promise<StoredTicket> {
  const stored = await context.deps.tickets.load(SCOPE, { id });
  const city = cityOf(context);
  const isTheirs = stored?.state.transfers.some(({ direction, division }) => direction === 'OUT' && division === city);
  if (!stored || !isTheirs) throw notFound();
  return stored;
}

/** The receiver's answer to an offer; a ticket taken over is opened in its own jurisdiction at once, or by the sweeper if that fails. */
export function answerTransfer(type: TransferAnswer) {
  return async (_: unknown, { input }: { input: CommandInput }, context: TicketContext) => {
    const { deps, caller, now, traceparent, log } = context;
    const mark = { now: now(), traceparent };
    const problems = inputProblems(type, input, mark.now);
    if (problems.length > 0) {
      return { transfer: null, ticket: null, userErrors: problems.map((problem) => ({ ...problem, article: null })) };
    }
    const { state } = await offeredTicket(input.ticketId ?? '', context);
    const outcome = await performCommand(deps, {
      scope: SCOPE,
      key: { id: state.id },
      command: toCommand(type, input),
      actor: actorOf(caller),
      mark,
      madeAt: input.madeAt ?? undefined,
      expectedVersion: input.expectedVersion ?? undefined,
      idempotencyKey: input.idempotencyKey ?? undefined,
    });
    if (outcome.kind === 'REFUSED')
      return { transfer: null, ticket: null, userErrors: refusedAsErrors(outcome.refusal) };
    const stored = { state: outcome.state, version: 0, sequence: 0 };
    const code = await handOver(deps, stored, mark).catch((error: unknown) => {
      log.warn({ error: String(error) }, 'hand-over is left to the sweeper');
      return null;
    });
    const transfer = outcome.state.transfers.find(({ id }) => id === input.transferId);
    return {
      transfer: transfer ? { ...transfer, otherCode: code ?? transfer.otherCode, ticket: outcome.state } : null,
      ticket: code === null ? null : context.loaders.byCode.load(code),
      userErrors: [],
    };
  };
}

type Incoming = { readonly state: TicketState; readonly transfer: Transfer };

/** What other jurisdictions offer to the caller's city. */
export async function incomingTransfers(_: unknown, args: PageArguments, context: TicketContext) {
  const page = pageRequest(args);
  const found = await context.deps.tickets.offeredTo(SCOPE, cityOf(context), page);
  const rows = found.flatMap(({ state }): readonly Incoming[] => {
    const transfer = openOffer(state);
    return transfer ? [{ state, transfer }] : [];
  });
  return connectionOf(rows, page, ({ state }) => [state.reportedAt, state.id]);
}

export const incomingTransferResolvers = {
  ticketId: ({ state }: Incoming) => state.id,
  code: ({ state }: Incoming) => state.code,
  jurisdiction: ({ state }: Incoming) => state.jurisdiction,
  title: ({ state }: Incoming) => state.title,
  text: ({ state }: Incoming) => state.text,
  severity: ({ state }: Incoming) => state.severity,
  reportedAt: ({ state }: Incoming) => state.reportedAt,
  from: ({ transfer }: Incoming) => organization(transfer.from),
  transferId: ({ transfer }: Incoming) => transfer.id,
  reason: ({ transfer }: Incoming) => transfer.reason,
  words: ({ transfer }: Incoming) => transfer.words,
  offeredAt: ({ transfer }: Incoming) => transfer.offeredAt,
  dossier: ({ state }: Incoming, _: unknown, context: TicketContext) => dossierFor(state, context),
};
