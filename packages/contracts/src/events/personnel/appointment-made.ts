import { z } from 'zod';
import { defineEvent } from '../../event.ts';
import { ROLES } from '../../vocabulary.ts';

/** An appointment without the person's data: who serves where in what role. */
export const appointmentSnapshotSchema = z.object({
  id: z.string(),
  personId: z.string(),
  role: z.enum(ROLES),
  /** Role as the pack names it, e.g. FULL_TIME_WORKER. */
  position: z.string(),
  gridId: z.string().optional(),
  organization: z.string().optional(),
  from: z.iso.datetime(),
  to: z.iso.datetime().optional(),
});
export type AppointmentSnapshot = z.infer<typeof appointmentSnapshotSchema>;

export const appointmentMade = defineEvent(
  'gridlink.personnel.appointment.made.v1',
  '已任命\nAn appointment was made.',
  z.object({ appointment: appointmentSnapshotSchema }),
);

export const appointmentEnded = defineEvent(
  'gridlink.personnel.appointment.ended.v1',
  '任职已结束\nAn appointment ended.',
  z.object({ appointment: appointmentSnapshotSchema, reason: z.string() }),
);

export const accountRevoked = defineEvent(
  'gridlink.personnel.account.revoked.v1',
  '账号、会话或角色已被撤销，网关与各服务须立即拒绝\nAn account, session or role was revoked; gateway and services refuse it at once.',
  z.object({ accountId: z.string(), session: z.string().optional(), before: z.iso.datetime(), reason: z.string() }),
);
