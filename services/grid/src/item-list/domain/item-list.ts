import type { Severity } from '@gridlink/contracts';

/** A matter grid staff handle or assist with, as a list has it. */
export type ListItem = {
  /** The same in every version: made of jurisdiction and code. */
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly category: string;
  /** 主责 or 协助. */
  readonly responsibility: 'PRIMARY' | 'ASSIST';
  readonly leadFunction: string;
  readonly guidingFunction: string;
  readonly severity: Severity;
  /** Heads of the citizens' message tree. */
  readonly topics: readonly string[];
  /** What it rests on, in the form a citizen can look up; says so where the operator set it. */
  readonly article: string;
};

export type NegativeItem = { readonly code: string; readonly title: string; readonly article: string };

/** One version of a list. Versions are kept for ever: the one in force on any past day can be read. */
export type ItemList = {
  /** Of the list, not of the version: jurisdiction and division. */
  readonly listId: string;
  /** From 1, without gaps. */
  readonly number: number;
  readonly jurisdiction: string;
  readonly division: string;
  readonly effectiveFrom: Date;
  readonly publishedAt: Date;
  /** Account that published it. */
  readonly publishedBy: string;
  /** In the order of their codes. */
  readonly items: readonly ListItem[];
  readonly negative: readonly NegativeItem[];
};

export const listIdOf = (jurisdiction: string, division: string): string => `${jurisdiction}-${division}`;

export const itemIdOf = (jurisdiction: string, code: string): string => `${jurisdiction}-${code}`;

/** The jurisdiction an item's id begins with; pack codes are letters only. */
export const jurisdictionOfItem = (id: string): string => id.split('-', 1)[0] ?? '';
