import { z } from 'zod';
import { canonical, hashSchema, sha256 } from './chain.ts';
import { type DossierSigner, type SignatureChecker, signatureSchema } from './signer.ts';

/** All that moved in a jurisdiction on a day, under one signed root; each anchor holds the hash of the one before. */
export const anchorSchema = z.strictObject({
  format: z.literal('gridlink-anchor/1'),
  jurisdiction: z.string().min(1).max(40),
  /** Counts from 1 without gaps. */
  sequence: z.int().min(1),
  /** Calendar day, China standard time. */
  day: z.iso.date(),
  /** How many timelines moved. */
  leaves: z.int().min(0),
  /** Merkle root over the heads that they had at the end of the day, by ticket id. */
  root: hashSchema,
  /** Hash of the anchor before; zeros before the first. */
  previous: hashSchema,
  /** When it was signed. */
  at: z.iso.datetime(),
  kid: z.string().min(1).max(120),
  /** Ed25519 over the canonical JSON (RFC 8785) of the rest, base64url. */
  signature: signatureSchema,
});
export type Anchor = z.infer<typeof anchorSchema>;

/** Where a ticket stands in an anchor. */
export const anchoringSchema = z.strictObject({
  anchor: anchorSchema,
  /** Number of the timeline's entry that was its head at the end of the day. */
  sequence: z.int().min(1),
  index: z.int().min(0),
  path: z.array(hashSchema).max(64).readonly(),
});
export type Anchoring = z.infer<typeof anchoringSchema>;

/** Before the first anchor. */
export const NO_ANCHOR = '0'.repeat(64);

export const hashOfAnchor = (anchor: Anchor): string => sha256(canonical(anchor));

export type AnchorContent = Omit<Anchor, 'format' | 'kid' | 'signature'>;

export function sealAnchor(signer: DossierSigner, content: AnchorContent): Anchor {
  const unsigned = { format: 'gridlink-anchor/1', ...content } as const;
  const { kid, value } = signer.sign(content.jurisdiction, (by) => ({ ...unsigned, kid: by }));
  return { ...unsigned, kid, signature: value };
}

export const anchorProblem = (check: SignatureChecker, { signature, ...content }: Anchor) =>
  check({ kid: content.kid, value: signature }, { jurisdiction: content.jurisdiction, content });

/** The first anchor of a run that does not follow from the one before, with what should stand there; null for a whole run. */
export function brokenAnchor(
  anchors: readonly Anchor[],
): { readonly at: Anchor; readonly expected: string; readonly found: string } | null {
  for (const [index, anchor] of anchors.entries()) {
    const before = anchors[index - 1];
    if (before === undefined) {
      const isFirst = anchor.sequence === 1;
      if (isFirst && anchor.previous !== NO_ANCHOR) return { at: anchor, expected: NO_ANCHOR, found: anchor.previous };
      continue;
    }
    const [expected, found] = [
      `${before.jurisdiction} ${before.sequence + 1} after ${hashOfAnchor(before)}`,
      `${anchor.jurisdiction} ${anchor.sequence} after ${anchor.previous}`,
    ];
    if (expected !== found) return { at: anchor, expected, found };
  }
  return null;
}
