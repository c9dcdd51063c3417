import { z } from 'zod';
import { canonical, hashSchema, sha256 } from './plain.ts';

/**
 * What the chain holds in place of a text: the digest of a salt of its own and the text. A redaction puts another salt beside what is left:
 * the digest stays, so the chain still holds, and without the first salt nobody finds a telephone number by trying all of them.
 */
export const sealSchema = z.strictObject({ salt: z.string().min(16).max(64), digest: hashSchema });
export type Seal = Readonly<z.infer<typeof sealSchema>>;

/** Seals of one entry, by its parts that people wrote. */
export const sealsSchema = z.strictObject({
  words: sealSchema.nullable(),
  evidence: z.array(sealSchema),
  facts: z.record(z.string(), sealSchema),
});
export type Seals = Readonly<z.infer<typeof sealsSchema>>;

/** What of an entry people wrote, as far as it matters here. */
export type Written = {
  readonly words: string | null;
  readonly evidence: readonly { readonly name: string; readonly uri: string; readonly sha256: string | null }[];
  readonly facts: Readonly<Record<string, unknown>>;
};

/** Facts that are somebody's words; all others are codes, ids and figures. */
const TEXT_FACTS: readonly string[] = ['openingCondition', 'closingCondition', 'mediator'];

/** What the platform noted of files: where and when they were taken, by the device that handed them in. */
const FILES = 'files';

export const sealDigest = (salt: string, value: unknown): string => sha256(`${salt}|${canonical(value)}`);

/** A salt for one part, drawn from the salt of its command, which is kept nowhere. */
export const saltFor = (commandSalt: string, part: string): string => sha256(`${commandSalt}|${part}`).slice(0, 32);

/**
 * The parts of an entry that people wrote, by name: `words`, `evidence.0`, `facts.closingCondition`; and `facts.files`, which says where
 * somebody was. Entries whose seals are older than that hold their files themselves.
 */
export function writtenParts({
  words,
  evidence,
  facts,
  seals,
}: Written & { readonly seals?: Seals | undefined }): ReadonlyMap<string, unknown> {
  const hasFiles = facts[FILES] !== undefined && (seals === undefined || seals.facts[FILES] !== undefined);
  return new Map<string, unknown>([
    ...(words === null ? [] : [['words', words] as const]),
    ...evidence.map(
      ({ name, uri, sha256: digest }, index) => [`evidence.${index}`, { name, uri, sha256: digest }] as const,
    ),
    ...TEXT_FACTS.filter((name) => typeof facts[name] === 'string').map(
      (name) => [`facts.${name}`, facts[name]] as const,
    ),
    ...(hasFiles ? [[`facts.${FILES}`, facts[FILES]] as const] : []),
  ]);
}

/** Seals of what an entry says. */
export function sealsOf(entry: Written & { readonly sequence: number }, commandSalt: string): Seals {
  const seals = [...writtenParts(entry)].map(([part, value]) => {
    const salt = saltFor(commandSalt, `${entry.sequence}.${part}`);
    return [part, { salt, digest: sealDigest(salt, value) }] as const;
  });
  const below = (group: string) => seals.filter(([part]) => part.startsWith(group));
  return {
    words: seals.find(([part]) => part === 'words')?.[1] ?? null,
    evidence: below('evidence.').map(([, seal]) => seal),
    facts: Object.fromEntries(below('facts.').map(([part, seal]) => [part.replace('facts.', ''), seal])),
  };
}

/** What the chain holds of an entry's writing: digests; of an entry from before there were seals the texts themselves. */
export function chainedWriting<Entry extends Written & { readonly seals?: Seals | undefined }>(entry: Entry) {
  const { seals, words, evidence, facts } = entry;
  if (seals === undefined) return { words, evidence, facts };
  const sealed = Object.entries(seals.facts).map(([name, { digest }]) => [name, { digest }]);
  return {
    words: seals.words === null ? null : { digest: seals.words.digest },
    evidence: seals.evidence.map(({ digest }) => ({ digest })),
    facts: { ...facts, ...Object.fromEntries(sealed) },
  };
}

/** The seals by the names of their parts. */
export const sealsByPart = ({ words, evidence, facts }: Seals): ReadonlyMap<string, Seal> =>
  new Map<string, Seal>([
    ...(words === null ? [] : [['words', words] as const]),
    ...evidence.map((seal, index) => [`evidence.${index}`, seal] as const),
    ...Object.entries(facts).map(([name, seal]) => [`facts.${name}`, seal] as const),
  ]);

/** Parts whose text is not the one that was sealed, each with the digest of what it says under its salt now. */
function changedParts(entry: Written & { readonly seals: Seals }): ReadonlyMap<string, string | null> {
  const parts = writtenParts(entry);
  const seals = sealsByPart(entry.seals);
  const names = new Set([...parts.keys(), ...seals.keys()]);
  const digests = [...names].map((part) => {
    const seal = seals.get(part);
    return [part, seal && parts.has(part) ? sealDigest(seal.salt, parts.get(part)) : null] as const;
  });
  return new Map(digests.filter(([part, digest]) => digest === null || digest !== seals.get(part)?.digest));
}

/** The command that redacts; its facts say where, and the digest of what is left there. */
const REDACTING = 'redactTicket';
const placesSchema = z.array(z.object({ at: z.string(), leaves: z.string().nullable() }));

type Step = { readonly sequence: number; readonly command: string; readonly facts: Readonly<Record<string, unknown>> };
export type Redacted = { readonly by: number; readonly leaves: string | null };

/** What the last redaction of each place left of it: `3.words`, `content`. */
export function redactedPlaces(timeline: readonly Step[]): ReadonlyMap<string, Redacted> {
  const named = timeline
    .filter(({ command }) => command === REDACTING)
    .flatMap(({ sequence, facts }) => {
      const places = placesSchema.safeParse(facts.places).data ?? [];
      return places.map(({ at, leaves }) => [at, { by: sequence, leaves }] as const);
    });
  return new Map(named);
}

/** A fact that stands as its digest alone: it hashes as the sealed one did, while its words are gone. */
const hiddenFact = (facts: Written['facts'], sealed: Seals['facts']): string | undefined =>
  [...TEXT_FACTS, FILES].find((name) => {
    const fact = facts[name];
    return sealed[name] === undefined && typeof fact === 'object' && fact !== null && 'digest' in fact;
  });

/** Each text is the one that was sealed, or what a later entry of the chain says a redaction left of it; the first part that is neither. */
export function unsealedPart(
  entry: Written & { readonly sequence: number; readonly seals?: Seals | undefined },
  redacted: ReadonlyMap<string, Redacted>,
): string | null {
  const { seals, sequence } = entry;
  if (seals === undefined) return null;
  const hidden = hiddenFact(entry.facts, seals.facts);
  if (hidden !== undefined) return `facts.${hidden}`;
  const open = [...changedParts({ ...entry, seals })].find(([part, digest]) => {
    const redaction = redacted.get(`${sequence}.${part}`);
    return redaction === undefined || redaction.by <= sequence || digest === null || redaction.leaves !== digest;
  });
  return open?.[0] ?? null;
}
