import {
  type CurrentDossier,
  contentHash,
  digestOf,
  replaceSealed,
  type SignedCurrentDossier,
  saltFor,
  sealDigest,
  sealedParts,
  sealPaths,
  sealsOf,
  signDossier,
  signRedaction,
  ticketPlace,
  unsigned,
} from '../index.ts';
import { chained, contentAt, dossierOf, headOf, signer } from './dossier-story.ts';

const SALT = saltFor('story', 'content');
const TICKET = {
  ...dossierOf([]).ticket,
  contentSalt: SALT,
  assignments: [
    {
      id: 'a1',
      unit: '410105000000-URBAN_MANAGEMENT',
      result: '已告知王小明',
      evidence: [{ name: '现场', uri: 'object://photos/9', sha256: 'a'.repeat(64) }],
    },
  ],
};
const PATHS = ['title', 'text', 'contentSalt', 'assignments.0.result', 'assignments.0.evidence.0'];
const ANY = { salt: '', digest: '' };
const written = sealedParts(TICKET, Object.fromEntries(PATHS.map((path) => [path, ANY])));

const FACTS = [{ content: contentHash(TICKET) }, { closingCondition: '王小明家门前', step: 1 }, { step: 2 }];

/** Entries with their texts sealed; the second one has words among its facts. */
const timeline = chained(
  FACTS.map((facts, index) => {
    const content = { ...contentAt(index), facts };
    return { ...content, seals: sealsOf(content, 'story') };
  }),
);

const dossier: CurrentDossier = {
  ...dossierOf(timeline),
  format: 'gridlink-dossier/2',
  ticket: { ...TICKET, seals: sealPaths(written, 'story') },
  head: headOf(timeline),
  issuedTo: null,
};

const at = '2026-11-20T02:00:00.000Z';

/** A dossier that two jurisdictions have signed. */
export const signedByBoth: SignedCurrentDossier = {
  ...dossier,
  signatures: [
    signDossier(signer, dossier, { jurisdiction: 'here', purpose: 'HANDED_OVER', at }),
    signDossier(signer, dossier, { jurisdiction: 'there', purpose: 'TAKEN_OVER', at }),
  ],
  redactions: [],
};

export type Left = {
  /** By paths in the ticket. */
  readonly ticket?: Readonly<Record<string, unknown>>;
  /** By numbers of entries. */
  readonly words?: Readonly<Record<number, string>>;
};

/** The same with what is left after a redaction, which `by` signed. */
export function redactedBy(
  by: string,
  file: SignedCurrentDossier,
  left: Left,
  salt = 'redaction',
): SignedCurrentDossier {
  const { seals, ...ticket } = file.ticket;
  const parts = new Map(Object.entries(left.ticket ?? {}));
  const saltAt = (place: string) => saltFor(salt, place);
  const after = replaceSealed(ticket, seals, (path, part) =>
    parts.has(path) ? parts.get(path) : part,
  ) as typeof ticket;
  const again = Object.entries(seals).map(([path, seal]) => {
    return [path, parts.has(path) ? { ...seal, salt: saltAt(ticketPlace(path)) } : seal] as const;
  });
  const entries = file.timeline.map((entry) => {
    const words = left.words?.[entry.sequence];
    if (words === undefined || !('seals' in entry) || !entry.seals?.words) return entry;
    const resalted = { ...entry.seals.words, salt: saltAt(`${entry.sequence}.words`) };
    return { ...entry, words, seals: { ...entry.seals, words: resalted } };
  });
  const named = [
    ...[...parts].map(([path, part]) => [ticketPlace(path), part] as const),
    ...Object.entries(left.words ?? {}).map(([sequence, words]) => [`${sequence}.words`, words] as const),
  ];
  const places = named.map(([place, value]) => ({ at: place, leaves: sealDigest(saltAt(place), value) }));
  const ofReport = parts.has('title') || parts.has('text');
  const content = { at: 'content', leaves: contentHash(after as never) };
  const { dossier: before, redactions } = unsigned(file);
  const redaction = signRedaction(
    signer,
    { digest: digestOf(before), redactions },
    { jurisdiction: by, at: '2026-12-01T02:00:00.000Z', places: ofReport ? [...places, content] : places },
  );
  return {
    ...file,
    ticket: { ...after, seals: Object.fromEntries(again) } as SignedCurrentDossier['ticket'],
    timeline: entries,
    redactions: [...file.redactions, redaction],
  };
}
