import { systemScope } from '@gridlink/subgraph-kit';
import type { TicketState } from '../domain/ticket.ts';
import type { InputProblem } from './check-text.ts';
import type { TicketDeps } from './deps.ts';
import { keepFiles } from './given-files.ts';
import { insertNumbered } from './insert-numbered.ts';
import { filesOfReports, prepareReport, type ReportSender, renumbered } from './prepare-report.ts';
import type { ReportInput } from './report-input.ts';
import type { TicketRow, WriteMark } from './ticket-repository.ts';

export type ReportOutcome =
  | { readonly kind: 'REFUSED'; readonly problems: readonly InputProblem[] }
  | { readonly kind: 'REPORTED'; readonly state: TicketState; readonly queryCode: string }
  | { readonly kind: 'SEEN_BEFORE'; readonly row: TicketRow; readonly queryCode: string | null };

/** Whoever repeats a report gets the number of the first, also where the ticket has since gone out of their sight. */
const SCOPE = systemScope('the same report twice is one ticket');

/** Takes in a report: exactly one insert, and the same report sent twice is one ticket (T01). */
export async function reportTicket(
  deps: TicketDeps,
  input: ReportInput,
  { sender, mark }: { readonly sender: ReportSender; readonly mark: WriteMark },
): Promise<ReportOutcome> {
  const prepared = await prepareReport(deps, input, { ...sender, files: await filesOfReports(deps, [input], sender) });
  if (prepared.kind === 'REFUSED') return prepared;
  const { externalKey } = prepared.ticket;
  const outcome = await insertNumbered(prepared, {
    renumbered: (report) => renumbered(deps, report, sender.now),
    insert: ({ ticket }) => deps.tickets.insert(ticket, mark),
    earlier: async () =>
      externalKey === null ? null : (await deps.tickets.findByExternalKey(SCOPE, [externalKey])).get(externalKey),
  });
  if (outcome.kind === 'SEEN_BEFORE') {
    return { kind: 'SEEN_BEFORE', row: outcome.earlier, queryCode: repeatedCode(deps, input) };
  }
  await keepFiles(deps, input.evidence ?? []);
  const { ticket, queryCode } = outcome.thing;
  return { kind: 'REPORTED', state: ticket.state, queryCode };
}

/** Whoever repeats the secret key of a lost answer is shown the code again; a source's running number proves nothing. */
const repeatedCode = (deps: TicketDeps, { externalId, idempotencyKey }: ReportInput): string | null =>
  !externalId && idempotencyKey ? deps.queryCodes.issue(idempotencyKey) : null;
