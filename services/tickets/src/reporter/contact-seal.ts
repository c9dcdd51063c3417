import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';

export type Contact = { readonly name: string | null; readonly phone: string | null };

const contactSchema = z.object({ name: z.string().nullable(), phone: z.string().nullable() });

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const VERSION = 'v1';

export type ContactSeal = {
  /** Encrypts a contact for one ticket; the text opens for that ticket only. */
  seal(ticketId: string, contact: Contact): string;
  /** @throws Error when the text was changed or belongs to another ticket */
  open(ticketId: string, sealed: string): Contact;
};

/** AES-256-GCM with the ticket's id as associated data: a ciphertext copied to another ticket does not open. */
export function createContactSeal(key: Buffer): ContactSeal {
  return {
    seal(ticketId, contact) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(Buffer.from(ticketId));
      const text = Buffer.concat([cipher.update(JSON.stringify(contact), 'utf8'), cipher.final()]);
      return [VERSION, iv, text, cipher.getAuthTag()]
        .map((part) => (typeof part === 'string' ? part : part.toString('base64url')))
        .join('.');
    },
    open(ticketId, sealed) {
      const [version, iv = '', text = '', tag = ''] = sealed.split('.');
      if (version !== VERSION) throw new Error(`a contact sealed as ${version} cannot be opened`);
      const decipher = createDecipheriv(ALGORITHM, key, Buffer.from(iv, 'base64url'))
        .setAAD(Buffer.from(ticketId))
        .setAuthTag(Buffer.from(tag, 'base64url'));
      const plain = Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]);
      return contactSchema.parse(JSON.parse(plain.toString('utf8')));
    },
  };
}
