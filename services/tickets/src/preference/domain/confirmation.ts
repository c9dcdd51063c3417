/** A code on its way to a mailbox. What it says is not kept: it is made of the account, the address and the instant. */
export type Confirmation = { readonly issuedAt: Date; readonly tries: number };

const MINUTE_MS = 60_000;
const VALID_MS = 30 * MINUTE_MS;
/** Asking again sooner sends no second letter: nobody's mailbox is filled by way of the platform. */
const AGAIN_AFTER_MS = MINUTE_MS;
/** Codes that were wrong, before a new one has to be asked for. */
export const MOST_TRIES = 5;

const ageOf = ({ issuedAt }: Confirmation, now: Date): number => now.getTime() - issuedAt.getTime();

export const isValid = (confirmation: Confirmation, now: Date): boolean => ageOf(confirmation, now) <= VALID_MS;

/** Whether the code still stands when it is asked for again: it was only just sent, and may yet be tried. */
export const stands = (confirmation: Confirmation, now: Date): boolean =>
  ageOf(confirmation, now) < AGAIN_AFTER_MS && confirmation.tries < MOST_TRIES;
