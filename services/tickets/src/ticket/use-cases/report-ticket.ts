import { systemScope } from '@gridlink/subgraph-kit';
import type { TicketState } from '../domain/ticket.ts';
import type { InputProblem } from './check-text.ts';
import type { TicketDeps } from './deps.ts';
import { keepFiles } from './given-files.ts';
import { filesOfReports, prepareReport, type ReportSender, renumbered } from './prepare-report.ts';
import type { ReportInput } from './report-input.ts';
import type { TicketRow, WriteMark } from './ticket-repository.ts';

export type ReportOutcome =
  | { readonly kind: 'REFUSED'; readonly problems: readonly InputProblem[] }
  | { readonly kind: 'REPORTED'; readonly state: TicketState; readonly queryCode: string }
  | { readonly kind: 'SEEN_BEFORE'; readonly row: TicketRow; readonly queryCode: string | null };

const ATTEMPTS = 5;
/** Whoever repeats a report gets the number of the first, also where the ticket has since gone out of their sight. */
const SCOPE = systemScope('the same report twice is one ticket');

/** Takes in a report: exactly one insert, and the same report sent twice is one ticket (T01). */
export async function reportTicket(
  deps: TicketDeps,
  input: ReportInput,
  { sender, mark }: { readonly sender: ReportSender; readonly mark: WriteMark },
): Promise<ReportOutcome> {
  let prepared = await prepareReport(deps, input, { ...sender, files: await filesOfReports(deps, [input], sender) });
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    if (prepared.kind === 'REFUSED') return prepared;
    const { ticket, queryCode } = prepared;
    const outcome = await deps.tickets.insert(ticket, mark);
    if (outcome === 'STORED') {
      await keepFiles(deps, input.evidence ?? []);
      return { kind: 'REPORTED', state: ticket.state, queryCode };
    }
    if (outcome === 'SEEN_BEFORE') return seenBefore(deps, ticket.externalKey, input);
    prepared = renumbered(deps, prepared, sender.now);
  }
  throw new Error(`no free ticket number in ${ATTEMPTS} attempts`);
}

async function seenBefore(deps: TicketDeps, externalKey: string | null, input: ReportInput): Promise<ReportOutcome> {
  const row =
    externalKey === null ? undefined : (await deps.tickets.findByExternalKey(SCOPE, [externalKey])).get(externalKey);
  if (!row) throw new Error('a report seen before is not there');
  // Whoever repeats the secret key of a lost answer is shown the code again; a source's running number proves nothing.
  const repeated = !input.externalId && input.idempotencyKey ? deps.queryCodes.issue(input.idempotencyKey) : null;
  return { kind: 'SEEN_BEFORE', row, queryCode: repeated };
}
