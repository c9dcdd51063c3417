import { isDeepStrictEqual } from 'node:util';
import { contentHash, type Seal, type Seals, saltFor, sealDigest, writtenParts } from '@gridlink/dossier';
import type { Consequence, Guard } from './decision.ts';
import { NO_PARTS } from './parts.ts';
import { reasonRefusal } from './reasons.ts';
import type { Evidence, Fact, TicketState, TimelineEntry } from './ticket.ts';

/** What is to leave the readable document: words wherever they stand, and whole attachments. */
export type Redaction = { readonly fragments: readonly string[]; readonly evidenceUris: readonly string[] };

const BAR = '■';
const GONE: Evidence = { name: '（已隐去）', uri: 'urn:gridlink:redacted', sha256: null };

/** Keys of what people wrote, wherever in a ticket; codes and ids stand under others, and codes are no fragments. */
const TEXT_KEYS: ReadonlySet<string> = new Set([
  'address',
  'answer',
  'explanation',
  'feedback',
  'instruction',
  'mediator',
  'name',
  'outcome',
  'question',
  'reason',
  'result',
  'text',
  'title',
  'venue',
  'words',
]);

/** Where in a ticket people's words stand, besides the timeline. */
const WRITTEN: readonly (keyof TicketState)[] = [
  'title',
  'text',
  'place',
  'feedback',
  'assignments',
  'deadlines',
  'supervisions',
  'referrals',
  ...(Object.keys(NO_PARTS) as (keyof typeof NO_PARTS)[]),
];

const isEvidence = (value: object): value is Evidence => 'uri' in value && 'name' in value;

/** A text with every fragment under bars, as many as it had characters. */
const barred = (text: string, { fragments }: Redaction): string =>
  fragments.reduce((left, fragment) => left.replaceAll(fragment, BAR.repeat([...fragment].length)), text);

const isNamed = ({ uri }: Evidence, { fragments, evidenceUris }: Redaction): boolean =>
  evidenceUris.includes(uri) || fragments.some((fragment) => uri.includes(fragment));

/** A value without what is redacted; the very same value where nothing was. */
function cleaned<Value>(value: Value, redaction: Redaction, key = ''): Value {
  if (typeof value === 'string') return (TEXT_KEYS.has(key) ? barred(value, redaction) : value) as Value;
  if (Array.isArray(value)) {
    const list = value.map((element) => cleaned(element, redaction, key));
    return list.some((element, index) => element !== value[index]) ? (list as Value) : value;
  }
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  if (isEvidence(value) && isNamed(value, redaction)) return GONE as Value;
  const entries = Object.entries(value).map(([name, inner]) => [name, cleaned(inner, redaction, name)] as const);
  const moved = entries.some(([name, inner]) => inner !== (value as Record<string, unknown>)[name]);
  return moved ? (Object.fromEntries(entries) as Value) : value;
}

/** A note keeps its digest in the chain; its salt goes with its words. */
const withoutSalts = (state: TicketState, before: TicketState): Partial<TicketState> => {
  const privateNotes = state.privateNotes.map((note, index) =>
    note === before.privateNotes[index] ? note : { ...note, salt: null },
  );
  return state.privateNotes === before.privateNotes ? {} : { privateNotes };
};

type FileFact = { readonly id?: unknown };

/** What the entry says of files that are redacted goes with them: where they were taken, and when. */
function filesLeft({ evidence }: TimelineEntry, files: readonly FileFact[], redaction: Redaction): readonly FileFact[] {
  const gone = evidence.filter((piece) => isNamed(piece, redaction)).map(({ kept }) => kept?.id);
  return files.filter(({ id }) => !gone.includes(id as string));
}

function cleanedFact(entry: TimelineEntry, [name, fact]: readonly [string, Fact], redaction: Redaction): Fact {
  if (Array.isArray(fact)) return name === 'files' ? (filesLeft(entry, fact as FileFact[], redaction) as Fact) : fact;
  return typeof fact === 'string' ? barred(fact, redaction) : fact;
}

/** The parts of an entry that a redaction changes, with what is left of each, and the entry after it. */
function cleanedEntry(entry: TimelineEntry, redaction: Redaction) {
  const before = writtenParts(entry);
  const facts = Object.entries(entry.facts).map(
    ([name, fact]) => [name, before.has(`facts.${name}`) ? cleanedFact(entry, [name, fact], redaction) : fact] as const,
  );
  const after: TimelineEntry = {
    ...entry,
    words: entry.words === null ? null : barred(entry.words, redaction),
    evidence: cleaned(entry.evidence, redaction),
    facts: Object.fromEntries(facts),
  };
  const left = [...writtenParts(after)].filter(([part, value]) => !isDeepStrictEqual(value, before.get(part)));
  return { entry, after, left: new Map(left) };
}

/** The seals with another salt for each part that was redacted; the digests stay, the chain is made of them. */
function resalted(seals: Seals, saltOf: (part: string) => string | null): Seals {
  const again = (seal: Seal, part: string): Seal => ({ ...seal, salt: saltOf(part) ?? seal.salt });
  const facts = Object.entries(seals.facts).map(([name, seal]) => [name, again(seal, `facts.${name}`)] as const);
  return {
    words: seals.words === null ? null : again(seals.words, 'words'),
    evidence: seals.evidence.map((seal, index) => again(seal, `evidence.${index}`)),
    facts: Object.fromEntries(facts),
  };
}

/** The ticket without what is redacted, and where it stood: `title`, `assignments`, `3.words`, with the digest of what is left there. */
export function redacted(state: TicketState, redaction: Redaction, salt: string) {
  const saltAt = (place: string): string => saltFor(salt, `redacted.${place}`);
  const fields = WRITTEN.flatMap((name) => {
    const value = cleaned(state[name], redaction, name);
    return value === state[name] ? [] : [[name, value] as const];
  });
  const entries = state.timeline.map((entry) => cleanedEntry(entry, redaction));
  const timeline = entries.map(({ entry, after, left }) => {
    if (left.size === 0 || entry.seals === undefined) return entry;
    const saltOf = (part: string) => (left.has(part) ? saltAt(`${entry.sequence}.${part}`) : null);
    return { ...after, seals: resalted(entry.seals, saltOf) };
  });
  const touched = entries.filter(({ left }) => left.size > 0);
  const ofReport = fields.some(([name]) => name === 'title' || name === 'text');
  const contentSalt = saltAt('content');
  const changed = { ...state, ...Object.fromEntries(fields) } as TicketState;
  return {
    places: [
      ...fields.map(([name]) => ({ at: name as string, leaves: null })),
      ...(ofReport ? [{ at: 'content', leaves: contentHash({ ...changed, contentSalt }) }] : []),
      ...touched.flatMap(({ entry, left }) =>
        [...left].map(([part, value]) => {
          const at = `${entry.sequence}.${part}`;
          return { at, leaves: sealDigest(saltAt(at), value) };
        }),
      ),
    ],
    /** Entries from before there were seals: the chain holds their texts themselves. */
    wholly: touched.filter(({ entry }) => entry.seals === undefined).map(({ entry }) => entry.sequence),
    state: {
      ...changed,
      ...withoutSalts(changed, state),
      ...(ofReport ? { contentSalt } : {}),
      ...(touched.length > 0 ? { timeline } : {}),
    },
  };
}

export const redactionReasonKnown: Guard<'redactTicket'> = ({ command, pack }) =>
  reasonRefusal(pack.loop.redactionReasons, command.reason);

/** A code in capitals stands for itself everywhere; it is nobody's name. */
const CODE = /^[A-Z_]+$/;
const SHORTEST = 2;

export const fragmentsAreFit: Guard<'redactTicket'> = ({ command: { fragments, evidenceUris, words } }) => {
  if (fragments.length + evidenceUris.length === 0) return { kind: 'NOTHING_TO_REDACT' };
  const index = fragments.findIndex((fragment) => [...fragment].length < SHORTEST || CODE.test(fragment));
  if (index >= 0) return { kind: 'FRAGMENT_UNFIT', index };
  const repeated = fragments.findIndex((fragment) => words.includes(fragment));
  return repeated >= 0 ? { kind: 'FRAGMENT_IN_WORDS', index: repeated } : null;
};

/** A fragment that stands nowhere was mistyped, and what was meant would stay. */
export const fragmentsAreThere: Guard<'redactTicket'> = ({ state, command: { fragments, evidenceUris } }) => {
  const isThere = (redaction: Redaction): boolean => redacted(state, redaction, '').places.length > 0;
  const fragment = fragments.findIndex((one) => !isThere({ fragments: [one], evidenceUris: [] }));
  if (fragment >= 0) return { kind: 'NOT_IN_TICKET', field: 'fragments', index: fragment };
  const uri = evidenceUris.findIndex((one) => !isThere({ fragments: [], evidenceUris: [one] }));
  return uri >= 0 ? { kind: 'NOT_IN_TICKET', field: 'evidenceUris', index: uri } : null;
};

const asInJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** A dossier that two jurisdictions signed cannot be changed by one of them: what stands in it would stay readable. */
export const dossiersAreFree: Guard<'redactTicket'> = ({ state, command: { fragments, evidenceUris } }) => {
  const documents = state.transfers.flatMap(({ receipt }) => (receipt === null ? [] : [receipt.document]));
  const isSigned = (text: string): boolean => documents.some((document) => document.includes(asInJson(text)));
  return [...fragments, ...evidenceUris].some(isSigned) ? { kind: 'IN_SIGNED_DOSSIER' } : null;
};

export const entriesAreSealed: Guard<'redactTicket'> = ({ state, command }) => {
  const { wholly } = redacted(state, command, '');
  return wholly.length > 0 ? { kind: 'SEALED_WHOLLY', entries: wholly } : null;
};

/** What was taken out is nowhere on record; who, why, when and where it stood is. */
export const redactTicket: Consequence<'redactTicket'> = ({ state, command, salt }) => {
  const { fragments, evidenceUris, reason, words } = command;
  const redaction = { fragments, evidenceUris, salt };
  const { places } = redacted(state, redaction, salt);
  return {
    changes: [{ type: 'REDACTED', redaction }],
    reason,
    words,
    // Whoever may see an entry may see that, and why, something of it is gone.
    facts: { places },
    announcements: [],
  };
};
