import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { StreamPosition } from '@gridlink/event-bus';

/** Places in the stream as clients hold them. */
export type CursorSeal = {
  seal(position: StreamPosition): string;
  /** Null for what no gateway with this key has sealed. */
  open(cursor: string): StreamPosition | null;
};

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const LONGEST = 200;

/**
 * Seals positions with a key that all gateways of a deployment derive from the one they sign with. A position counts everybody's
 * events: read in clear, two of them would tell how much went on outside the caller's scope.
 */
export function createCursorSeal(secret: string): CursorSeal {
  const key = Buffer.from(hkdfSync('sha256', secret, 'gridlink', 'live cursors', 32));
  return {
    seal({ generation, sequence }) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, nonce);
      const sealed = [cipher.update(`${sequence} ${generation}`, 'utf8'), cipher.final()];
      return Buffer.concat([nonce, ...sealed, cipher.getAuthTag()]).toString('base64url');
    },
    open(cursor) {
      if (cursor.length > LONGEST) return null;
      const bytes = Buffer.from(cursor, 'base64url');
      if (bytes.length <= NONCE_BYTES + TAG_BYTES) return null;
      try {
        const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
        decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
        const opened = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
        const [sequence = '', generation = ''] = Buffer.concat([opened, decipher.final()]).toString('utf8').split(' ');
        return { sequence: Number(sequence), generation };
      } catch {
        return null;
      }
    },
  };
}
