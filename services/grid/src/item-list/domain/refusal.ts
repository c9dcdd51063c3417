import type { DivisionLevel, Role } from '@gridlink/contracts';

export type ItemField = 'code' | 'category' | 'title' | 'leadFunction' | 'guidingFunction' | 'topics';

/** Why a list is not published. `row` counts the items from 0. */
export type ItemListRefusal =
  | { readonly kind: 'ITEM_COUNT'; readonly most: number }
  | { readonly kind: 'BAD_ITEM'; readonly row: number; readonly field: ItemField; readonly value: string }
  | { readonly kind: 'REPEATED_ITEM'; readonly row: number; readonly code: string }
  | {
      readonly kind: 'RESERVED_ACT';
      readonly row: number;
      readonly title: string;
      readonly act: string;
      /** In the form a citizen can look up; null where the operator set it. */
      readonly article: string | null;
    }
  | { readonly kind: 'DIVISION_UNKNOWN'; readonly division: string }
  | {
      readonly kind: 'NOT_THE_MAKER';
      readonly madeBy: readonly DivisionLevel[];
      readonly roles: readonly Role[];
      readonly article: string | null;
    }
  | { readonly kind: 'BEFORE_NEWEST'; readonly newest: Date }
  | { readonly kind: 'BEFORE_TODAY' }
  | { readonly kind: 'TOO_FAR_AHEAD' };
