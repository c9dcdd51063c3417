/** A cell in quotes (doubled inside) or bare, and what ends it. */
const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/gy;

/** Lines of cells of a comma-separated file (RFC 4180), with or without a byte order mark; null where it is none. */
export function readCsv(text: string): readonly (readonly string[])[] | null {
  const body = text.replace(/^\uFEFF/u, '');
  const lines: string[][] = [];
  let line: string[] = [];
  CELL.lastIndex = 0;
  while (CELL.lastIndex < body.length) {
    const at = CELL.lastIndex;
    const match = CELL.exec(body);
    if (!match) return null;
    const [whole, quoted, bare = '', end] = match;
    line.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end === ',') {
      // A comma at the very end of the text opens one more, empty cell.
      if (at + whole.length === body.length) line.push('');
      continue;
    }
    lines.push(line);
    line = [];
  }
  if (line.length > 0) lines.push(line);
  return lines.filter((cells) => cells.length > 1 || cells[0] !== '');
}
