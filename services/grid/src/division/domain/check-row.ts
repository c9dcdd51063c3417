import {
  areasOf,
  DIVISION_LEVELS,
  type DivisionLevel,
  divisionLevel,
  isDivisionCode,
  liesIn,
  parentDivision,
  textFlaw,
} from '@gridlink/contracts';
import type { CoordinateSystem } from '@gridlink/geo-index';
import { type BoundaryRefusal, readBoundary } from '../../boundary/domain/read-boundary.ts';
import type { Division } from './division.ts';

export type DivisionRow = {
  readonly code: string;
  readonly name: string;
  readonly level?: DivisionLevel | null | undefined;
  readonly boundary?: unknown;
};

export type DivisionRefusal =
  | { readonly kind: 'BAD_CODE'; readonly code: string }
  | { readonly kind: 'NAME_LENGTH'; readonly most: number }
  | { readonly kind: 'LEVEL'; readonly level: DivisionLevel; readonly expected: DivisionLevel }
  | { readonly kind: 'REPEATED'; readonly code: string }
  | { readonly kind: 'PARENT_MISSING'; readonly parent: string }
  | { readonly kind: 'OUTSIDE_JURISDICTION'; readonly code: string }
  | { readonly kind: 'OUT_OF_REACH'; readonly code: string }
  | { readonly kind: 'BOUNDARY'; readonly boundary: BoundaryRefusal };

export type DivisionRules = {
  readonly jurisdiction: string;
  /** Whole codes of the divisions the pack's territory consists of. */
  readonly territory: readonly string[];
  readonly system: CoordinateSystem;
  readonly knows: (code: string) => boolean;
  readonly reaches: (areas: readonly string[]) => boolean;
};

/** Official county boundaries run to some thousands of corners. */
const MOST_DIVISION_CORNERS = 20_000;
const MOST_NAME = 60;

/** The row as a division to keep, or everything that is wrong with it at once. A boundary left out is null here: the stored one stays. */
export function checkDivisionRow(
  row: DivisionRow,
  rules: DivisionRules,
): { readonly division: Division } | { readonly refusals: readonly DivisionRefusal[] } {
  if (!isDivisionCode(row.code)) return { refusals: [{ kind: 'BAD_CODE', code: row.code }] };
  const reading =
    row.boundary === undefined || row.boundary === null
      ? { boundary: null }
      : readBoundary(row.boundary, { system: rules.system, mostCorners: MOST_DIVISION_CORNERS, simple: false });
  const refusals = [
    ...placeRefusals(row, rules),
    ...('refusal' in reading ? [{ kind: 'BOUNDARY', boundary: reading.refusal } as const] : []),
  ];
  if (refusals.length > 0 || 'refusal' in reading) return { refusals };
  return {
    division: {
      code: row.code,
      name: row.name.trim(),
      level: row.level ?? divisionLevel(row.code),
      parent: parentDivision(row.code),
      areas: areasOf(row.code),
      jurisdictions: [rules.jurisdiction],
      boundary: reading.boundary,
    },
  };
}

/** Some cities have towns where others have counties, so a level may stand one step beside its code's, and no further. */
const isNear = (level: DivisionLevel, expected: DivisionLevel): boolean =>
  Math.abs(DIVISION_LEVELS.indexOf(level) - DIVISION_LEVELS.indexOf(expected)) <= 1;

function placeRefusals(row: DivisionRow, rules: DivisionRules): DivisionRefusal[] {
  const refusals: DivisionRefusal[] = [];
  const parent = parentDivision(row.code);
  if (textFlaw(row.name, { most: MOST_NAME })) refusals.push({ kind: 'NAME_LENGTH', most: MOST_NAME });
  const expected = divisionLevel(row.code);
  if (row.level && !isNear(row.level, expected)) refusals.push({ kind: 'LEVEL', level: row.level, expected });
  // A province above a city's territory is part of the chain and therefore welcome too.
  if (!rules.territory.some((area) => liesIn(row.code, area) || liesIn(area, row.code))) {
    refusals.push({ kind: 'OUTSIDE_JURISDICTION', code: row.code });
  } else if (!rules.reaches(areasOf(row.code))) refusals.push({ kind: 'OUT_OF_REACH', code: row.code });
  if (parent && !rules.knows(parent)) refusals.push({ kind: 'PARENT_MISSING', parent });
  return refusals;
}
