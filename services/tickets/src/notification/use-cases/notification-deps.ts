import type { NotificationRepository, ReadingMarks } from './notification-repository.ts';

/** What reading notifications works with. */
export type NotificationDeps = {
  readonly notifications: NotificationRepository;
  readonly marks: ReadingMarks;
};
