import { createHash } from 'node:crypto';
import type { Caller } from '@gridlink/contracts';
import readWorkbook from 'read-excel-file/node';
import { readCsv } from '../src/standard/domain/csv.ts';
import type { Town } from './town.ts';

export type Export = {
  readonly id: string;
  readonly list: string;
  readonly state: string;
  readonly rows: number;
  readonly sha256: string | null;
  readonly by: string;
  readonly conditions: readonly unknown[];
};

/** Rows by the names of their columns. */
export type Rows = readonly Readonly<Record<string, string>>[];

/** What people do with a list that comes as a file. */
export function listFile(town: () => Town) {
  const take = (caller: Caller, path: string): Promise<Response> =>
    town().transfer(caller, { method: 'GET', path: `/exports/${path}` });

  const tableOf = async (caller: Caller, path: string): Promise<readonly (readonly string[])[]> => {
    const response = await take(caller, path);
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
    return readCsv(await response.text()) ?? [];
  };

  const rowsOf = async (caller: Caller, path: string): Promise<Rows> => {
    const [head = [], ...rows] = await tableOf(caller, path);
    return rows.map((cells) => Object.fromEntries(head.map((name, index) => [name, cells[index] ?? ''])));
  };

  const refusalOf = async (response: Response): Promise<unknown[]> => {
    const { errors } = (await response.json()) as { errors: { extensions: Record<string, unknown> }[] };
    const { code, field } = errors[0]?.extensions ?? {};
    return [response.status, code, field];
  };

  const record = async (caller: Caller, id: string | null): Promise<Export | null> => {
    const query = `query ($id: ID!) { listExport(id: $id) { id list state rows sha256 by conditions { name value } } }`;
    return (await town().ask<{ listExport: Export | null }>(caller, query, { id })).data?.listExport ?? null;
  };

  /** A workbook's first sheet, row by row. */
  const sheetOf = async (caller: Caller, path: string): Promise<readonly (readonly unknown[])[]> => {
    const [sheet] = await readWorkbook(Buffer.from(await (await take(caller, path)).arrayBuffer()));
    return sheet?.data ?? [];
  };

  /** Takes a file whole, and what is on record of it then. */
  const recordedAs = async (caller: Caller, path: string) => {
    const response = await take(caller, path);
    const bytes = Buffer.from(await response.arrayBuffer());
    const found = await record(caller, response.headers.get('export-id'));
    return { found, sha256: createHash('sha256').update(bytes).digest('hex') };
  };

  return { take, tableOf, rowsOf, refusalOf, record, sheetOf, recordedAs };
}
