import { z } from 'zod';
import { anchoringSchema } from './anchor.ts';
import { type ChainedEntry, canonical, entrySchema, headSchema, sha256, withheldSchema } from './chain.ts';
import { dossierRedactionSchema } from './dossier-redaction.ts';
import { sealDigest, sealSchema } from './seals.ts';
import { type DossierSigner, signatureSchema } from './signer.ts';
import { skeletonOf } from './skeleton.ts';

/** What a signature says: drawn up for a reader; handed over and taken over; offered to another jurisdiction and not taken over. */
export const SIGNATURE_PURPOSES = ['ISSUED', 'HANDED_OVER', 'TAKEN_OVER', 'OFFERED', 'NOT_TAKEN_OVER'] as const;
export type SignaturePurpose = (typeof SIGNATURE_PURPOSES)[number];

/** Ed25519 over the canonical JSON (RFC 8785) of `{ dossier, signature }`: the dossier's skeleton, this one without its value. */
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

const contents = {
  timeline: z.array(z.union([entrySchema, withheldSchema])).min(1),
  head: headSchema,
  /** The last day's end that the timeline is anchored at; null while it is in none. */
  anchoring: anchoringSchema.nullable(),
  issuedAt: z.iso.datetime(),
  /** For whom it was drawn up; null for another jurisdiction. */
  issuedTo: readerSchema.nullable(),
};

/** As dossiers were drawn up before what people wrote had seals: signed with their texts, of which nothing can be taken out. */
const firstSchema = z.strictObject({ format: z.literal('gridlink-dossier/1'), ticket: ticketSchema, ...contents });

const currentSchema = z.strictObject({
  format: z.literal('gridlink-dossier/2'),
  /** The ticket as its reader may see it; contacts are masked. What people wrote has its seals beside it, by their paths. */
  ticket: ticketSchema.extend({ seals: z.record(z.string(), sealSchema) }),
  ...contents,
});

export type FirstDossier = z.infer<typeof firstSchema>;
export type CurrentDossier = z.infer<typeof currentSchema>;
export type Dossier = FirstDossier | CurrentDossier;

const signatures = z.array(dossierSignatureSchema).max(8);
export const signedDossierSchema = z.discriminatedUnion('format', [
  firstSchema.extend({ signatures }),
  currentSchema.extend({ signatures, redactions: z.array(dossierRedactionSchema) }),
]);
export type SignedDossier = z.infer<typeof signedDossierSchema>;
export type SignedCurrentDossier = Extract<SignedDossier, { readonly format: 'gridlink-dossier/2' }>;

/** What the signatures of a file are of, and what was redacted since. */
export function unsigned(file: SignedDossier) {
  if (file.format === 'gridlink-dossier/1') {
    const { signatures: by, ...dossier } = file;
    return { dossier, signatures: by, redactions: [] };
  }
  const { signatures: by, redactions, ...dossier } = file;
  return { dossier, signatures: by, redactions };
}

export type Signing = Omit<DossierSignature, 'kid' | 'value'>;

/** What a signature is over. */
export const signedContent = (dossier: Dossier, signature: Omit<DossierSignature, 'value'>) => ({
  dossier: skeletonOf(dossier),
  signature,
});

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
