import { z } from 'zod';
import { defineEvent } from '../../event.ts';

/** A request for shared data and the grant it may have become; one aggregate, so one sequence. */
export const shareSnapshotSchema = z.object({
  /** Id of the request, and of the grant that answers it. */
  id: z.string().min(1),
  resourceId: z.string().min(1),
  resourceCode: z.string().min(1),
  jurisdiction: z.string(),
  /** Organization codes. */
  owner: z.string().min(1),
  grantee: z.string().min(1),
  status: z.enum(['PENDING', 'GRANTED', 'REFUSED', 'REVOKED', 'ENDED']),
  fields: z.array(z.string()).min(1),
  /** 12-digit division the rows are limited to; absent for all rows. */
  area: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  ticketCode: z.string().optional(),
  dueAt: z.iso.datetime().optional(),
  /** Until when the grant holds, where there is one. */
  until: z.iso.datetime().optional(),
});
export type ShareSnapshot = z.infer<typeof shareSnapshotSchema>;

const data = z.object({ share: shareSnapshotSchema });

export const shareRequested = defineEvent(
  'gridlink.dataexchange.share.requested.v1',
  '共享申请已提交，等待提供部门审核\nShared data was asked for and waits for the owner.',
  data,
);

export const shareGranted = defineEvent(
  'gridlink.dataexchange.share.granted.v1',
  '共享已授权\nShared data was granted.',
  data,
);

export const shareRefused = defineEvent(
  'gridlink.dataexchange.share.refused.v1',
  '共享申请未获同意\nThe owner refused a share request.',
  data,
);

export const shareRevoked = defineEvent(
  'gridlink.dataexchange.share.revoked.v1',
  '共享授权已撤销，立即生效\nA grant was revoked, at once.',
  data,
);

export const shareEnded = defineEvent(
  'gridlink.dataexchange.share.ended.v1',
  '共享授权随工单办结而终止\nA grant ended with its ticket.',
  data,
);
