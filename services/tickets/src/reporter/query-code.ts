import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** No 0/O, 1/I/L: codes are read out over the telephone. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const LENGTH = 8;

export type QueryCodes = {
  /** A code for a new ticket. The same idempotency key gives the same code, so that a retried report can show it again. */
  issue(idempotencyKey: string | null): string;
  /** What is stored in place of the code. */
  hash(ticketCode: string, queryCode: string): string;
  matches(ticketCode: string, queryCode: string, stored: string): boolean;
};

/** The first eight bytes as a code that can be read out. */
export const spell = (bytes: Buffer): string =>
  [...bytes.subarray(0, LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');

/** Query codes under the service's secret: who reads the database cannot try codes against the hashes. */
export function createQueryCodes(key: Buffer): QueryCodes {
  const digest = (purpose: string, text: string): Buffer =>
    createHmac('sha256', key).update(`${purpose}|${text}`).digest();
  const hash = (ticketCode: string, queryCode: string): string =>
    digest('query-code-hash', `${ticketCode}|${queryCode.trim().toUpperCase()}`).toString('base64url');
  return {
    issue: (idempotencyKey) =>
      spell(idempotencyKey === null ? randomBytes(LENGTH) : digest('query-code', idempotencyKey)),
    hash,
    matches(ticketCode, queryCode, stored) {
      const given = Buffer.from(hash(ticketCode, queryCode));
      const kept = Buffer.from(stored);
      return given.length === kept.length && timingSafeEqual(given, kept);
    },
  };
}
