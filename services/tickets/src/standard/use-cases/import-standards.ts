import { areasOf } from '@gridlink/contracts';
import { dayNumberAt } from '@gridlink/jurisdiction';
import { conflict, forbidden, type Scope } from '@gridlink/subgraph-kit';
import { readTable, type Table } from '../domain/read-table.ts';
import type { Standard, StandardRefusal, StandardRow } from '../domain/standard.ts';
import type { StandardRepository } from './standard-repository.ts';

export type ImportOrder = {
  /** The table as it is printed: text of a comma-separated file whose first line names the columns. */
  readonly csv: string;
  /** Where it was published: title and number of the document. */
  readonly source: string;
  readonly effectiveFrom: Date;
  readonly dryRun: boolean;
  readonly by: string;
  readonly now: Date;
};

export type ImportOutcome = {
  readonly rows: readonly StandardRow[];
  readonly refusal: StandardRefusal | null;
  /** The version that holds the table now; null in a dry run, or when nothing was stored. */
  readonly standard: Standard | null;
};

const LONGEST_SOURCE = 200;

/** Whose table a caller imports: that of his own territory. */
export function territoryOf(scope: Scope): { readonly jurisdiction: string; readonly division: string } {
  if (scope.reach !== 'BOUNDED' || scope.area === undefined) {
    throw forbidden('您没有可公布立案结案标准的辖区 (you have no territory to publish standards for)');
  }
  return { jurisdiction: scope.jurisdiction, division: scope.area };
}

function refusalOf(order: ImportOrder, newest: Standard | null, read: Table): StandardRefusal | null {
  const source = order.source.trim();
  if (source === '' || [...source].length > LONGEST_SOURCE) return { kind: 'SOURCE_NEEDED' };
  const count = read.rows.filter(({ outcome }) => outcome === 'REFUSED').length;
  if (count > 0) return { kind: 'ROWS_REFUSED', count };
  // Tickets of today have been accepted under what is in force.
  if (dayNumberAt(order.effectiveFrom.getTime()) < dayNumberAt(order.now.getTime())) return { kind: 'BEFORE_TODAY' };
  if (newest && order.effectiveFrom < newest.effectiveFrom)
    return { kind: 'BEFORE_NEWEST', newest: newest.effectiveFrom };
  return null;
}

const isSame = (newest: Standard | null, order: ImportOrder, read: Table): boolean =>
  newest !== null &&
  newest.effectiveFrom.getTime() === order.effectiveFrom.getTime() &&
  newest.source === order.source.trim() &&
  JSON.stringify(newest.conditions) === JSON.stringify(read.conditions);

/**
 * Takes a territory's table in whole as a new version, or not at all; the report says of each row what became of it. The same table
 * with the same day again is the same version.
 */
export async function importStandards(
  standards: StandardRepository,
  scope: Scope,
  order: ImportOrder,
): Promise<ImportOutcome> {
  const territory = territoryOf(scope);
  const newest = await standards.newest(territory.jurisdiction, territory.division);
  const read = readTable(order.csv, newest?.conditions ?? []);
  if ('kind' in read) return { rows: [], refusal: read, standard: null };
  if (isSame(newest, order, read)) return { rows: read.rows, refusal: null, standard: newest };
  const refusal = refusalOf(order, newest, read);
  if (refusal || order.dryRun) return { rows: read.rows, refusal, standard: null };
  const version = (newest?.version ?? 0) + 1;
  const standard: Standard = {
    id: `${territory.division}|${version}`,
    ...territory,
    version,
    effectiveFrom: order.effectiveFrom,
    source: order.source.trim(),
    importedAt: order.now,
    importedBy: order.by,
    conditions: read.conditions,
  };
  if (!(await standards.add(standard))) throw conflict();
  return { rows: read.rows, refusal: null, standard };
}

/** The version in force in a division. */
export const standardAt = (
  standards: StandardRepository,
  { jurisdiction, division, now }: { readonly jurisdiction: string; readonly division: string; readonly now: Date },
): Promise<Standard | null> => standards.inForce(jurisdiction, areasOf(division), now);
