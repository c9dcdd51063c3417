/** A request's life. GRANTED ends by REVOKED or ENDED, and by its term without any change of the document. */
export const SHARE_STATUSES = ['PENDING', 'GRANTED', 'REFUSED', 'REVOKED', 'ENDED'] as const;
export type ShareStatus = (typeof SHARE_STATUSES)[number];

/** What is asked for: which fields, of which rows, for what, for how long. */
export type Wish = {
  readonly fields: readonly string[];
  /** Fields wanted in clear though their grade is masked; among `fields`. */
  readonly clearFields: readonly string[];
  /** 12-digit division that bounds the rows; absent for all rows of the resource. */
  readonly area?: string;
  readonly purpose: string;
  /** The grant dies with the ticket it was asked for. */
  readonly ticketCode?: string;
  readonly termDays: number;
};

/** What was granted; never more than what was asked for. */
export type Terms = {
  readonly fields: readonly string[];
  readonly clearFields: readonly string[];
  readonly area?: string;
  readonly from: Date;
  readonly until: Date;
};

export const MAX_TERM_DAYS = 365;
const DAY_MS = 86_400_000;

/** The terms that give a wish in full. */
export const termsOf = (wish: Pick<Wish, 'fields' | 'clearFields' | 'area' | 'termDays'>, now: Date): Terms => ({
  fields: wish.fields,
  clearFields: wish.clearFields,
  ...(wish.area === undefined ? {} : { area: wish.area }),
  from: now,
  until: new Date(now.getTime() + wish.termDays * DAY_MS),
});

export type GrantState = 'ACTIVE' | 'EXPIRED' | 'REVOKED' | 'ENDED';

/** State of a grant at a moment, or undefined while there is none. */
export function grantState(
  share: { status: ShareStatus; terms?: Terms | undefined },
  now: Date,
): GrantState | undefined {
  if (share.terms === undefined) return undefined;
  if (share.status === 'REVOKED' || share.status === 'ENDED') return share.status;
  return share.terms.until <= now ? 'EXPIRED' : 'ACTIVE';
}
