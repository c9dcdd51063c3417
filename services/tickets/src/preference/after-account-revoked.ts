import { accountRevoked } from '@gridlink/contracts';
import type { ConsumerOptions } from '@gridlink/event-bus';
import type { AccountRecords } from './use-cases/account-records.ts';

/** Whoever has lost an account or a role is mailed of no desk until he is seen at one again; that a session ended says nothing. */
export const accountConsumer = (accounts: Pick<AccountRecords, 'forgetPlace'>): ConsumerOptions => ({
  name: 'tickets-accounts',
  domain: 'personnel',
  noun: 'account',
  handlers: {
    [accountRevoked.type]: async ({ data }) => {
      const { accountId, session } = accountRevoked.data.parse(data);
      if (session === undefined) await accounts.forgetPlace(accountId);
    },
  },
});
