import type { DataGrade, SharingType } from '@gridlink/contracts';
import type { FieldType } from './field-type.ts';

/** How often the owner promises to bring the data up to date. */
export const REFRESH_RATES = ['REALTIME', 'DAILY', 'WEEKLY', 'MONTHLY', 'QUARTERLY', 'YEARLY', 'ON_CHANGE'] as const;
export type RefreshRate = (typeof REFRESH_RATES)[number];

/** One element of a resource (数据项). */
export type ResourceField = {
  readonly name: string;
  readonly title: string;
  readonly type: FieldType;
  readonly grade: DataGrade;
  /** Tells rows apart; exactly one field of a resource. */
  readonly keyField: boolean;
  /** Says where a row belongs, a division or a grid; at most one. Without it rows belong to the owner's division. */
  readonly areaField: boolean;
};

/** What every row must keep to, besides the types of its fields. */
export type QualityRule =
  | { readonly kind: 'NOT_EMPTY'; readonly field: string }
  | { readonly kind: 'ONE_OF'; readonly field: string; readonly values: readonly string[] }
  | { readonly kind: 'RANGE' | 'LENGTH'; readonly field: string; readonly min?: number; readonly max?: number };

/** What an owner declares of a resource; all of it is metadata that everyone of the jurisdiction may read. */
export type ResourceDeclaration = {
  readonly title: string;
  readonly description: string;
  readonly fields: readonly ResourceField[];
  readonly sharing: SharingType;
  readonly refresh: RefreshRate;
  readonly qualityRules: readonly QualityRule[];
  /** Rows about a grid flow back to its own staff without a request (数据回流, ZZ26). */
  readonly returnsToGrid: boolean;
};

export type ResourceStatus = 'PUBLISHED' | 'RETIRED';

export const keyFieldOf = (fields: readonly ResourceField[]): ResourceField | undefined =>
  fields.find((field) => field.keyField);

export const areaFieldOf = (fields: readonly ResourceField[]): ResourceField | undefined =>
  fields.find((field) => field.areaField);

/** The name half of a resource's code. */
export const isResourceName = (name: string): boolean => /^[A-Z][A-Z0-9_]{1,39}$/.test(name);

/** `<organization>/<NAME>`: unique as a whole because each owner keeps its own names apart. */
export const resourceCode = (owner: string, name: string): string => `${owner}/${name}`;
