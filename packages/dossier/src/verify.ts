import { type Anchor, anchorProblem, brokenAnchor } from './anchor.ts';
import { canonical, genesisOf, type Head, hashOfEntry, isShown, isWithheld } from './chain.ts';
import { contentHash, type SignedDossier, signedContent, signedDossierSchema, unsigned } from './dossier.ts';
import { redactionContent } from './dossier-redaction.ts';
import { leafOf, rootFrom } from './merkle.ts';
import { type Redacted, redactedPlaces, sealDigest, unsealedPart } from './seals.ts';
import type { SignatureChecker } from './signer.ts';
import { digestOf, sealedParts, ticketPlace } from './skeleton.ts';

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
const timelineHolds: Check = (file) => {
  const { ticket, timeline } = file;
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
  return sealsHold(file) ?? ticketSealsHold(file);
};

/** What redactions left where: by entries of the chain, and after them by those who signed the dossier. */
function redactedIn(file: SignedDossier): ReadonlyMap<string, Redacted> {
  const { timeline } = file;
  const since = unsigned(file).redactions.flatMap(({ places }) =>
    places.map(({ at, leaves }) => [at, { by: timeline.length + 1, leaves }] as const),
  );
  return new Map([...redactedPlaces(timeline.filter(isShown)), ...since]);
}

function sealsHold(file: SignedDossier): BrokenLink | null {
  const redacted = redactedIn(file);
  for (const entry of file.timeline.filter(isShown)) {
    const part = unsealedPart(entry, redacted);
    if (part !== null) return broken('SEAL', entry.sequence, `${part} as it was sealed`, 'another text');
  }
  return null;
}

/** What people wrote in the ticket itself; before the second format it had no seals. */
function ticketSealsHold(file: SignedDossier): BrokenLink | null {
  if (file.format === 'gridlink-dossier/1') return null;
  const { seals, ...ticket } = file.ticket;
  const redacted = redactedIn(file);
  const parts = sealedParts(ticket, seals);
  for (const [path, { salt, digest }] of Object.entries(seals)) {
    const at = ticketPlace(path);
    const found = parts.has(path) ? sealDigest(salt, parts.get(path)) : 'nothing';
    const isLeft = found === (redacted.get(at)?.leaves ?? digest);
    if (!isLeft) return broken('SEAL', null, `${at} as it was sealed`, 'another text');
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

const textHolds: Check = (file) => {
  const { ticket, timeline } = file;
  const [first] = timeline;
  if (!first || isWithheld(first)) return null;
  const expected = redactedIn(file).get('content')?.leaves ?? first.facts.content;
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

const signaturesHold: Check = (file, { check }) => {
  if (check === undefined) return null;
  const { dossier, signatures } = unsigned(file);
  if (signatures.length === 0) return broken('SIGNATURE', null, 'a signature', 'none');
  for (const { value, ...signature } of signatures) {
    const content = signedContent(dossier, signature);
    const problem = check({ kid: signature.kid, value }, { jurisdiction: signature.jurisdiction, content });
    if (problem !== null) return broken('SIGNATURE', null, `a signature of ${signature.kid}`, problem);
  }
  return vouchedFor(file) ?? redactionsSigned(file, check);
};

const signersOf = ({ signatures }: SignedDossier): readonly string[] =>
  signatures.map(({ jurisdiction }) => jurisdiction);

/** The ticket's own jurisdiction has signed; another one's signature alone says nothing. */
function vouchedFor(file: SignedDossier): BrokenLink | null {
  const found = signersOf(file);
  const own = file.ticket.jurisdiction;
  return found.includes(own) ? null : broken('SIGNATURE', null, `a signature of ${own}`, found.join(', '));
}

/** Each redaction is signed by one of those who signed the dossier, after the ones before it. */
function redactionsSigned(file: SignedDossier, check: SignatureChecker): BrokenLink | null {
  const { dossier, redactions } = unsigned(file);
  const digest = digestOf(dossier);
  const signers = signersOf(file);
  for (const [index, { value, ...redaction }] of redactions.entries()) {
    const { kid, jurisdiction } = redaction;
    if (!signers.includes(jurisdiction)) {
      return broken('SIGNATURE', null, `a redaction by ${signers.join(' or ')}`, jurisdiction);
    }
    const content = redactionContent({ digest, redactions: redactions.slice(0, index) }, redaction);
    const problem = check({ kid, value }, { jurisdiction, content });
    if (problem !== null) return broken('SIGNATURE', null, `a redaction signed with ${kid}`, problem);
  }
  return null;
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
