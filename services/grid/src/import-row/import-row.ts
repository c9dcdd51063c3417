import type { UserError } from '@gridlink/subgraph-kit';

/** A row of an import's report as the schema has it. */
export type ImportRow = {
  readonly row: number;
  readonly code: string | null;
  readonly outcome: 'CREATED' | 'UNCHANGED' | 'UPDATED' | 'REFUSED';
  readonly messages: readonly string[];
  readonly userErrors: readonly UserError[];
};

export const importRow = (
  index: number,
  result: Pick<ImportRow, 'code' | 'outcome'>,
  { userErrors, warnings = [] }: { readonly userErrors: readonly UserError[]; readonly warnings?: readonly string[] },
): ImportRow => ({
  row: index + 1,
  code: result.code,
  outcome: result.outcome,
  messages: [...userErrors.map(({ message }) => message), ...warnings],
  userErrors,
});

/** Undefined for a number of rows an import takes. */
export function rowCountError(count: number, most: number): UserError | undefined {
  if (count >= 1 && count <= most) return undefined;
  return { code: 'ROW_COUNT', field: ['rows'], message: `一次导入 1 到 ${most} 行，现为 ${count} 行`, article: null };
}
