import { type Cell, cellText } from './cell.ts';

/** The mark by which spreadsheets know UTF-8. */
export const CSV_MARK = '\uFEFF';

/** A spreadsheet takes a cell that begins like this for a formula; so do some with the full-width signs of a Chinese keyboard. */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

const csvCell = (cell: Cell): string => {
  const text = cellText(cell);
  const shown = typeof cell !== 'number' && FORMULA.test(text) ? `'${text}` : text;
  return `"${shown.replaceAll('"', '""')}"`;
};

/** One line of a comma-separated file (RFC 4180); what somebody wrote into a ticket is never run as a formula. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(',')}\r\n`;
