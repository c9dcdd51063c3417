import type { AccountRecords } from '../../preference/use-cases/account-records.ts';
import type { NotificationRepository } from './notification-repository.ts';

/** What reading notifications works with. */
export type NotificationDeps = {
  readonly notifications: NotificationRepository;
  readonly accounts: AccountRecords;
};
