import { readFieldsOf } from '@gridlink/subgraph-kit';
import type { DeliberationRow } from '../use-cases/deliberation-repository.ts';

type Needs = Readonly<Record<string, readonly (keyof DeliberationRow)[]>>;

/** What each resolver of a deliberation reads of its document. */
const needs: Needs = {
  id: [],
  code: ['code'],
  version: ['version'],
  jurisdiction: ['jurisdiction'],
  hall: ['jurisdiction'],
  division: ['division'],
  grid: ['gridId'],
  title: ['title'],
  venue: ['venue'],
  startsAt: ['startsAt'],
  convened: ['convened'],
  convenedAt: [],
  state: ['state'],
  agenda: ['agenda'],
  // Who reads residents' names in clear goes by the place.
  attendees: ['attendees', 'jurisdiction', 'areas', 'gridId'],
  turnout: ['attendees'],
  invitations: ['invitations'],
  postponements: ['postponements'],
  cancelled: ['cancelled'],
  // Which items were carried over stands in the agenda.
  minutes: ['minutes', 'agenda'],
};

/** What an operation's reads of deliberations bring; a list's cursors hold when it was convened. */
export const deliberationFields = readFieldsOf('Deliberation', {
  needs,
  // A ticket shows the item it came of out of the same document, and so does an item that of another meeting.
  below: {
    TicketResolution: { item: ['agenda'] },
    MeetingItem: { item: ['agenda'] },
    FigureEntry: { item: ['agenda'] },
  },
  always: ['convenedAt'],
});
