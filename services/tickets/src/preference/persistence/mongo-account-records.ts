import { unlessTaken } from '@gridlink/event-bus';
import type { Collection } from 'mongodb';
import type { Connection } from 'mongoose';
import { type AccountRecord, blankRecord } from '../domain/preferences.ts';
import type { AccountRecords } from '../use-cases/account-records.ts';

type RecordDocument = Partial<Omit<AccountRecord, 'subject'>> & { readonly _id: string };

export type MongoAccountRecords = AccountRecords & { ensureIndexes(): Promise<void> };

/** Mailboxes from before they were confirmed are not. */
const toRecord = ({ _id, mail, ...rest }: RecordDocument): AccountRecord => ({
  ...blankRecord(_id),
  ...rest,
  mail: mail ? { ...mail, confirmedAt: mail.confirmedAt ?? null, confirmation: mail.confirmation ?? null } : null,
});

/** One document an account, by its subject. */
export function createAccountRecords(connection: Connection): MongoAccountRecords {
  const collection = connection.collection('notification_accounts') as unknown as Collection<RecordDocument>;

  const write = async (subject: string, update: object): Promise<void> => {
    const put = () => collection.updateOne({ _id: subject }, update, { upsert: true });
    // Two first writes at once: the second finds the first's.
    if (!(await unlessTaken(put()))) await put();
  };

  return {
    async find(subject) {
      const found = await collection.findOne({ _id: subject });
      return found ? toRecord(found as RecordDocument) : blankRecord(subject);
    },
    advance: (subject, until) => write(subject, { $max: { readUntil: until } }),
    setWishes: (subject, { inAppOff, mail, codeSentAt }) => write(subject, { $set: { inAppOff, mail, codeSentAt } }),
    async spendTry(subject, issuedAt, most) {
      const { matchedCount } = await collection.updateOne(
        { _id: subject, 'mail.confirmation.issuedAt': issuedAt, 'mail.confirmation.tries': { $lt: most } } as object,
        { $inc: { 'mail.confirmation.tries': 1 } } as object,
      );
      return matchedCount === 1;
    },
    async confirmAddress(subject, issuedAt, now) {
      await collection.updateOne(
        { _id: subject, 'mail.confirmation.issuedAt': issuedAt } as object,
        { $set: { 'mail.confirmedAt': now, 'mail.confirmation': null } } as object,
      );
    },
    noteSeen: (subject, { jurisdiction, desks }, now) => write(subject, { $set: { jurisdiction, desks, seenAt: now } }),
    async forgetPlace(subject) {
      await collection.updateOne({ _id: subject }, { $set: { desks: [] } });
    },
    async mailed({ jurisdiction, desks }, seenSince) {
      const rows = await collection
        .find({ jurisdiction, desks: { $in: [...desks] }, mail: { $ne: null }, seenAt: { $gt: seenSince } } as object)
        .toArray();
      const records = rows.map((row) => toRecord(row as RecordDocument));
      return records.filter(({ mail }) => mail?.confirmedAt);
    },
    async ensureIndexes() {
      await collection.createIndex({ jurisdiction: 1, desks: 1 }, { name: 'at-a-desk' });
    },
  };
}
