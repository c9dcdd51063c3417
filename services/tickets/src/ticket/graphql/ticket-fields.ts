import { readFieldsOf } from '@gridlink/subgraph-kit';
import type { TicketRow } from '../use-cases/ticket-repository.ts';

type Field = keyof TicketRow;
type Needs = Readonly<Record<string, readonly Field[]>>;

/** Whoever may read private entries is told by these. */
const STANDING: readonly Field[] = ['areas', 'referrals', 'holder', 'assignments', 'round'];

/** What each resolver of a ticket reads of its document. Commands on offer depend on everything, so they are not named. */
const needs: Needs = {
  id: [],
  code: ['code'],
  version: ['version'],
  jurisdiction: ['jurisdiction'],
  division: ['division'],
  grid: ['gridId'],
  source: ['source'],
  channel: ['channel'],
  title: ['title'],
  text: ['text'],
  place: ['place'],
  topic: ['topic'],
  item: ['item', 'jurisdiction', 'division'],
  itemCode: ['item'],
  itemTitle: ['item'],
  condition: ['condition'],
  severity: ['severity'],
  stage: ['stage'],
  stageLabel: ['stage', 'jurisdiction'],
  round: ['round'],
  holder: ['holder'],
  units: ['assignments', 'round'],
  reporter: ['reporter'],
  foundAt: ['foundAt'],
  reportedAt: ['reportedAt'],
  dueAt: ['dueAt'],
  closedAt: ['closedAt'],
  late: ['late'],
  falseClosures: ['falseClosures'],
  assignments: ['assignments'],
  deadlines: ['deadlines', 'jurisdiction', 'appeals'],
  appeals: ['appeals'],
  failedVerifications: ['failedVerifications'],
  supervisions: ['supervisions'],
  referrals: ['referrals'],
  feedback: ['feedback'],
  transfers: ['transfers', 'stage', 'holder', 'round', 'assignments', 'referrals', 'jurisdiction'],
  redactionRequests: ['redactionRequests', 'holder', 'referrals', 'jurisdiction'],
  suggestion: [],
  resolution: [],
  deliberations: [],
  privateNotes: ['privateNotes'],
  neighbours: ['place', 'gridId', 'holder', 'jurisdiction'],
  handOvers: ['handOvers'],
  timeline: [...STANDING, 'jurisdiction'],
  evidence: STANDING,
  timelineIntact: [],
};

/** What an operation's reads of tickets bring. */
export const ticketFields = readFieldsOf('Ticket', {
  needs,
  below: { Assignment: { deadlines: ['deadlines', 'jurisdiction', 'appeals'] } },
  // A list's cursors hold when it was reported, or is due; loaders look their rows up by code, or by what they came of.
  always: ['code', 'reportedAt', 'dueAt', 'origin'],
});
