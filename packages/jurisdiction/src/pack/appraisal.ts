import { z } from 'zod';
import { ruled } from './ground.ts';

const measure = z.enum([
  'ON_TIME',
  'FIRST_TIME_RESOLUTION',
  'REWORK',
  'REFUSALS',
  'SATISFACTION',
  'SUPERVISION',
  'PATROL',
  'LEADER_EVALUATION',
]);

const weights = z.array(z.strictObject({ measure, weight: z.int().min(1).max(100) })).min(1);

const subject = ruled({
  subject: z.enum(['WORKER', 'TOWN', 'DEPARTMENT']),
  /** Parts of a hundred; lists which measures count at all. */
  weights: ruled({ shares: weights }),
});

const keeping = ruled({
  record: z.enum(['TICKET', 'EVIDENCE', 'PERSONNEL_FILE', 'AUDIT', 'REPORTER_CONTACT']),
  years: z.int().min(1).max(100),
});

/** `appraisal.yaml`: how work is scored and how long records are kept. */
export const appraisal = z.strictObject({
  subjects: z.array(subject).min(1),
  period: ruled({ every: z.enum(['MONTH', 'QUARTER', 'YEAR']) }),
  satisfactionCounts: ruled({ counts: z.boolean() }),
  /** A reporter's mark, 1 to 5, from which on they are satisfied. */
  satisfiedFrom: ruled({ mark: z.int().min(1).max(5) }),
  thirdPartySurvey: ruled({ allowed: z.boolean() }),
  leadersEvaluateDepartments: ruled({ foreseen: z.boolean() }),
  retention: z.array(keeping).min(1),
});
