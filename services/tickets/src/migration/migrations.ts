import { TICKET_STAGES } from '@gridlink/contracts';
import { appellantOf } from '../ticket/domain/appealing.ts';
import { isOpen } from '../ticket/domain/stage.ts';
import type { TicketDocument } from '../ticket/persistence/ticket-document.ts';
import type { Migration } from './run-migrations.ts';

const OPEN_STAGES = TICKET_STAGES.filter(isOpen);

/** Open tickets are found by `openIn` where limits are recomputed; those from before it was written have it only since their next step. */
const openIn: Migration = {
  name: 'tickets-open-in',
  async run(db) {
    await db
      .collection('tickets')
      .updateMany({ stage: { $in: OPEN_STAGES }, openIn: { $exists: false } }, [{ $set: { openIn: '$jurisdiction' } }]);
  },
};

/** Undecided appeals are found by `appeals:<organization>` when a body is dissolved. */
const appellants: Migration = {
  name: 'tickets-appellants',
  async run(db) {
    const tickets = db.collection<Pick<TicketDocument, '_id' | 'appeals' | 'waitsFor'>>('tickets');
    for await (const { _id, appeals } of tickets.find(
      { 'appeals.0': { $exists: true } },
      { projection: { appeals: 1 } },
    )) {
      const tokens = appeals.flatMap((appeal) => appellantOf(appeal) ?? []).map((unit) => `appeals:${unit}`);
      // A token too many, where the ticket moves meanwhile, makes nobody do anything.
      if (tokens.length > 0) await tickets.updateOne({ _id }, { $addToSet: { waitsFor: { $each: tokens } } });
    }
  },
};

/** Before the figures counted them; a moment that no later write is older than. */
const LONG_AGO = new Date(1);

/** Meetings say what was added to them and carried over, answers when they were due; the figures have yet to count both. */
const participation: Migration = {
  name: 'participation-counted',
  async run(db) {
    const [meetings, suggestions] = [db.collection('deliberations'), db.collection('suggestions')];
    await meetings.updateMany(
      { invitations: { $exists: false } },
      { $set: { invitations: [], 'agenda.$[].carriedFrom': null, 'agenda.$[].added': null } },
    );
    await meetings.updateMany(
      { 'agenda.source.kind': { $exists: true } },
      { $set: { 'agenda.$[item].source.bodies': [] } },
      { arrayFilters: [{ 'item.source.kind': { $exists: true }, 'item.source.bodies': { $exists: false } }] },
    );
    await suggestions.updateMany(
      { 'answers.0': { $exists: true } },
      { $set: { 'answers.$[answer].dueAt': null } },
      { arrayFilters: [{ 'answer.dueAt': { $exists: false } }] },
    );
    for (const counted of [meetings, suggestions]) {
      await counted.updateMany({ uncountedSince: { $exists: false } }, { $set: { uncountedSince: LONG_AGO } });
    }
  },
};

/** In the order in which releases brought them; none is ever taken out or changed. */
export const MIGRATIONS: readonly Migration[] = [openIn, appellants, participation];
