import { type DivisionLevel, type GridKind, type MultiPolygon, textFlaw } from '@gridlink/contracts';
import type { CoordinateSystem } from '@gridlink/geo-index';
import { readBoundary } from '../../boundary/domain/read-boundary.ts';
import type { ExclusiveDetails, GridContent } from './grid.ts';
import type { GridRefusal } from './refusal.ts';

/** A grid as a caller hands it in. */
export type GridRow = {
  readonly externalId: string;
  readonly name: string;
  readonly kind: GridKind;
  readonly division: string;
  readonly boundary: unknown;
  readonly households?: number | null | undefined;
  readonly residents?: number | null | undefined;
  readonly exclusive?: ExclusiveDetails | null | undefined;
};

export type RowDivision = {
  readonly code: string;
  readonly level: DivisionLevel;
  /** Jurisdictions the division belongs to. */
  readonly jurisdictions: readonly string[];
};

export type RowRules = {
  readonly jurisdiction: string;
  readonly system: CoordinateSystem;
  /** The division the row names, or undefined when there is none of that code. */
  readonly division: RowDivision | undefined;
  /** Whether the caller's scope reaches that division. */
  readonly withinReach: boolean;
  /** Codes of the pack's categories of exclusive grids. */
  readonly categories: readonly string[];
  /** Functions of the bodies the pack knows. */
  readonly functions: ReadonlySet<string>;
};

export const MOST_GRID_CORNERS = 1_000;
const MOST_EXTERNAL_ID = 80;
const MOST_NAME = 60;
const MOST_HOST_UNIT = 120;

/** An exclusive grid may span a county (a railway, a park across towns); the others belong to a community, or a town that has none. */
const LEVELS: Readonly<Record<GridKind, readonly DivisionLevel[]>> = {
  URBAN: ['VILLAGE', 'TOWN'],
  RURAL: ['VILLAGE', 'TOWN'],
  EXCLUSIVE: ['VILLAGE', 'TOWN', 'COUNTY'],
};

/** The row as content to keep, or everything that is wrong with it at once. */
export function checkRow(
  row: GridRow,
  rules: RowRules,
): { readonly content: GridContent } | { readonly refusals: readonly GridRefusal[] } {
  const reading = readBoundary(row.boundary, { system: rules.system, mostCorners: MOST_GRID_CORNERS, simple: true });
  const refusals: GridRefusal[] = [
    ...textRefusals(row),
    ...divisionRefusals(row, rules),
    ...exclusiveRefusals(row, rules),
    ...('refusal' in reading ? [{ kind: 'BOUNDARY', boundary: reading.refusal } as const] : []),
  ];
  if (refusals.length > 0 || 'refusal' in reading) return { refusals };
  return { content: contentOf(row, reading.boundary) };
}

const contentOf = (row: GridRow, boundary: MultiPolygon): GridContent => ({
  name: row.name.trim(),
  kind: row.kind,
  division: row.division,
  boundary,
  households: row.households ?? null,
  residents: row.residents ?? null,
  exclusive: row.exclusive
    ? {
        category: row.exclusive.category,
        hostUnit: row.exclusive.hostUnit.trim(),
        supervisingFunctions: [...row.exclusive.supervisingFunctions],
      }
    : null,
});

/** True for one line of 1 to `most` characters, blanks around it not counted, none of them hidden. */
export const fits = (text: string, most: number): boolean => textFlaw(text, { most }) === undefined;

/** A grid of a million people is a slip of the pen. */
const MOST_FIGURE = 1_000_000;
const isFigure = (value: number | null | undefined): boolean => value == null || (value >= 0 && value <= MOST_FIGURE);

function textRefusals(row: GridRow): GridRefusal[] {
  const refusals: GridRefusal[] = [];
  if (!fits(row.externalId, MOST_EXTERNAL_ID)) {
    refusals.push({ kind: 'TEXT_LENGTH', field: 'externalId', most: MOST_EXTERNAL_ID });
  }
  if (!fits(row.name, MOST_NAME)) refusals.push({ kind: 'TEXT_LENGTH', field: 'name', most: MOST_NAME });
  if (!isFigure(row.households)) refusals.push({ kind: 'FIGURE_RANGE', field: 'households', most: MOST_FIGURE });
  if (!isFigure(row.residents)) refusals.push({ kind: 'FIGURE_RANGE', field: 'residents', most: MOST_FIGURE });
  return refusals;
}

function divisionRefusals(row: GridRow, { division, jurisdiction, withinReach }: RowRules): GridRefusal[] {
  if (!division) return [{ kind: 'DIVISION_UNKNOWN', division: row.division }];
  if (!division.jurisdictions.includes(jurisdiction)) return [{ kind: 'DIVISION_ELSEWHERE', division: row.division }];
  if (!withinReach) return [{ kind: 'OUT_OF_REACH', division: row.division }];
  if (LEVELS[row.kind].includes(division.level)) return [];
  return [{ kind: 'DIVISION_LEVEL', division: row.division, level: division.level }];
}

function exclusiveRefusals({ kind, exclusive }: GridRow, { categories, functions }: RowRules): GridRefusal[] {
  if (kind !== 'EXCLUSIVE') return exclusive ? [{ kind: 'EXCLUSIVE_UNWANTED' }] : [];
  if (!exclusive) return [{ kind: 'EXCLUSIVE_MISSING' }];
  const refusals: GridRefusal[] = [];
  if (!categories.includes(exclusive.category)) {
    refusals.push({ kind: 'CATEGORY_UNKNOWN', category: exclusive.category, known: categories });
  }
  if (!fits(exclusive.hostUnit, MOST_HOST_UNIT)) {
    refusals.push({ kind: 'TEXT_LENGTH', field: 'hostUnit', most: MOST_HOST_UNIT });
  }
  const unknown = exclusive.supervisingFunctions.filter((name) => !functions.has(name));
  if (unknown.length > 0) refusals.push({ kind: 'FUNCTION_UNKNOWN', functions: unknown });
  return refusals;
}
