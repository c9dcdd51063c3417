import { createHmac } from 'node:crypto';
import { spell } from '../reporter/query-code.ts';

/** Whose mailbox a code is for, and when it was issued. */
export type MailCodeOf = { readonly subject: string; readonly address: string; readonly issuedAt: Date };

export type MailCodes = {
  codeFor(of: MailCodeOf): string;
  /** However it is written: with spaces around it, in small letters. */
  matches(given: string, of: MailCodeOf): boolean;
};

/** Codes under the service's secret: nothing has to be kept of them, and who reads the database cannot make them. */
export function createMailCodes(key: Buffer): MailCodes {
  const codeFor = ({ subject, address, issuedAt }: MailCodeOf): string =>
    spell(
      createHmac('sha256', key)
        .update(JSON.stringify(['mail-code', subject, address, issuedAt]))
        .digest(),
    );
  return {
    codeFor,
    // Tries are counted and few: how long a comparison takes tells nobody anything.
    matches: (given, of) => given.trim().toUpperCase() === codeFor(of),
  };
}
