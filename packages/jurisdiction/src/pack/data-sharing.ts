import { z } from 'zod';
import { ruled } from './ground.ts';
import { limitSchema } from './limit.ts';

/** `data.yaml`: what departments owe each other and the people whose data it is. */
export const dataSharing = z.strictObject({
  /** The duty to share business data through the platform. */
  sharing: ruled({ required: z.boolean(), text: z.string().min(1) }),
  /** Whether what can be shared may not be collected from the grids again. */
  noRepeatedCollection: ruled({ applies: z.boolean() }),
  subjectRights: ruled({ toKnow: z.boolean(), toChoose: z.boolean() }),
  quality: ruled({ required: z.boolean() }),
  /** 分级准入: who uses what is granted by grade. */
  gradedAccess: ruled({ required: z.boolean() }),
  security: ruled({ reviewRequired: z.boolean(), text: z.string().min(1) }),
  /** Whether shared data is to reach the staff of the grid it is about. */
  backToGrid: ruled({ foreseen: z.boolean() }),
  /** How long an owner may take to answer a request, to provide what was granted, and to correct what is wrong. */
  limits: ruled({ review: limitSchema, provide: limitSchema, correct: limitSchema }),
});
