import { parentDivision, wholeDivisionCode } from '@gridlink/contracts';
import type { CoordinateSystem } from '@gridlink/geo-index';
import type { Pack } from '@gridlink/jurisdiction';
import { reachesArea, type Scope } from '@gridlink/subgraph-kit';
import { checkDivisionRow, type DivisionRefusal, type DivisionRow } from '../domain/check-row.ts';
import type { Division } from '../domain/division.ts';
import type { DivisionBoundary, DivisionRecord, DivisionRepository } from './division-repository.ts';

export type ImportDivisions = {
  readonly scope: Scope;
  readonly pack: Pack;
  readonly rows: readonly DivisionRow[];
  readonly system: CoordinateSystem;
  readonly dryRun: boolean;
  readonly now: Date;
};

export type DivisionRowResult = {
  readonly code: string;
  readonly outcome: 'CREATED' | 'UNCHANGED' | 'UPDATED' | 'REFUSED';
  readonly refusals: readonly DivisionRefusal[];
};

type Stored = ReadonlyMap<string, DivisionRecord & Partial<DivisionBoundary>>;

export const MOST_DIVISION_ROWS = 1_000;

/**
 * Stores official divisions, idempotent by code. Each row is refused or stored whole, the others go on; one bulk write for all of them.
 */
export async function importDivisions(
  divisions: DivisionRepository,
  command: ImportDivisions,
): Promise<readonly DivisionRowResult[]> {
  const stored = await readStored(divisions, command);
  const inBatch = new Set<string>();
  const toSave: Division[] = [];
  const results = command.rows.map((row): DivisionRowResult => {
    if (inBatch.has(row.code)) return refused(row.code, [{ kind: 'REPEATED', code: row.code }]);
    const checked = checkDivisionRow(
      row,
      rulesFor(command, (code) => stored.has(code) || inBatch.has(code)),
    );
    if ('refusals' in checked) return refused(row.code, checked.refusals);
    inBatch.add(row.code);
    const outcome = outcomeOf(checked.division, stored);
    if (outcome !== 'UNCHANGED') toSave.push(checked.division);
    return { code: row.code, outcome, refusals: [] };
  });
  if (!command.dryRun) await divisions.save(command.scope, toSave, command.now);
  return results;
}

const refused = (code: string, refusals: readonly DivisionRefusal[]): DivisionRowResult => ({
  code,
  outcome: 'REFUSED',
  refusals,
});

const rulesFor = ({ pack, scope, system }: ImportDivisions, knows: (code: string) => boolean) => ({
  jurisdiction: pack.code,
  territory: pack.territory.prefixes.map(wholeDivisionCode),
  system,
  knows,
  reaches: (areas: readonly string[]) => reachesArea(scope, pack.code, areas),
});

/** What is stored of the rows and their parents; boundaries only where a row brings one to compare. */
async function readStored(divisions: DivisionRepository, { rows }: ImportDivisions): Promise<Stored> {
  // The platform's own look: a province may be on record for another jurisdiction already.
  const scope: Scope = { reach: 'SYSTEM', reason: 'compare imported divisions with stored ones' };
  const codes = rows.map(({ code }) => code);
  const parents = codes.map(parentDivision).filter((code) => code !== null);
  const withBoundary = rows.filter(({ boundary }) => boundary !== undefined && boundary !== null);
  const [records, boundaries] = await Promise.all([
    divisions.byCodes(scope, [...new Set([...codes, ...parents])]),
    divisions.boundariesOf(
      scope,
      withBoundary.map(({ code }) => code),
    ),
  ]);
  const byCode = new Map(boundaries.map((boundary) => [boundary.code, boundary]));
  return new Map(records.map((record) => [record.code, { ...record, ...byCode.get(record.code) }]));
}

function outcomeOf(division: Division, stored: Stored): 'CREATED' | 'UNCHANGED' | 'UPDATED' {
  const known = stored.get(division.code);
  if (!known) return 'CREATED';
  const same =
    known.name === division.name &&
    known.level === division.level &&
    division.jurisdictions.every((code) => known.jurisdictions.includes(code)) &&
    (division.boundary === null || JSON.stringify(division.boundary) === JSON.stringify(known.boundary));
  return same ? 'UNCHANGED' : 'UPDATED';
}
