import { z } from 'zod';
import { canonical, hashSchema, sha256 } from './plain.ts';
import { chainedWriting, sealsSchema } from './seals.ts';

export { canonical, hashSchema, sha256 } from './plain.ts';

const instant = z.iso.datetime();

const evidenceSchema = z.strictObject({ name: z.string(), uri: z.string(), sha256: z.string().nullable() });

const actorSchema = z.strictObject({
  subject: z.string(),
  role: z.string(),
  organization: z.string().nullable(),
  person: z.string().nullable(),
});

/** One step of a ticket as the chain holds it; instants are ISO 8601 in UTC. */
export const entrySchema = z.strictObject({
  sequence: z.int().min(1),
  command: z.string(),
  at: instant,
  arrivedAt: instant,
  actor: actorSchema,
  stageBefore: z.string().nullable(),
  stageAfter: z.string(),
  reason: z.string().nullable(),
  words: z.string().nullable(),
  evidence: z.array(evidenceSchema),
  private: z.boolean(),
  facts: z.record(z.string(), z.json()),
  idempotencyKey: z.string().nullable(),
  /** Missing on entries from before there were seals: the chain holds their texts themselves. */
  seals: sealsSchema.optional(),
  hash: hashSchema,
});
export type ChainedEntry = z.infer<typeof entrySchema>;

/** A step that is not shown to whom the dossier is for: its place and its hash stay, so that the chain does. */
export const withheldSchema = z.strictObject({
  sequence: z.int().min(1),
  withheld: z.literal(true),
  hash: hashSchema,
});
export type WithheldEntry = z.infer<typeof withheldSchema>;

export const isShown = (entry: ChainedEntry | WithheldEntry): entry is ChainedEntry => !isWithheld(entry);

export const isWithheld = (entry: ChainedEntry | WithheldEntry): entry is WithheldEntry => 'withheld' in entry;

/** What the first entry chains to: the ticket itself, so that a timeline cannot be moved to another ticket. */
export const genesisOf = (ticketId: string): string => sha256(`gridlink-ticket|${ticketId}`);

/** sha256(previous hash + the entry as canonical JSON, without its hash, and of what people wrote the digests of its seals). */
export function hashOfEntry(previous: string, entry: Omit<ChainedEntry, 'hash'> & { hash?: string }) {
  const { hash: _, seals: __, words: ___, evidence: ____, facts: _____, ...content } = entry;
  return sha256(previous + canonical({ ...content, ...chainedWriting(entry) }));
}

/** Where a timeline ends. */
export const headSchema = z.strictObject({ sequence: z.int().min(1), hash: hashSchema });
export type Head = z.infer<typeof headSchema>;
