import { z } from 'zod';
import { ruled } from './ground.ts';
import { limitSchema } from './limit.ts';
import { label, staffRole } from './vocabulary.ts';

const field = ruled({
  field: z.enum(['GRID_NAME', 'AREA', 'SUPERVISION_PHONE', 'STAFF_NAMES', 'STAFF_CONTACTS', 'STAFF_DUTIES']),
  label,
  /** Whose names, contacts or duties; empty for what is not about staff. */
  roles: z.array(staffRole),
});

/** `notice.yaml`: what the public board of a grid shows, and nothing more. */
export const notice = z.strictObject({
  fields: z.array(field).min(1),
  postedBy: ruled({ body: z.string().min(1), where: z.string().min(1) }),
  staleOn: ruled({ changes: z.array(z.enum(['BOUNDARY', 'STAFF'])).min(1) }),
  refreshWithin: ruled({ limit: limitSchema }),
});
