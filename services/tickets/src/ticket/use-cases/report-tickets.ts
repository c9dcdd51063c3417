import { badUserInput, systemScope } from '@gridlink/subgraph-kit';
import type { GivenFiles } from '../domain/evidence.ts';
import type { TicketState } from '../domain/ticket.ts';
import type { TicketDeps } from './deps.ts';
import { keepFiles } from './given-files.ts';
import { MOST_DRAWS } from './insert-numbered.ts';
import { filesOfReports, type Prepared, prepareReport, type ReportSender, renumbered } from './prepare-report.ts';
import type { ReportInput } from './report-input.ts';
import type { InsertOutcome, TicketRow, WriteMark } from './ticket-repository.ts';

export type ReportRow = {
  /** From 1. */
  readonly row: number;
  readonly code: string | null;
  readonly ticketId: string | null;
  readonly outcome: 'CREATED' | 'UNCHANGED' | 'REFUSED';
  readonly messages: readonly string[];
};

const SCOPE = systemScope('the same report twice is one ticket');

export const MOST_ROWS = 200;

type ReadyReport = Extract<Prepared, { kind: 'READY' }>;

const refusedRow = (index: number, messages: readonly string[]): ReportRow => ({
  row: index + 1,
  code: null,
  ticketId: null,
  outcome: 'REFUSED',
  messages,
});

/** Takes in many reports with one write; each row is in whole or not at all. Rows need an external id, so that a resend is harmless. */
export async function reportTickets(
  deps: TicketDeps,
  { rows, dryRun }: { readonly rows: readonly ReportInput[]; readonly dryRun: boolean },
  { sender, mark }: { readonly sender: ReportSender; readonly mark: WriteMark },
): Promise<readonly ReportRow[]> {
  if (rows.length === 0 || rows.length > MOST_ROWS)
    throw badUserInput(`一次上报 1 至 ${MOST_ROWS} 行 (1 to ${MOST_ROWS} rows)`, 'rows');
  const files = await filesOfReports(deps, rows, sender);
  const prepared: (ReadyReport | ReportRow)[] = [];
  const asking = { ...deps, organizations: askedOnce(deps.organizations) };
  for (const [row, input] of rows.entries())
    prepared.push(await prepareRow(asking, { row, input }, { ...sender, files }));
  const ready = new Map([...prepared.entries()].filter((entry): entry is [number, ReadyReport] => 'kind' in entry[1]));
  const known = await knownKeys(deps, [...ready.values()]);
  const fresh = firstOfEachKey(ready, known);
  const outcomes = dryRun ? new Map<number, Inserted>() : await insertAll(deps, fresh, { sender, mark });
  const stored = dryRun ? known : await knownKeys(deps, [...ready.values()]);
  return prepared.map((entry, row) => {
    if (!('kind' in entry)) return entry;
    const inserted = outcomes.get(row);
    if (inserted?.outcome === 'STORED') return createdRow(row, inserted.report.ticket.state);
    if (dryRun && fresh.has(row)) return createdRow(row, null);
    return knownRow(row, { existing: stored.get(entry.ticket.externalKey ?? ''), dryRun });
  });
}

/** The centers of a place are the same for all rows: who has been asked for is not asked for again. */
function askedOnce({ units, names }: TicketDeps['organizations']): TicketDeps['organizations'] {
  const asked = new Map<string, ReturnType<typeof units>>();
  return {
    names,
    units(codes) {
      const key = codes.join('|');
      const found = asked.get(key) ?? units(codes);
      asked.set(key, found);
      return found;
    },
  };
}

/** A row that made no ticket because there is one: in the database, or in a dry run further up among the rows. */
function knownRow(
  index: number,
  { existing, dryRun }: { readonly existing: TicketRow | undefined; readonly dryRun: boolean },
): ReportRow {
  if (!existing && !dryRun) return refusedRow(index, ['未能分配工单号，请重试']);
  return {
    row: index + 1,
    code: existing?.code ?? null,
    ticketId: existing?.id ?? null,
    outcome: 'UNCHANGED',
    messages: ['此前已上报'],
  };
}

type Inserted = { readonly outcome: InsertOutcome; readonly report: ReadyReport };

const createdRow = (index: number, ticket: TicketState | null): ReportRow => ({
  row: index + 1,
  code: ticket?.code ?? null,
  ticketId: ticket?.id ?? null,
  outcome: 'CREATED',
  messages: [],
});

async function prepareRow(
  deps: TicketDeps,
  { row, input }: { readonly row: number; readonly input: ReportInput },
  sender: ReportSender & { readonly files: GivenFiles },
): Promise<ReadyReport | ReportRow> {
  if (!input.externalId) return refusedRow(row, ['批量上报须填写 externalId']);
  const prepared = await prepareReport(deps, input, sender);
  if (prepared.kind === 'READY') return prepared;
  return refusedRow(
    row,
    prepared.problems.map(({ field, message }) => `${field.join('.')}: ${message}`),
  );
}

const knownKeys = (deps: TicketDeps, reports: readonly ReadyReport[]) =>
  deps.tickets.findByExternalKey(
    SCOPE,
    reports.map(({ ticket }) => ticket.externalKey ?? ''),
  );

/** Rows whose key neither the database nor an earlier row has. */
function firstOfEachKey(
  ready: ReadonlyMap<number, ReadyReport>,
  known: ReadonlyMap<string, unknown>,
): ReadonlyMap<number, ReadyReport> {
  const seen = new Set(known.keys());
  const fresh = new Map<number, ReadyReport>();
  for (const [row, report] of ready) {
    const key = report.ticket.externalKey ?? '';
    if (seen.has(key)) continue;
    seen.add(key);
    fresh.set(row, report);
  }
  return fresh;
}

async function insertAll(
  deps: TicketDeps,
  fresh: ReadonlyMap<number, ReadyReport>,
  { sender, mark }: { readonly sender: ReportSender; readonly mark: WriteMark },
): Promise<ReadonlyMap<number, Inserted>> {
  const done = new Map<number, Inserted>();
  let waiting = [...fresh];
  for (let attempt = 1; waiting.length > 0 && attempt <= MOST_DRAWS; attempt++) {
    const outcomes = await deps.tickets.insertMany(
      waiting.map(([, { ticket }]) => ticket),
      mark,
    );
    for (const [index, [row, report]] of waiting.entries()) {
      done.set(row, { outcome: outcomes[index] ?? 'CODE_TAKEN', report });
    }
    waiting = waiting
      .filter((_, index) => outcomes[index] === 'CODE_TAKEN')
      .map(([row, report]) => [row, renumbered(deps, report, sender.now)]);
  }
  const stored = [...done.values()].filter(({ outcome }) => outcome === 'STORED');
  await keepFiles(
    deps,
    stored.flatMap(({ report }) => report.ticket.state.timeline.flatMap(({ evidence }) => evidence)),
  );
  return done;
}
