import { isDeepStrictEqual } from 'node:util';
import { type Seal, type Seals, sealDigest, type Written, writtenParts } from '@gridlink/dossier';
import { fileIdOf } from './evidence.ts';
import { barred, cleaned, isNamed, type Redaction } from './written.ts';

/** An entry of a ticket's timeline, or of a dossier's. */
type Entry = Written & { readonly sequence: number; readonly seals?: Seals | undefined };

type FileFact = { readonly id?: unknown };

/** What the entry says of files that are redacted goes with them: where they were taken, and when. */
function filesLeft({ evidence }: Entry, files: readonly FileFact[], redaction: Redaction): readonly FileFact[] {
  const gone = evidence.filter((piece) => isNamed(piece, redaction)).map(({ uri }) => fileIdOf(uri));
  return files.filter(({ id }) => !gone.includes(id as string));
}

function cleanedFact(entry: Entry, [name, fact]: readonly [string, unknown], redaction: Redaction): unknown {
  if (Array.isArray(fact)) return name === 'files' ? filesLeft(entry, fact, redaction) : fact;
  return typeof fact === 'string' ? barred(fact, redaction) : fact;
}

/** The parts of an entry that a redaction changes, with what is left of each, and the entry after it. */
function cleanedEntry<E extends Entry>(entry: E, redaction: Redaction) {
  const before = writtenParts(entry);
  const facts = Object.entries(entry.facts).map(
    ([name, fact]) => [name, before.has(`facts.${name}`) ? cleanedFact(entry, [name, fact], redaction) : fact] as const,
  );
  const after: E = {
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

/** A timeline without what is redacted, and where it stood with the digest of what is left there. */
export function redactedTimeline<E extends Entry>(
  timeline: readonly E[],
  redaction: Redaction,
  saltAt: (place: string) => string,
) {
  const entries = timeline.map((entry) => cleanedEntry(entry, redaction));
  const touched = entries.filter(({ left }) => left.size > 0);
  return {
    timeline: entries.map(({ entry, after, left }): E => {
      if (left.size === 0 || entry.seals === undefined) return entry;
      const saltOf = (part: string) => (left.has(part) ? saltAt(`${entry.sequence}.${part}`) : null);
      return { ...after, seals: resalted(entry.seals, saltOf) };
    }),
    places: touched.flatMap(({ entry, left }) =>
      [...left].map(([part, value]) => {
        const at = `${entry.sequence}.${part}`;
        return { at, leaves: sealDigest(saltAt(at), value) };
      }),
    ),
    /** Entries from before there were seals: the chain holds their texts themselves. */
    wholly: touched.filter(({ entry }) => entry.seals === undefined).map(({ entry }) => entry.sequence),
  };
}
