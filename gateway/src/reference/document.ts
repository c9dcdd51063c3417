import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A file that is written from the code and committed; `path` is relative to the project's folder. */
export type GeneratedDocument = { readonly path: string; readonly text: string };

export const PROJECT_FOLDER = join(import.meta.dirname, '../../..');
export const SERVICES_FOLDER = join(PROJECT_FOLDER, 'services');

const absolute = ({ path }: Pick<GeneratedDocument, 'path'>): string => join(PROJECT_FOLDER, path);

/** The committed text; empty where there is no such file yet. */
export function committedText(document: Pick<GeneratedDocument, 'path'>): string {
  try {
    return readFileSync(absolute(document), 'utf8');
  } catch {
    return '';
  }
}

export const isCurrent = (document: GeneratedDocument): boolean => committedText(document) === document.text;

export function writeDocuments(documents: readonly GeneratedDocument[]): void {
  for (const document of documents) {
    mkdirSync(dirname(absolute(document)), { recursive: true });
    writeFileSync(absolute(document), document.text);
    console.log(document.path);
  }
}

/** A row of a Markdown table; bars inside a cell would end it, line ends too. */
export const tableRow = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [tableRow(head), `|${'---|'.repeat(head.length)}`, ...rows.map(tableRow)].join('\n');
