import type { AccountRecord } from '../domain/preferences.ts';

/** Where an account works now. */
export type Workplace = { readonly jurisdiction: string; readonly desks: readonly string[] };

export type AccountRecords = {
  /** A blank one for an account never seen. */
  find(subject: string): Promise<AccountRecord>;
  /** Everything up to an instant is read; it only ever goes forward. */
  advance(subject: string, until: Date): Promise<void>;
  setWishes(subject: string, wishes: Pick<AccountRecord, 'inAppOff' | 'mail' | 'codeSentAt'>): Promise<void>;
  /** Counts a try at the code issued at this instant; false when there were as many as may be, or another code was issued since. */
  spendTry(subject: string, issuedAt: Date, most: number): Promise<boolean>;
  /** The code issued at this instant was right. */
  confirmAddress(subject: string, issuedAt: Date, now: Date): Promise<void>;
  /** The account was here. */
  noteSeen(subject: string, place: Workplace, now: Date): Promise<void>;
  /** The account’s rights were withdrawn: it hears of no desk until it is seen at one again. */
  forgetPlace(subject: string): Promise<void>;
  /** Accounts with a confirmed mailbox that work at any of these desks and were here since an instant. */
  mailed(place: Workplace, seenSince: Date): Promise<readonly AccountRecord[]>;
};
