import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const VERSION = 'v1';

export type TextSeal = {
  /** Encrypts a text for one thing; it opens for that thing only. */
  seal(about: string, text: string): string;
  /** @throws Error when the text was changed or belongs to another thing */
  open(about: string, sealed: string): string;
};

/** AES-256-GCM with the thing's name as associated data: a ciphertext copied to another does not open. */
export function createTextSeal(key: Buffer): TextSeal {
  return {
    seal(about, text) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(Buffer.from(about));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return [VERSION, ...[iv, sealed, cipher.getAuthTag()].map((part) => part.toString('base64url'))].join('.');
    },
    open(about, sealed) {
      const [version, iv = '', text = '', tag = ''] = sealed.split('.');
      if (version !== VERSION) throw new Error(`what was sealed as ${version} cannot be opened`);
      const decipher = createDecipheriv(ALGORITHM, key, Buffer.from(iv, 'base64url'))
        .setAAD(Buffer.from(about))
        .setAuthTag(Buffer.from(tag, 'base64url'));
      return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8');
    },
  };
}
