import type { Review } from '../domain/check-review.ts';
import type { Wish } from '../domain/share.ts';
import type { ShareRequestInput } from '../use-cases/request-share.ts';

export type RequestShareInput = {
  readonly resource: string;
  readonly fields: readonly string[];
  readonly clearFields: readonly string[];
  readonly area?: string | null;
  readonly purpose: string;
  readonly ticketCode?: string | null;
  readonly termDays: number;
  readonly idempotencyKey?: string | null;
};

export type ReviewInput = {
  readonly request: string;
  readonly expectedVersion: number;
  readonly decision: 'APPROVE' | 'REFUSE';
  readonly fields?: readonly string[] | null;
  readonly clearFields?: readonly string[] | null;
  readonly area?: string | null;
  readonly termDays?: number | null;
  readonly reason?: string | null;
};

const unique = (names: readonly string[]): string[] => [...new Set(names)];

export const shareRequestOf = (input: RequestShareInput): ShareRequestInput => ({
  resource: input.resource,
  wish: {
    fields: unique(input.fields),
    clearFields: unique(input.clearFields),
    ...(input.area == null ? {} : { area: input.area }),
    purpose: input.purpose.trim(),
    ...(input.ticketCode == null ? {} : { ticketCode: input.ticketCode }),
    termDays: input.termDays,
  },
  ...(input.idempotencyKey == null ? {} : { idempotencyKey: input.idempotencyKey }),
});

/** An approval that leaves something out gives what was asked for, except in clear: that is always said. */
export function reviewOf(input: ReviewInput, wish: Wish): Review {
  if (input.decision === 'REFUSE') return { decision: 'REFUSE', reason: input.reason ?? '' };
  const area = input.area ?? wish.area;
  return {
    decision: 'APPROVE',
    fields: unique(input.fields ?? wish.fields),
    clearFields: unique(input.clearFields ?? []),
    ...(area === undefined ? {} : { area }),
    termDays: input.termDays ?? wish.termDays,
  };
}
