import { type PassThrough, Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { type Cell, cellText } from './cell.ts';

/** Rows that a sheet takes at most (ECMA-376, and every program that reads it). */
const ROWS_OF_A_SHEET = 1_048_576;
/** Characters that a cell takes at most. */
const CHARACTERS_OF_A_CELL = 32_767;

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const PROLOGUE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/** What XML 1.0 cannot hold at all: control characters, halves of pairs, the two that are no characters. */
const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };
const xml = (text: string): string =>
  text.replaceAll(NOT_XML, '\uFFFD').replaceAll(/[&<>\r]/g, (sign) => ESCAPES[sign] ?? '');

/** A to Z, AA to ZZ, and so on: the names of columns. */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

/** A text cell holds its words in place and is never a formula; a long number that is a code stays one when it is given as text. */
function cellXml(cell: Cell, at: string): string {
  if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
  const text = cellText(cell).slice(0, CHARACTERS_OF_A_CELL);
  return text === '' ? '' : `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${xml(text)}</t></is></c>`;
}

const rowXml = (cells: readonly Cell[], number: number): string =>
  `<row r="${number}">${cells.map((cell, index) => cellXml(cell, columnName(index) + number)).join('')}</row>`;

export type Table = {
  readonly name: string;
  readonly head: readonly string[];
  /** Rows as they come, some at a time. */
  readonly pages: AsyncIterable<readonly (readonly Cell[])[]>;
  readonly at: Date;
};

type Page = readonly (readonly Cell[])[];
type Pages = { next: IteratorResult<Page, unknown>; readonly rest: AsyncIterator<Page, unknown> };

/** One sheet: as many pages as it takes. What is left over begins the next. */
async function* sheetXml(head: readonly string[], pages: Pages, most: number): AsyncGenerator<string> {
  yield `${PROLOGUE}<worksheet xmlns="${MAIN}"><sheetData>${rowXml(head, 1)}`;
  let rows = 1;
  while (!pages.next.done && rows + pages.next.value.length <= most) {
    const above = rows + 1;
    rows += pages.next.value.length;
    yield pages.next.value.map((cells, index) => rowXml(cells, above + index)).join('');
    pages.next = await pages.rest.next();
  }
  yield '</sheetData></worksheet>';
}

const each = (sheets: number, part: (number: number) => string): string =>
  Array.from({ length: sheets }, (_, index) => part(index + 1)).join('');

/** The parts that say what the sheets are; they may stand behind them. */
const partsAround = (name: string, sheets: number): Readonly<Record<string, string>> => ({
  '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SPREADSHEET}.sheet.main+xml"/>${each(
    sheets,
    (n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${SPREADSHEET}.worksheet+xml"/>`,
  )}</Types>`,
  '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${each(
    sheets,
    (n) => `<sheet name="${xml(name)}${n === 1 ? '' : ` ${n}`}" sheetId="${n}" r:id="rId${n}"/>`,
  )}</sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships">${each(
    sheets,
    (n) => `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`,
  )}</Relationships>`,
});

type Packing = { readonly zip: ZipFile; readonly bytes: PassThrough; readonly most: number };

async function pack({ name, head, pages, at }: Table, { zip, bytes, most }: Packing): Promise<void> {
  const rest = pages[Symbol.asyncIterator]();
  const coming: Pages = { next: await rest.next(), rest };
  let sheets = 0;
  do {
    sheets += 1;
    const sheet = Readable.from(sheetXml(head, coming, most), { objectMode: false });
    bytes.once('close', () => sheet.destroy());
    zip.addReadStream(sheet, `xl/worksheets/sheet${sheets}.xml`, { mtime: at });
    await finished(sheet);
  } while (!coming.next.done);
  for (const [path, content] of Object.entries(partsAround(name, sheets)))
    zip.addBuffer(Buffer.from(PROLOGUE + content), path, { mtime: at });
  zip.end();
}

/** A workbook as bytes that come as they are read: a row is forgotten once it is packed. A full sheet is followed by another. */
export function xlsx(table: Table, most = ROWS_OF_A_SHEET): Readable {
  const zip = new ZipFile();
  const bytes = zip.outputStream as PassThrough;
  const fail = (error: Error): void => void bytes.destroy(error);
  zip.on('error', fail);
  pack(table, { zip, bytes, most }).catch(fail);
  return bytes;
}
