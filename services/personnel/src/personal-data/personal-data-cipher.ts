import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

export const PERSONAL_DATA_KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Where a value belongs: a value moved to another person or field does not open. */
export type ValuePlace = { readonly owner: string; readonly field: 'phone' | 'idNumber' };

export type PersonalDataCipher = {
  /** AES-256-GCM, a fresh nonce each time: `<key id>.<nonce, tag and data in base64url>`. */
  seal(value: string, place: ValuePlace): string;
  open(sealed: string, place: ValuePlace): string;
  /** Keyed hash for finding an equal value again without being able to read it. */
  fingerprint(value: string): string;
};

const subkey = (key: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `gridlink personal data: ${purpose}`, PERSONAL_DATA_KEY_BYTES));

const placeBytes = ({ owner, field }: ValuePlace): Buffer => Buffer.from(`${owner}|${field}`);

/** Encryption at rest of telephone and identity numbers under one 32-byte key; sealing and finding use keys derived from it. */
export function createPersonalDataCipher(key: Buffer): PersonalDataCipher {
  if (key.length !== PERSONAL_DATA_KEY_BYTES) throw new Error(`the key must have ${PERSONAL_DATA_KEY_BYTES} bytes`);
  const sealing = subkey(key, 'sealing');
  const finding = subkey(key, 'finding');
  const keyId = createHmac('sha256', sealing).update('key id').digest('hex').slice(0, 8);

  return {
    seal(value, place) {
      const nonce = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(placeBytes(place));
      const data = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
      return `${keyId}.${Buffer.concat([nonce, cipher.getAuthTag(), data]).toString('base64url')}`;
    },
    open(sealed, place) {
      const [id, body = ''] = sealed.split('.');
      if (id !== keyId) throw new Error(`sealed under key ${id}, this process has ${keyId}`);
      const bytes = Buffer.from(body, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, IV_BYTES))
        .setAAD(placeBytes(place))
        .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
    },
    fingerprint: (value) => createHmac('sha256', finding).update(value).digest('base64url'),
  };
}
