import { z } from 'zod';
import { defineEvent } from '../../event.ts';

/** A department's own event feed. */
export const feedSnapshotSchema = z.object({
  organization: z.string().min(1),
  status: z.enum(['OPEN', 'CLOSED']),
  /** JetStream stream and durable the department's program reads. */
  stream: z.string().min(1),
  durable: z.string().min(1),
});
export type FeedSnapshot = z.infer<typeof feedSnapshotSchema>;

const data = z.object({ feed: feedSnapshotSchema });

export const feedOpened = defineEvent(
  'gridlink.dataexchange.feed.opened.v1',
  '部门事件通道已开通\nA department opened its event feed.',
  data,
);

export const feedClosed = defineEvent(
  'gridlink.dataexchange.feed.closed.v1',
  '部门事件通道已关闭\nA department feed was closed.',
  data,
);
