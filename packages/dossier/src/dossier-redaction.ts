import { z } from 'zod';
import { hashSchema } from './plain.ts';
import { type DossierSigner, signatureSchema } from './signer.ts';

/** What was redacted, `ticket.title` or `3.words`, and the digest of what is left of it under its salt now. */
const placeSchema = z.strictObject({ at: z.string().min(1).max(200), leaves: hashSchema });

/** Words taken out of a signed dossier by one of those who signed it: which, when and by whom. */
export const dossierRedactionSchema = z.strictObject({
  kid: z.string().min(1).max(120),
  jurisdiction: z.string().min(1).max(40),
  at: z.iso.datetime(),
  places: z.array(placeSchema).min(1),
  value: signatureSchema,
});
export type DossierRedaction = z.infer<typeof dossierRedactionSchema>;
export type RedactionPlace = z.infer<typeof placeSchema>;

/** A signed dossier as it was before a redaction: its digest, and what had been redacted by then. */
export type RedactedDossier = { readonly digest: string; readonly redactions: readonly DossierRedaction[] };

/** What a redaction's signature is over: which dossier, what was redacted of it before, and this. */
export const redactionContent = (
  { digest, redactions }: RedactedDossier,
  redaction: Omit<DossierRedaction, 'value'>,
) => ({ dossier: digest, before: redactions, redaction });

/** @throws Error for a jurisdiction without a key */
export function signRedaction(
  signer: DossierSigner,
  before: RedactedDossier,
  redacting: Omit<DossierRedaction, 'kid' | 'value'>,
): DossierRedaction {
  const { kid, value } = signer.sign(redacting.jurisdiction, (by) =>
    redactionContent(before, { ...redacting, kid: by }),
  );
  return { ...redacting, kid, value };
}
