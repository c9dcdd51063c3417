import { type AggregateDocument, ensureOutboxIndex, type Publisher } from '@gridlink/event-bus';
import type { Collection } from 'mongodb';
import type { Connection } from 'mongoose';
import { countedCollection } from '../../figures/persistence/counted-collection.ts';
import type { TicketRepository } from '../use-cases/ticket-repository.ts';
import { type TicketDocument, ticketModel, toStored, WHOLE } from './ticket-document.ts';
import { ticketFigures } from './ticket-figures.ts';
import { scopeFilter } from './ticket-filter.ts';
import { ensureTicketIndexes } from './ticket-indexes.ts';
import { ticketReads } from './ticket-reads.ts';
import { ticketWrites } from './ticket-writes.ts';

export type MongoTicketRepository = TicketRepository & {
  /** For the outbox relay. */
  readonly collection: Collection<AggregateDocument>;
  ensureIndexes(): Promise<void>;
};

/** Tickets in MongoDB: one document a ticket, one write a command. */
export function createTicketRepository(
  connection: Connection,
  publisher: Publisher,
  now: () => Date = () => new Date(),
): MongoTicketRepository {
  // Reads are lean: the driver's own collection under the model, whose schema only says what is stored.
  const collection = ticketModel(connection).collection as unknown as Collection<TicketDocument>;
  const aggregates = collection as unknown as Collection<AggregateDocument>;
  return {
    ...ticketReads(collection, now),
    ...ticketWrites(collection, publisher),
    ...ticketFigures(collection),
    ...countedCollection(collection, { instant: 'reportedAt', projection: WHOLE, toStored, scopeFilter }),
    collection: aggregates,
    async ensureIndexes() {
      await ensureTicketIndexes(collection);
      await ensureOutboxIndex(aggregates);
    },
  };
}
