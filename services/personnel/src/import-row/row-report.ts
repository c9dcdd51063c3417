import type { UserError } from '@gridlink/subgraph-kit';

export const MAX_ROWS = 1_000;

export type RowOutcome = 'CREATED' | 'UNCHANGED' | 'UPDATED' | 'REFUSED';

/** What became of one row of an import; `row` counts from 1. */
export type RowReport = {
  readonly row: number;
  readonly code: string | null;
  readonly id: string | null;
  readonly outcome: RowOutcome;
  readonly messages: readonly string[];
  readonly userErrors: readonly UserError[];
};

/** What a whole import answers. With `userErrors` no row was stored. */
export type ImportAnswer = { readonly rows: readonly RowReport[]; readonly userErrors: readonly UserError[] };

export const refusedWhole = (...userErrors: readonly UserError[]): ImportAnswer => ({ rows: [], userErrors });

/** What keeps a whole import from starting: no rows, too many, or a jurisdiction nobody knows. */
export function importProblem(
  input: { readonly jurisdiction: string; readonly rows: readonly unknown[] },
  isKnown: (jurisdiction: string) => boolean,
): UserError | undefined {
  const count = input.rows.length;
  if (count === 0) return { code: 'NO_ROWS', field: ['input', 'rows'], message: '至少须有一行' };
  if (count > MAX_ROWS) {
    return {
      code: 'TOO_MANY_ROWS',
      field: ['input', 'rows'],
      message: `一次最多 ${MAX_ROWS} 行，收到 ${count} 行`,
    };
  }
  if (!isKnown(input.jurisdiction)) {
    return {
      code: 'UNKNOWN_JURISDICTION',
      field: ['input', 'jurisdiction'],
      message: `没有法规包 ${input.jurisdiction}`,
    };
  }
  return undefined;
}

export function refusedRow(row: number, code: string | null, userErrors: readonly UserError[]): RowReport {
  return { row, code, id: null, outcome: 'REFUSED', messages: userErrors.map(({ message }) => message), userErrors };
}

/** The answer to a row somebody else changed in the same moment. */
export const movedError = (row: number): UserError => ({
  code: 'CONFLICT',
  field: rowField(row),
  message: '该行数据刚被他人修改，请重试',
});

export const rowField = (row: number, ...rest: readonly string[]): string[] => [
  'input',
  'rows',
  String(row - 1),
  ...rest,
];
