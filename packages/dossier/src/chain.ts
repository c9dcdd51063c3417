import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { z } from 'zod';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A value's canonical JSON (RFC 8785): one spelling, whoever writes it. */
export const canonical = (value: unknown): string => canonicalize(value) ?? '';

/** SHA-256, lower-case hex. */
export const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);
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

export const isWithheld = (entry: ChainedEntry | WithheldEntry): entry is WithheldEntry => 'withheld' in entry;

/** What the first entry chains to: the ticket itself, so that a timeline cannot be moved to another ticket. */
export const genesisOf = (ticketId: string): string => sha256(`gridlink-ticket|${ticketId}`);

/** sha256(previous hash + the entry as canonical JSON, without its hash). */
export function hashOfEntry(previous: string, { hash: _, ...content }: Omit<ChainedEntry, 'hash'> & { hash?: string }) {
  return sha256(previous + canonical(content));
}

/** Where a timeline ends. */
export const headSchema = z.strictObject({ sequence: z.int().min(1), hash: hashSchema });
export type Head = z.infer<typeof headSchema>;
