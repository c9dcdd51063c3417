import { z } from 'zod';
import { defineEvent } from '../../event.ts';

/** A notification as others may know it: that a desk was told, of which kind, and who works at the desk; not what it says. */
export const notificationSnapshotSchema = z.object({
  id: z.string(),
  jurisdiction: z.string(),
  kind: z.string().min(1),
  urgent: z.boolean(),
  /** What those who work at the desk are known by: a center's division, an organization, a grid; a person who is told by name. */
  places: z.array(z.string()).min(1),
});
export type NotificationSnapshot = z.infer<typeof notificationSnapshotSchema>;

/** Sent when a notification is in its desk's list. The same one may come again, under the same event id. */
export const notificationTold = defineEvent(
  'gridlink.tickets.notification.told.v1',
  '岗位收到一条消息\nA desk was told of something.',
  z.object({ notification: notificationSnapshotSchema }),
);
