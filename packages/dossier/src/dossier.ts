import { z } from 'zod';
import { anchoringSchema } from './anchor.ts';
import { type ChainedEntry, canonical, entrySchema, headSchema, sha256, withheldSchema } from './chain.ts';
import { sealDigest } from './seals.ts';
import { type DossierSigner, signatureSchema } from './signer.ts';

/** What a signature says: drawn up for a reader; handed over and taken over; offered to another jurisdiction and not taken over. */
export const SIGNATURE_PURPOSES = ['ISSUED', 'HANDED_OVER', 'TAKEN_OVER', 'OFFERED', 'NOT_TAKEN_OVER'] as const;
export type SignaturePurpose = (typeof SIGNATURE_PURPOSES)[number];

/** Ed25519 over the canonical JSON (RFC 8785) of `{ dossier, signature }`: the dossier without signatures, this one without its value. */
export const dossierSignatureSchema = z.strictObject({
  kid: z.string().min(1).max(120),
  jurisdiction: z.string().min(1).max(40),
  purpose: z.enum(SIGNATURE_PURPOSES),
  at: z.iso.datetime(),
  value: signatureSchema,
});
export type DossierSignature = z.infer<typeof dossierSignatureSchema>;

const ticketSchema = z
  .looseObject({
    id: z.string().min(1),
    code: z.string().min(1),
    jurisdiction: z.string().min(1).max(40),
    title: z.string(),
    text: z.string(),
    stage: z.string(),
  })
  .catchall(z.json());

const readerSchema = z.strictObject({
  subject: z.string(),
  role: z.string(),
  organization: z.string().nullable(),
});

export const dossierSchema = z.strictObject({
  format: z.literal('gridlink-dossier/1'),
  /** The ticket as its reader may see it; contacts are masked. */
  ticket: ticketSchema,
  timeline: z.array(z.union([entrySchema, withheldSchema])).min(1),
  head: headSchema,
  /** The last day's end that the timeline is anchored at; null while it is in none. */
  anchoring: anchoringSchema.nullable(),
  issuedAt: z.iso.datetime(),
  /** For whom it was drawn up; null for another jurisdiction. */
  issuedTo: readerSchema.nullable(),
});
export type Dossier = z.infer<typeof dossierSchema>;

export const signedDossierSchema = dossierSchema.extend({ signatures: z.array(dossierSignatureSchema).max(8) });
export type SignedDossier = z.infer<typeof signedDossierSchema>;

/** SHA-256 of the canonical dossier without signatures: names it in receipts. */
export const digestOf = (dossier: Dossier): string => sha256(canonical(dossier));

export type Signing = Omit<DossierSignature, 'kid' | 'value'>;

/** What a signature is over. */
export const signedContent = (dossier: Dossier, signature: Omit<DossierSignature, 'value'>) => ({ dossier, signature });

/** @throws Error for a jurisdiction without a key */
export function signDossier(signer: DossierSigner, dossier: Dossier, signing: Signing): DossierSignature {
  const { kid, value } = signer.sign(signing.jurisdiction, (by) => signedContent(dossier, { ...signing, kid: by }));
  return { ...signing, kid, value };
}

/** The file that is handed out: canonical JSON, so that one dossier has one spelling. */
export const textOfDossier = (dossier: SignedDossier): string => canonical(dossier);

/** Binds a ticket's words into its first entry, as `facts.content`; a ticket from before there were seals has no salt. */
export const contentHash = ({ title, text, contentSalt }: Content): string =>
  contentSalt ? sealDigest(contentSalt, [title, text]) : sha256(`${title}\n${text}`);

type Content = { readonly title: string; readonly text: string; readonly contentSalt?: string | null | undefined };

/** An entry without what it says. */
export const withhold = ({ sequence, hash }: Pick<ChainedEntry, 'sequence' | 'hash'>) =>
  ({ sequence, withheld: true, hash }) as const;
