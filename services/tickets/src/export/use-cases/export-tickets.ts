import { randomUUID } from 'node:crypto';
import { areasOf, type Caller, type ExportFormat } from '@gridlink/contracts';
import { type Packs, stageLabel } from '@gridlink/jurisdiction';
import type { Scope } from '@gridlink/subgraph-kit';
import type { OrganizationDirectory } from '../../organization/organization-directory.ts';
import type { Cell } from '../../spreadsheet/cell.ts';
import type { TicketFilter, TicketRepository } from '../../ticket/use-cases/ticket-repository.ts';
import { heldFrom, type ListExport } from '../domain/list-export.ts';
import { columnsFor, unitsOf, type Words } from '../domain/ticket-columns.ts';
import type { ExportLog } from './export-log.ts';
import { ticketPages } from './ticket-pages.ts';

export type ExportDeps = {
  readonly tickets: Pick<TicketRepository, 'list'>;
  readonly organizations: Pick<OrganizationDirectory, 'names'>;
  readonly packs: Packs;
  readonly exports: ExportLog;
};

export type ExportAsked = {
  readonly caller: Caller;
  readonly scope: Scope;
  readonly mayRead: (coordinate: string) => boolean;
  readonly requestId: string;
  readonly now: () => Date;
  readonly format: ExportFormat;
  readonly filter: TicketFilter;
  /** The conditions in their asker's own words, for the record. */
  readonly conditions: ListExport['conditions'];
};

/** A list on its way out. */
export type RunningExport = {
  readonly id: string;
  readonly head: readonly string[];
  readonly pages: AsyncIterable<readonly (readonly Cell[])[]>;
  /** All of it is handed out: the record says so before the file ends. */
  complete(sha256: string): Promise<void>;
  /** It did not come to that. */
  stop(how: 'ABORTED' | 'FAILED'): Promise<void>;
};

export type ExportBegun =
  | { readonly kind: 'BEGUN'; readonly export: RunningExport }
  | { readonly kind: 'RUNNING'; readonly other: ListExport | null };

/** Another export of the same account has taken over: this one held nothing for too long. */
export class ExportLost extends Error {}

const belongsTo = ({ division, organization }: Caller): readonly string[] => {
  const place = division ?? /^\d{12}(?=-)/.exec(organization ?? '')?.[0];
  return place === undefined ? [] : areasOf(place);
};

/** Begins to give out a list of tickets. Who took what is on record before the first row is read. */
export async function exportTickets(deps: ExportDeps, asked: ExportAsked): Promise<ExportBegun> {
  const { caller, requestId, now, format, conditions } = asked;
  const startedAt = now();
  const id = randomUUID();
  const begun = await deps.exports.begin({
    id,
    list: 'tickets',
    format,
    conditions,
    subject: caller.subject,
    organization: caller.organization ?? null,
    jurisdiction: caller.jurisdiction ?? '',
    areas: belongsTo(caller),
    requestId,
    startedAt,
    heldUntil: heldFrom(startedAt),
  });
  if (begun.kind === 'RUNNING') return begun;
  const columns = columnsFor(asked.mayRead);
  const end = (state: ListExport['state'], sha256: string | null): Promise<boolean> =>
    deps.exports.end({ id, subject: caller.subject }, { state, sha256, endedAt: now() });
  return {
    kind: 'BEGUN',
    export: {
      id,
      head: columns.map(({ head }) => head),
      pages: tablePages(deps, asked, { id, columns }),
      async complete(sha256) {
        if (!(await end('COMPLETE', sha256))) throw new ExportLost();
      },
      async stop(how) {
        await end(how, null);
      },
    },
  };
}

type Begun = { readonly id: string; readonly columns: ReturnType<typeof columnsFor> };

async function* tablePages(
  { tickets, organizations, packs, exports }: ExportDeps,
  { scope, filter, now }: ExportAsked,
  { id, columns }: Begun,
): AsyncGenerator<readonly (readonly Cell[])[]> {
  const stage: Words['stage'] = (row) => {
    const pack = packs.get(row.jurisdiction);
    return pack ? stageLabel(pack, row.stage).zh : row.stage;
  };
  let given = 0;
  for await (const rows of ticketPages(tickets, scope, filter)) {
    const codes = rows.flatMap((row) => [row.holder, ...unitsOf(row)]);
    const words: Words = { names: await organizations.names(codes), stage };
    yield rows.map((row) => columns.map(({ cell }) => cell(row, words)));
    // Whoever asks for more has taken these.
    given += rows.length;
    if (!(await exports.advance(id, given, heldFrom(now())))) throw new ExportLost();
  }
}
