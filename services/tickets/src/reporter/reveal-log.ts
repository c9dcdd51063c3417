import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';

/** One look at a reporter's contact: who, which ticket, why. */
export type Reveal = {
  readonly ticketId: string;
  readonly subject: string;
  readonly organization: string | null;
  readonly purpose: string;
  readonly requestId: string;
  readonly at: Date;
};

export type RevealLog = { record(reveal: Reveal): Promise<void>; ensureIndexes(): Promise<void> };

export function createRevealLog(connection: Connection): RevealLog {
  const reveals = connection.collection<Reveal & { _id: string }>('reveals');
  return {
    async record(reveal) {
      await reveals.insertOne({ _id: randomUUID(), ...reveal });
    },
    async ensureIndexes() {
      await reveals.createIndex({ ticketId: 1, at: -1 }, { name: 'reveals-of-a-ticket' });
    },
  };
}
