import type { Contact, ContactSeal } from './contact-seal.ts';
import type { Reveal, RevealLog } from './reveal-log.ts';

type Deps = { readonly reveals: Pick<RevealLog, 'record'>; readonly contactSeal: Pick<ContactSeal, 'open'> };

/** Opens a contact that is sealed for a matter. The reveal is on record before anything is shown. */
export async function openContact(
  { reveals, contactSeal }: Deps,
  { id, sealedContact }: { readonly id: string; readonly sealedContact: string | null },
  reveal: Reveal,
): Promise<Contact> {
  await reveals.record(reveal);
  return sealedContact === null ? { name: null, phone: null } : contactSeal.open(id, sealedContact);
}
