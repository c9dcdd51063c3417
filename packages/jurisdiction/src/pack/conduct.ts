import { z } from 'zod';
import { ruled } from './ground.ts';
import { code, label } from './vocabulary.ts';

const outcome = ruled({ code: z.enum(['EDUCATE', 'CORRECT', 'DISMISS', 'REFER']), label });

/** `conduct.yaml`: what staff must not do, what follows, and how they are protected. */
export const conduct = z.strictObject({
  forbidden: z.array(ruled({ code, text: z.string().min(1) })).min(1),
  outcomes: z.array(outcome).min(1),
  complaints: ruled({ text: z.string().min(1) }),
  protection: ruled({ text: z.string().min(1) }),
});
