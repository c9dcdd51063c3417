import { textFlaw } from '@gridlink/contracts';
import { readCsv } from './csv.ts';
import { readLimits } from './read-limit.ts';
import {
  type Condition,
  STANDARD_KINDS,
  type StandardKind,
  type StandardRefusal,
  type StandardRow,
} from './standard.ts';

/** Columns of a table, by the names its head gives them; the most characters of each. */
const COLUMNS = {
  kind: 20,
  majorCode: 4,
  major: 60,
  minorCode: 4,
  minor: 60,
  handlingUnit: 300,
  supervisingBody: 300,
  openCondition: 500,
  closeCondition: 200,
  limit: 60,
} as const;
type Column = keyof typeof COLUMNS;
type Cells = Readonly<Record<Column, string>>;

const NAMES = Object.keys(COLUMNS) as readonly Column[];
export const MOST_ROWS = 3_000;

export type Table = { readonly rows: readonly StandardRow[]; readonly conditions: readonly Condition[] };

const isKind = (text: string): text is StandardKind => (STANDARD_KINDS as readonly string[]).includes(text);

function flawsOf(cells: Cells): StandardRow['flaws'] {
  const flaw = (column: Column, kind: StandardRow['flaws'][number]['flaw']) => ({
    column,
    flaw: kind,
    value: cells[column].slice(0, 60),
  });
  const texts = NAMES.filter((name) => textFlaw(cells[name], { most: COLUMNS[name], lines: false }) !== undefined);
  const sound = (name: Column): boolean => !texts.includes(name);
  return [
    ...texts.map((name) => flaw(name, 'TEXT')),
    ...(sound('kind') && !isKind(cells.kind) ? [flaw('kind', 'KIND')] : []),
    ...(['majorCode', 'minorCode'] as const)
      .filter((name) => sound(name) && !/^\d{2,4}$/.test(cells[name]))
      .map((name) => flaw(name, 'CODE')),
    ...(sound('limit') && readLimits(cells.limit) === null ? [flaw('limit', 'LIMIT')] : []),
  ];
}

const bodyOf = ({ id: _, ...body }: Condition): string => JSON.stringify(body);

function toCondition(cells: Cells, place: (category: string) => number): Condition {
  const category = `${cells.kind}-${cells.majorCode}-${cells.minorCode}`;
  return {
    id: `${category}-${place(category)}`,
    category,
    kind: cells.kind as StandardKind,
    major: cells.major,
    minor: cells.minor,
    opening: cells.openCondition,
    closing: cells.closeCondition,
    handlingUnit: cells.handlingUnit,
    supervisingBody: cells.supervisingBody,
    printedLimit: cells.limit,
    limits: readLimits(cells.limit) ?? [],
  };
}

function readRows(lines: readonly Cells[], before: readonly Condition[]): Table {
  const conditions: Condition[] = [];
  const known = new Set(before.map(bodyOf));
  const seen = new Map<string, string>();
  const perCategory = new Map<string, number>();
  const rows = lines.map((cells, index): StandardRow => {
    const row = index + 1;
    const flaws = flawsOf(cells);
    if (flaws.length > 0) return { row, outcome: 'REFUSED', condition: null, flaws };
    const condition = toCondition(cells, (category) => (perCategory.get(category) ?? 0) + 1);
    const body = bodyOf(condition);
    // A table printed in parts has rows twice: once is enough.
    const first = seen.get(body);
    if (first !== undefined) return { row, outcome: 'REPEATED', condition: first, flaws };
    seen.set(body, condition.id);
    perCategory.set(condition.category, (perCategory.get(condition.category) ?? 0) + 1);
    conditions.push(condition);
    return { row, outcome: known.has(body) ? 'UNCHANGED' : 'CREATED', condition: condition.id, flaws };
  });
  return { rows, conditions };
}

/**
 * Reads a city's table as it is printed, row by row; `before` are the conditions of the version in force, so that the report can say
 * what is new.
 */
export function readTable(csv: string, before: readonly Condition[]): Table | StandardRefusal {
  const [head, ...lines] = readCsv(csv) ?? [];
  if (!head) return { kind: 'NOT_A_TABLE' };
  const places = new Map(head.map((name, at) => [name.trim(), at]));
  const missing = NAMES.filter((name) => !places.has(name));
  if (missing.length > 0) return { kind: 'COLUMNS_MISSING', missing };
  if (lines.length === 0 || lines.length > MOST_ROWS) return { kind: 'ROW_COUNT', most: MOST_ROWS };
  const cellsOf = (line: readonly string[]): Cells =>
    Object.fromEntries(NAMES.map((name) => [name, (line[places.get(name) ?? -1] ?? '').trim()])) as Cells;
  return readRows(lines.map(cellsOf), before);
}
