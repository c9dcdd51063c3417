import { type Anchor, anchorProblem, brokenAnchor } from './anchor.ts';
import { canonical, genesisOf, type Head, hashOfEntry, isShown, isWithheld } from './chain.ts';
import {
  contentHash,
  type DossierSignature,
  type SignedDossier,
  signedContent,
  signedDossierSchema,
} from './dossier.ts';
import { leafOf, rootFrom } from './merkle.ts';
import { redactedPlaces, unsealedPart } from './seals.ts';
import type { SignatureChecker } from './signer.ts';

export type LinkKind =
  /** Not the one spelling of a dossier. */
  | 'FORM'
  /** Another number should stand here: something was cut, put in or moved. */
  | 'SEQUENCE'
  /** The entry's content and the hash before it do not give its hash. */
  | 'HASH'
  /** A text is not the one that was sealed, and no redaction says what it left of it. */
  | 'SEAL'
  /** The timeline does not end where the dossier says. */
  | 'HEAD'
  /** Title and text are not those that were reported. */
  | 'TEXT'
  /** The stage is not the one the last entry led to. */
  | 'STAGE'
  | 'ANCHOR_ENTRY'
  | 'ANCHOR_ROOT'
  | 'ANCHOR_CHAIN'
  | 'ANCHOR_SIGNATURE'
  | 'SIGNATURE';

/** The first thing that does not hold. */
export type BrokenLink = {
  readonly kind: LinkKind;
  /** Number of the timeline's entry; null where the dossier as a whole is meant. */
  readonly sequence: number | null;
  readonly expected: string;
  readonly found: string;
};

export type DossierVerdict =
  | { readonly kind: 'BROKEN'; readonly link: BrokenLink }
  | {
      readonly kind: 'WHOLE';
      readonly dossier: SignedDossier;
      /** Entries whose content is not shown: their hashes hold the chain together, what they say was not looked at. */
      readonly withheld: number;
      /** False where no keys were given: then nobody vouches for the chain. */
      readonly signed: boolean;
    };

export type VerifyOptions = {
  readonly check?: SignatureChecker | undefined;
  /** Anchors somebody kept, of the dossier's jurisdiction, by their numbers. */
  readonly anchors?: readonly Anchor[] | undefined;
};

type Check = (dossier: SignedDossier, options: VerifyOptions) => BrokenLink | null;

const broken = (kind: LinkKind, sequence: number | null, expected: unknown, found: unknown): BrokenLink => ({
  kind,
  sequence,
  expected: String(expected),
  found: String(found),
});

/** Numbers from 1, and every hash that can be made again. A withheld entry's is confirmed by the next one that is shown. */
const timelineHolds: Check = ({ ticket, timeline }) => {
  let previous = genesisOf(ticket.id);
  for (const [index, entry] of timeline.entries()) {
    const place = index + 1;
    if (entry.sequence !== place) return broken('SEQUENCE', place, place, entry.sequence);
    if (!isWithheld(entry)) {
      const expected = hashOfEntry(previous, entry);
      if (expected !== entry.hash) return broken('HASH', place, expected, entry.hash);
    }
    previous = entry.hash;
  }
  return sealsHold(timeline);
};

function sealsHold(timeline: SignedDossier['timeline']): BrokenLink | null {
  const shown = timeline.filter(isShown);
  const redacted = redactedPlaces(shown);
  for (const entry of shown) {
    const part = unsealedPart(entry, redacted);
    if (part !== null) return broken('SEAL', entry.sequence, `${part} as it was sealed`, 'another text');
  }
  return null;
}

const named = (head: Head | undefined): string => (head ? `${head.sequence}:${head.hash}` : 'nothing');

const headHolds: Check = ({ timeline, head }) => {
  const last = timeline.at(-1);
  const at = Math.min(timeline.length, head.sequence);
  if (last?.sequence === head.sequence && last.hash === head.hash) return null;
  return broken('HEAD', timeline.length === head.sequence ? at : at + 1, named(head), named(last));
};

const textHolds: Check = ({ ticket, timeline }) => {
  const [first] = timeline;
  if (!first || isWithheld(first)) return null;
  const expected = redactedPlaces(timeline.filter(isShown)).get('content')?.leaves ?? first.facts.content;
  const { title, text, contentSalt } = ticket;
  const found = contentHash({ title, text, contentSalt: typeof contentSalt === 'string' ? contentSalt : null });
  return expected === found ? null : broken('TEXT', 1, expected, found);
};

const stageHolds: Check = ({ ticket, timeline }) => {
  const last = timeline.at(-1);
  if (!last || isWithheld(last) || last.stageAfter === ticket.stage) return null;
  return broken('STAGE', last.sequence, last.stageAfter, ticket.stage);
};

const anchoringHolds: Check = ({ ticket, timeline, anchoring }, { check }) => {
  if (anchoring === null) return null;
  const { anchor, sequence } = anchoring;
  const entry = timeline[sequence - 1];
  if (!entry) return broken('ANCHOR_ENTRY', sequence, `entry ${sequence}`, `${timeline.length} entries`);
  if (anchor.jurisdiction !== ticket.jurisdiction) {
    return broken('ANCHOR_ROOT', sequence, ticket.jurisdiction, anchor.jurisdiction);
  }
  const root = rootFrom(leafOf(ticket.id, entry), anchoring, anchor.leaves);
  if (root !== anchor.root) return broken('ANCHOR_ROOT', sequence, anchor.root, root ?? 'no way up');
  const problem = check ? anchorProblem(check, anchor) : null;
  return problem === null ? null : broken('ANCHOR_SIGNATURE', sequence, `a signature of ${anchor.kid}`, problem);
};

/** Held against anchors that were kept elsewhere: the dossier's is among them, and they follow from each other. */
const keptAnchorsHold: Check = ({ anchoring, ticket }, { anchors, check }) => {
  if (anchors === undefined) return null;
  const sequence = anchoring?.sequence ?? null;
  for (const anchor of anchors) {
    if (anchor.jurisdiction !== ticket.jurisdiction) {
      return broken('ANCHOR_CHAIN', sequence, ticket.jurisdiction, anchor.jurisdiction);
    }
    const problem = check ? anchorProblem(check, anchor) : null;
    if (problem !== null) return broken('ANCHOR_SIGNATURE', sequence, `anchor ${anchor.sequence} signed`, problem);
  }
  const gap = brokenAnchor(anchors);
  if (gap !== null) return broken('ANCHOR_CHAIN', sequence, gap.expected, gap.found);
  if (anchoring === null) return null;
  const kept = anchors.find((anchor) => anchor.sequence === anchoring.anchor.sequence);
  return canonical(kept ?? null) === canonical(anchoring.anchor)
    ? null
    : broken('ANCHOR_CHAIN', sequence, kept?.root ?? `anchor ${anchoring.anchor.sequence}`, anchoring.anchor.root);
};

const signaturesHold: Check = ({ signatures, ...dossier }, { check }) => {
  if (check === undefined) return null;
  if (signatures.length === 0) return broken('SIGNATURE', null, 'a signature', 'none');
  for (const { value, ...signature } of signatures) {
    const content = signedContent(dossier, signature);
    const problem = check({ kid: signature.kid, value }, { jurisdiction: signature.jurisdiction, content });
    if (problem !== null) return broken('SIGNATURE', null, `a signature of ${signature.kid}`, problem);
  }
  return vouchedFor({ ...dossier, signatures });
};

/** The ticket's own jurisdiction has signed; another one's signature alone says nothing. */
function vouchedFor({ ticket, signatures }: SignedDossier): BrokenLink | null {
  const own = ({ jurisdiction }: DossierSignature): boolean => jurisdiction === ticket.jurisdiction;
  const found = signatures.map(({ jurisdiction }) => jurisdiction).join(', ');
  return signatures.some(own) ? null : broken('SIGNATURE', null, `a signature of ${ticket.jurisdiction}`, found);
}

const CHECKS: readonly Check[] = [
  timelineHolds,
  headHolds,
  textHolds,
  stageHolds,
  anchoringHolds,
  keptAnchorsHold,
  signaturesHold,
];

/** A dossier out of its text, or where the text is none. */
export function readDossier(text: string): { readonly dossier: SignedDossier } | { readonly link: BrokenLink } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { link: broken('FORM', null, 'JSON', (error as Error).message) };
  }
  const parsed = signedDossierSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const [list, index] = issue?.path ?? [];
    const sequence = list === 'timeline' && typeof index === 'number' ? index + 1 : null;
    return { link: broken('FORM', sequence, 'a dossier', `${issue?.path.join('.')}: ${issue?.message}`) };
  }
  // Two readings of one text (a key twice, say) must not both pass.
  if (canonical(value) !== text.replace(/\n$/, '')) {
    return { link: broken('FORM', null, 'canonical JSON (RFC 8785)', 'another spelling') };
  }
  return { dossier: parsed.data };
}

/**
 * Checks a dossier from its text alone and names the first link that does not hold: form, every entry, the end, the words, the anchor, the
 * signatures. Needs no database and no network, and trusts nobody but the keys it is given.
 */
export function verifyDossier(text: string, options: VerifyOptions = {}): DossierVerdict {
  const read = readDossier(text);
  if ('link' in read) return { kind: 'BROKEN', link: read.link };
  const { dossier } = read;
  for (const check of CHECKS) {
    const link = check(dossier, options);
    if (link !== null) return { kind: 'BROKEN', link };
  }
  const withheld = dossier.timeline.filter(isWithheld).length;
  return { kind: 'WHOLE', dossier, withheld, signed: options.check !== undefined };
}
