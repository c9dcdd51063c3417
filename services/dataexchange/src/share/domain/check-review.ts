import { liesIn, textFlaw } from '@gridlink/contracts';
import type { Wish } from './share.ts';

/** An owner's answer: less than what was asked for, or all of it, or nothing with the reason. */
export type Review =
  | {
      readonly decision: 'APPROVE';
      readonly fields: readonly string[];
      readonly clearFields: readonly string[];
      readonly area?: string;
      readonly termDays: number;
    }
  | { readonly decision: 'REFUSE'; readonly reason: string };

export type ReviewProblem = {
  readonly code: 'MORE_FIELDS' | 'MORE_CLEAR' | 'WIDER_AREA' | 'LONGER_TERM' | 'REASON';
  readonly field: readonly string[];
};

/** A review may narrow a wish and never widen it: what nobody asked for nobody accounts for. */
export function checkReview(review: Review, wish: Wish): ReviewProblem[] {
  if (review.decision === 'REFUSE') {
    return textFlaw(review.reason, { most: 500, lines: true }) === undefined
      ? []
      : [{ code: 'REASON', field: ['reason'] }];
  }
  const found: ReviewProblem[] = [];
  const { fields, clearFields, area, termDays } = review;
  if (fields.length === 0 || !fields.every((name) => wish.fields.includes(name))) {
    found.push({ code: 'MORE_FIELDS', field: ['fields'] });
  }
  if (!clearFields.every((name) => fields.includes(name) && wish.clearFields.includes(name))) {
    found.push({ code: 'MORE_CLEAR', field: ['clearFields'] });
  }
  if (wish.area !== undefined && (area === undefined || !liesIn(area, wish.area))) {
    found.push({ code: 'WIDER_AREA', field: ['area'] });
  }
  if (termDays < 1 || termDays > wish.termDays) found.push({ code: 'LONGER_TERM', field: ['termDays'] });
  return found;
}
