import { readFieldsOf } from '@gridlink/subgraph-kit';
import type { SuggestionRow } from '../use-cases/suggestion-repository.ts';

type Needs = Readonly<Record<string, readonly (keyof SuggestionRow)[]>>;

/** What each resolver of a suggestion reads of its document. */
const needs: Needs = {
  id: [],
  code: ['code'],
  version: ['version'],
  jurisdiction: ['jurisdiction'],
  division: ['division'],
  grid: ['gridId'],
  center: ['center'],
  subject: ['subject'],
  text: ['text'],
  place: ['place'],
  topic: ['topic'],
  suggester: ['suggester'],
  takenBy: ['takenBy'],
  receivedAt: [],
  limit: ['limit'],
  answerBy: ['answerBy'],
  overdueAt: ['overdueAt'],
  state: ['state'],
  answerer: ['answerer'],
  handOns: ['handOns'],
  answers: ['answers'],
  redactions: ['redactions'],
  outcome: ['answers'],
  ticket: [],
  deliberations: [],
};

/** What an operation's reads of suggestions bring; a list's cursors hold when it was taken in. */
export const suggestionFields = readFieldsOf('Suggestion', { needs, always: ['receivedAt'] });
