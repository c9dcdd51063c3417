import { TICKET_STAGES } from '@gridlink/contracts';
import { badUserInput, connectionOf, notFound, type PageArguments, pageRequest } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import { dossierRegister } from '../../dossier/graphql/dossier-resolvers.ts';
import { stageCounts } from '../../figures/use-cases/stage-counts.ts';
import { wordsIn } from '../domain/words.ts';
import { actorOf } from '../use-cases/actor-of.ts';
import { ticketByNumber } from '../use-cases/ticket-by-number.ts';
import type { TicketFilter, TicketRow } from '../use-cases/ticket-repository.ts';
import { waitingTokens } from '../use-cases/waiting-tokens.ts';
import { explainDeadline } from './deadline-type.ts';
import { publicTicket } from './public-ticket.ts';
import { redactionRequests } from './redaction-request.ts';
import { rulesOf } from './rules.ts';
import { ticketFields } from './ticket-fields.ts';
import { incomingTransfers } from './transfer.ts';

type FilterArguments = { readonly filter?: { readonly [K in keyof TicketFilter]: TicketFilter[K] | null } | null };
type ListArguments = PageArguments & FilterArguments & { readonly orderBy?: string | null };

const DIVISION = /^\d{12}$/;
const SEARCH_MAX = 60;

/** Leaves out what was sent as null, and refuses what cannot be searched for. */
export function readFilter({ filter }: FilterArguments): TicketFilter {
  const given = Object.fromEntries(Object.entries(filter ?? {}).filter(([, value]) => value !== null)) as TicketFilter;
  if (given.division !== undefined && !DIVISION.test(given.division)) {
    throw badUserInput('区划代码应为 12 位数字 (a division code has 12 digits)', 'filter.division');
  }
  if (given.text !== undefined) checkSearch(given.text);
  return given;
}

function checkSearch(text: string): void {
  const words = wordsIn(text);
  if (text.length > SEARCH_MAX || words.length === 0) {
    throw badUserInput(`搜索词应为 1 至 ${SEARCH_MAX} 个字 (1 to ${SEARCH_MAX} characters of words)`, 'filter.text');
  }
}

const sortValues = ({ reportedAt, id }: TicketRow) => [reportedAt, id] as const;
const dueValues = ({ dueAt, id }: TicketRow) => [dueAt ?? new Date(0), id] as const;

export const connectionByDue = (rows: readonly TicketRow[], page: ReturnType<typeof pageRequest>) =>
  connectionOf(rows, page, dueValues);
export const connectionByReport = (rows: readonly TicketRow[], page: ReturnType<typeof pageRequest>) =>
  connectionOf(rows, page, sortValues);

export const queryResolvers = {
  ticket(_: unknown, { id, code }: { id?: string | null; code?: string | null }, { loaders }: TicketContext) {
    if (id) return loaders.byId.load(id);
    if (code) return loaders.byCode.load(code);
    throw badUserInput('请给出 id 或 code (give id or code)', 'id');
  },

  async tickets(_: unknown, args: ListArguments, { deps, scope, selection }: TicketContext) {
    const page = pageRequest(args);
    const oldestFirst = args.orderBy === 'REPORTED_OLDEST_FIRST';
    const list = { filter: readFilter(args), oldestFirst, page, fields: ticketFields(selection) };
    const rows = await deps.tickets.list(scope, list);
    return connectionByReport(rows, page);
  },

  async myWork(_: unknown, args: PageArguments, { deps, scope, caller, selection }: TicketContext) {
    const page = pageRequest(args);
    const tokens = waitingTokens(actorOf(caller));
    const queue = { ...page, fields: ticketFields(selection) };
    const rows = tokens.length === 0 ? [] : await deps.tickets.waitingFor(scope, tokens, queue);
    return connectionByDue(rows, page);
  },

  async ticketCounts(_: unknown, args: FilterArguments, { deps, scope }: TicketContext) {
    const totals = await stageCounts(deps, scope, readFilter(args));
    const counts = new Map(totals.map(({ stage, count }) => [stage, count]));
    return TICKET_STAGES.map((stage) => ({ stage, count: counts.get(stage) ?? 0 }));
  },

  async ticketByNumber(_: unknown, args: { code: string; queryCode: string }, { deps }: TicketContext) {
    const stored = await ticketByNumber(deps, args);
    return stored ? publicTicket(deps, stored.state) : null;
  },

  async deadlineExplanation(
    _: unknown,
    { ticketId, deadlineId }: { ticketId: string; deadlineId: string },
    { deps, scope, now }: TicketContext,
  ) {
    const [row] = await deps.tickets.rowsById(scope, [ticketId]);
    const deadline = row?.deadlines.find(({ id }) => id === deadlineId);
    if (!row || !deadline) throw notFound();
    return explainDeadline(deps, { ...deadline, jurisdiction: row.jurisdiction }, now());
  },

  dossierRegister,
  incomingTransfers,
  redactionRequests,

  ticketRules: (_: unknown, { jurisdiction }: { jurisdiction: string }, { deps }: TicketContext) => {
    const pack = deps.packs.get(jurisdiction);
    return pack ? rulesOf(pack, deps.holidays.notices) : null;
  },
};
