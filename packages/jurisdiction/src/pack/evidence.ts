import { z } from 'zod';
import { ruled } from './ground.ts';

/** Kinds of files by what their bytes are, whatever they are named. */
export const EVIDENCE_TYPES = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/heic',
  'application/pdf',
  'video/mp4',
] as const;
export type EvidenceType = (typeof EVIDENCE_TYPES)[number];

/** `evidence.yaml`: which files are taken as evidence, and what makes one doubtful. */
export const evidence = z.strictObject({
  accepted: z.array(ruled({ type: z.enum(EVIDENCE_TYPES), megabytes: z.int().min(1).max(200) })).min(1),
  /** Beyond this a picture is not opened: a small file may claim to be as large as a wall. */
  picture: ruled({ megapixels: z.int().min(1).max(1_000) }),
  /** How long a file waits for its ticket, and how many of one account do. */
  unattached: ruled({ hours: z.int().min(1).max(720), most: z.int().min(1).max(10_000) }),
  /** From where on a photo is doubtful: away from the ticket's place, taken before its step. Doubtful ones are marked, not refused. */
  doubtful: ruled({ metersAway: z.int().min(1).max(100_000), hoursBefore: z.int().min(1).max(8_760) }),
});
