import { z } from 'zod';
import { createTextSeal } from './text-seal.ts';

export type Contact = { readonly name: string | null; readonly phone: string | null };

const contactSchema = z.object({ name: z.string().nullable(), phone: z.string().nullable() });

export type ContactSeal = {
  /** Encrypts a contact for one ticket; the text opens for that ticket only. */
  seal(ticketId: string, contact: Contact): string;
  /** @throws Error when the text was changed or belongs to another ticket */
  open(ticketId: string, sealed: string): Contact;
};

/** Contacts under the service's key, each bound to its ticket. */
export function createContactSeal(key: Buffer): ContactSeal {
  const { seal, open } = createTextSeal(key);
  return {
    seal: (ticketId, contact) => seal(ticketId, JSON.stringify(contact)),
    open: (ticketId, sealed) => contactSchema.parse(JSON.parse(open(ticketId, sealed))),
  };
}
