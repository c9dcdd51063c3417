import type { Row } from './result.ts';

/** Columns a terminal gives a character: Chinese ones and their punctuation take two. */
const widthOf = (text: string): number =>
  [...text].reduce(
    (width, letter) => width + (/[\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/.test(letter) ? 2 : 1),
    0,
  );

const FEW = 100;

/** A number as people read it: three digits where it is small, groups of three where it is large. */
export function shown(value: Row[string] | undefined): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  if (!Number.isFinite(value)) return String(value);
  if (Number.isInteger(value) || Math.abs(value) >= FEW) return Math.round(value).toLocaleString('en-US');
  return value.toPrecision(3);
}

/** Rows as lines of text: one column for each key, in the order the keys first appear; numbers stand to the right. */
export function table(rows: readonly Row[]): string[] {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const isNumeric = (column: string): boolean => rows.some((row) => typeof row[column] === 'number');
  const widths = new Map(
    columns.map((column) => [column, Math.max(widthOf(column), ...rows.map((row) => widthOf(shown(row[column]))))]),
  );
  const cell = (column: string, text: string): string => {
    const space = ' '.repeat((widths.get(column) ?? 0) - widthOf(text));
    return isNumeric(column) ? space + text : text + space;
  };
  const line = (textOf: (column: string) => string): string =>
    columns
      .map((column) => cell(column, textOf(column)))
      .join('  ')
      .trimEnd();
  return [line((column) => column), ...rows.map((row) => line((column) => shown(row[column])))];
}
