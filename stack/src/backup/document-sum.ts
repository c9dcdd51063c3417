import { createHash } from 'node:crypto';

const MODULUS = 1n << 128n;

/**
 * A fingerprint of many documents that does not depend on their order: a collection is read back in another order than it was
 * written, and yet one changed byte, one missing and one doubled document are each seen.
 */
export type DocumentSum = {
  /** @param raw one document as BSON */
  add(raw: Uint8Array): void;
  readonly documents: number;
  readonly bytes: number;
  /** 32 hexadecimal digits. */
  readonly sum: string;
};

export function documentSum(): DocumentSum {
  let documents = 0;
  let bytes = 0;
  let sum = 0n;
  return {
    add(raw) {
      const digest = createHash('sha256').update(raw).digest();
      sum = (sum + (digest.readBigUInt64LE(0) << 64n) + digest.readBigUInt64LE(8)) % MODULUS;
      documents += 1;
      bytes += raw.byteLength;
    },
    get documents() {
      return documents;
    },
    get bytes() {
      return bytes;
    },
    get sum() {
      return sum.toString(16).padStart(32, '0');
    },
  };
}
