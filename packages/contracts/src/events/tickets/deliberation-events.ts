import { z } from 'zod';
import { defineEvent } from '../../event.ts';

const division = z.string().regex(/^\d{12}$/);

/** A deliberation as others may know it: none of its words, no persons. */
export const deliberationSnapshotSchema = z.object({
  id: z.string(),
  code: z.string(),
  jurisdiction: z.string(),
  /** Division of the community it belongs to, and all above it with itself. */
  division,
  areas: z.array(division).min(1),
  gridId: z.string().optional(),
  gridCode: z.string().optional(),
  state: z.enum(['CONVENED', 'IN_SESSION', 'PUBLISHED', 'CANCELLED']),
  startsAt: z.iso.datetime(),
  items: z.array(
    z.object({
      id: z.string(),
      /** What the item comes from, and its number. */
      source: z.enum(['SUGGESTION', 'TICKET']).optional(),
      sourceCode: z.string().optional(),
      outcome: z.enum(['AGREED', 'NOT_AGREED', 'DEFERRED']).optional(),
      /** Organizations that had its source in hand when it came on the agenda. */
      bodies: z.array(z.string()).optional(),
      /** Number of the meeting that had deferred it. */
      carriedFrom: z.string().optional(),
    }),
  ),
  /** Organizations that are invited, or came. */
  bodies: z.array(z.string()).optional(),
  /** How many were counted as present. */
  present: z.int().min(0),
  /** Of the published minutes. */
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** Divisions, organizations and grids whose people may see the deliberation. */
  seenBy: z.array(z.string()),
});
export type DeliberationSnapshot = z.infer<typeof deliberationSnapshotSchema>;

/** Which items, and which organizations, an event is about; absent where it is about the whole meeting. */
const detailSchema = z.object({
  items: z.array(z.string()).optional(),
  bodies: z.array(z.string()).optional(),
});
export type DeliberationDetail = z.infer<typeof detailSchema>;

const VERBS: ReadonlyArray<readonly [string, string]> = [
  ['convened', '议事会已召集\nA deliberation was convened.'],
  ['agenda-extended', '议事会增列议题\nAn item was added to the agenda of a deliberation.'],
  ['invited', '议事会增邀参会方\nMore were invited to a deliberation.'],
  ['postponed', '议事会已延期\nA deliberation was postponed.'],
  ['cancelled', '议事会已取消\nA deliberation was cancelled.'],
  ['opened', '议事会已开会\nA deliberation was opened: attendance was recorded.'],
  ['resolved', '议题已议决\nAn item of a deliberation was resolved.'],
  ['published', '议事纪要已公布\nThe minutes of a deliberation were sealed and published.'],
];

/** All deliberation events carry the snapshot after the change. */
export const deliberationEvents = VERBS.map(([verb, description]) =>
  defineEvent(
    `gridlink.tickets.deliberation.${verb}.v1`,
    description,
    z.object({ deliberation: deliberationSnapshotSchema, detail: detailSchema.optional() }),
  ),
);
