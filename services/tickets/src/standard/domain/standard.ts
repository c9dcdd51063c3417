import type { Limit } from '@gridlink/jurisdiction';
import type { StandardLimit } from './read-limit.ts';

export const STANDARD_KINDS = ['COMPONENT', 'EVENT'] as const;
/** 部件: a physical thing of the city; 事件: what somebody does or what happens. */
export type StandardKind = (typeof STANDARD_KINDS)[number];

/** When a matter of a category is taken up, when it may be closed, and within what limit. */
export type Condition = {
  /** `COMPONENT-01-02-3`: its category and its place in it. */
  readonly id: string;
  /** `COMPONENT-01-02` */
  readonly category: string;
  readonly kind: StandardKind;
  readonly major: string;
  readonly minor: string;
  readonly opening: string;
  readonly closing: string;
  readonly handlingUnit: string;
  readonly supervisingBody: string;
  /** As printed. */
  readonly printedLimit: string;
  /** One or several, the last for the whole. */
  readonly limits: readonly StandardLimit[];
};

/** One version of a territory's table of standards; it is written once and never changes. */
export type Standard = {
  /** `<division>|<version>` */
  readonly id: string;
  readonly jurisdiction: string;
  readonly division: string;
  readonly version: number;
  readonly effectiveFrom: Date;
  readonly source: string;
  readonly importedAt: Date;
  readonly importedBy: string;
  readonly conditions: readonly Condition[];
};

/** The limit for the whole of the work. */
export const limitOf = ({ limits }: Pick<Condition, 'limits'>): Limit => {
  const last = limits.at(-1);
  if (!last) throw new Error('a condition without a limit');
  return last.limit;
};

/** Why a table is not imported. `row` counts the table's rows from 1, its head not counted. */
export type StandardRefusal =
  | { readonly kind: 'NOT_A_TABLE' }
  | { readonly kind: 'COLUMNS_MISSING'; readonly missing: readonly string[] }
  | { readonly kind: 'ROW_COUNT'; readonly most: number }
  | { readonly kind: 'ROWS_REFUSED'; readonly count: number }
  | { readonly kind: 'SOURCE_NEEDED' }
  | { readonly kind: 'BEFORE_TODAY' }
  | { readonly kind: 'BEFORE_NEWEST'; readonly newest: Date };

export type RowFlaw = 'KIND' | 'CODE' | 'TEXT' | 'LIMIT';

/** What became of one row. */
export type StandardRow = {
  readonly row: number;
  readonly outcome: 'CREATED' | 'UNCHANGED' | 'REPEATED' | 'REFUSED';
  readonly condition: string | null;
  readonly flaws: readonly { readonly column: string; readonly flaw: RowFlaw; readonly value: string }[];
};
