import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';

/** Whose contact was looked at: a ticket's reporter's, or a suggestion's. */
export type RevealOf = { readonly ticketId: string } | { readonly suggestionId: string };

/** One look at a contact: who, of which matter, why. */
export type Reveal = RevealOf & {
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
      await Promise.all([
        reveals.createIndex({ ticketId: 1, at: -1 }, { name: 'reveals-of-a-ticket' }),
        reveals.createIndex({ suggestionId: 1, at: -1 }, { name: 'reveals-of-a-suggestion', sparse: true }),
      ]);
    },
  };
}
