/** A code on its way to a mailbox. What it says is not kept: it is made of the account, the address and the instant. */
export type Confirmation = { readonly issuedAt: Date; readonly tries: number };

const MINUTE_MS = 60_000;
const VALID_MS = 30 * MINUTE_MS;
/** An account has no second letter sent sooner, whatever mailbox it names: nobody's is filled by way of the platform. */
const AGAIN_AFTER_MS = MINUTE_MS;
/** Codes that were wrong, before a new one has to be asked for. */
export const MOST_TRIES = 5;

export const isValid = ({ issuedAt }: Confirmation, now: Date): boolean =>
  now.getTime() - issuedAt.getTime() <= VALID_MS;

/** Whether a code that was sent at this instant is still on its way. */
export const isOnItsWay = (sentAt: Date, now: Date): boolean => now.getTime() - sentAt.getTime() < AGAIN_AFTER_MS;
