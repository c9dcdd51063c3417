import { createAggregateStore, type InsertRow, type Publisher, type WriteResult } from '@gridlink/event-bus';
import type { Collection } from 'mongodb';
import { uncountedSince } from '../../figures/persistence/counted-collection.ts';
import { dueDocuments } from '../../sweeping/due-documents.ts';
import { eventDrafts } from '../events/ticket-events.ts';
import type { InsertOutcome, NewTicket, TicketRepository, WriteMark } from '../use-cases/ticket-repository.ts';
import { alarmClaims } from './claim-alarms.ts';
import { type TicketDocument, toDocument, toStored, updateBetween, WHOLE } from './ticket-document.ts';
import { scopeFilter } from './ticket-filter.ts';

type Decided = Parameters<TicketRepository['save']>[1];

type Writes = Pick<
  TicketRepository,
  'insert' | 'insertMany' | 'save' | 'moveOn' | 'claimDue' | 'countDue' | 'claimHandOver' | 'countHandOvers'
>;

function outcomeOf(result: WriteResult): InsertOutcome {
  if (result.kind === 'STORED') return 'STORED';
  const taken = result.kind === 'DUPLICATE' ? result.keys : [];
  // Servers name either the key's fields or its index.
  return taken.some((key) => key === 'externalKey' || key === 'seen-before') ? 'SEEN_BEFORE' : 'CODE_TAKEN';
}

const insertRow = (ticket: NewTicket, mark: WriteMark): InsertRow<TicketDocument> => ({
  document: toDocument(ticket.state, { ...ticket, now: mark.now }),
  drafts: eventDrafts(ticket.state, ticket.announcements),
  context: { subject: ticket.state.code, now: mark.now, traceparent: mark.traceparent },
});

/** Only time has passed and nobody is late by it: no figure counts reminders, so that half of all alarms cost them nothing. */
const isOnlyReminder = ({ state, announcements }: Decided): boolean =>
  state.timeline.at(-1)?.command === 'passTime' && announcements.every(({ verb }) => verb === 'reminded');

/** Tickets as they are written: a state and its events in one write, or not at all. */
export function ticketWrites(collection: Collection<TicketDocument>, publisher: Publisher): Writes {
  const store = createAggregateStore<TicketDocument>(collection, publisher);
  const handOvers = dueDocuments(collection, 'handOverAt', WHOLE);
  const claimAlarms = alarmClaims(collection);
  return {
    async insert(ticket, mark) {
      const { document, drafts, context } = insertRow(ticket, mark);
      return outcomeOf(await store.insert(document, drafts, context));
    },

    async insertMany(many, mark) {
      if (many.length === 0) return [];
      const results = await store.insertMany(many.map((ticket) => insertRow(ticket, mark)));
      return results.map(outcomeOf);
    },

    async save({ state, version, sequence }, next, mark) {
      const { jurisdiction, division } = next.state;
      const update = updateBetween(state, next.state);
      const result = await store.update(
        { _id: state.id, version, sequence, jurisdiction, division },
        isOnlyReminder(next) ? update : uncountedSince(update, mark.now),
        {
          drafts: eventDrafts(next.state, next.announcements),
          context: { subject: state.code, now: mark.now, traceparent: mark.traceparent },
        },
      );
      return result.kind === 'STORED' ? 'STORED' : 'MOVED';
    },

    async moveOn(scope, code) {
      const isOpen = { ...scopeFilter(scope), code, openIn: { $exists: true } };
      return (await collection.updateOne(isOpen, { $inc: { version: 1 } })).matchedCount > 0;
    },

    claimDue: (scope, now, until) => claimAlarms({ ...scopeFilter(scope), nextAlarmAt: { $lte: now } }, until),

    async claimHandOver(scope, now, until) {
      const claimed = await handOvers.claim(scopeFilter(scope), now, until);
      return claimed ? toStored(claimed) : null;
    },

    countHandOvers: (scope, now, most) => handOvers.count(scopeFilter(scope), now, most),

    countDue: (scope, now, most) =>
      collection.countDocuments({ ...scopeFilter(scope), nextAlarmAt: { $lte: now } }, { limit: most }),
  };
}
