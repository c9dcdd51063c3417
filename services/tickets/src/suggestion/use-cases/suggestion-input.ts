import type { ReportInput } from '../../ticket/use-cases/report-input.ts';

/** A suggestion as it is sent; a place is not needed, a division is where neither grid nor point says it. */
export type SuggestionInput = Pick<ReportInput, 'division' | 'topic' | 'reporter' | 'idempotencyKey'> & {
  readonly subject: string;
  readonly text: string;
  readonly gridId?: string | null;
  readonly place?: ReportInput['place'] | null;
};
