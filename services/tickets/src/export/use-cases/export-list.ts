import { randomUUID } from 'node:crypto';
import { areasOf, type Caller, type ExportFormat } from '@gridlink/contracts';
import type { Cell } from '../../spreadsheet/cell.ts';
import { heldFrom, type ListExport } from '../domain/list-export.ts';
import type { ExportLog } from './export-log.ts';
import type { TableDeps } from './exported-tables.ts';
import type { OpenTable } from './list-table.ts';

export type ExportDeps = TableDeps & { readonly exports: ExportLog };

export type ExportAsked = {
  readonly caller: Caller;
  readonly requestId: string;
  readonly now: () => Date;
  readonly list: string;
  readonly format: ExportFormat;
  readonly table: OpenTable;
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

/** Begins to give out a list. Who took what is on record before the first row is read. */
export async function exportList(deps: Pick<ExportDeps, 'exports'>, asked: ExportAsked): Promise<ExportBegun> {
  const { caller, requestId, now, list, format, table, conditions } = asked;
  const startedAt = now();
  const id = randomUUID();
  const begun = await deps.exports.begin({
    id,
    list,
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
  const end = (state: ListExport['state'], sha256: string | null): Promise<boolean> =>
    deps.exports.end({ id, subject: caller.subject }, { state, sha256, endedAt: now() });
  return {
    kind: 'BEGUN',
    export: {
      id,
      head: table.head,
      pages: counted(deps, asked, id),
      async complete(sha256) {
        if (!(await end('COMPLETE', sha256))) throw new ExportLost();
      },
      async stop(how) {
        await end(how, null);
      },
    },
  };
}

/** The pages, each on record once it is taken. */
async function* counted(
  { exports }: Pick<ExportDeps, 'exports'>,
  { table, now }: ExportAsked,
  id: string,
): AsyncGenerator<readonly (readonly Cell[])[]> {
  let given = 0;
  for await (const rows of table.pages()) {
    yield rows;
    // Whoever asks for more has taken these.
    given += rows.length;
    if (!(await exports.advance(id, given, heldFrom(now())))) throw new ExportLost();
  }
}
