import { type CommandReaders, text, WORDS_ALONE, words } from './command-input.ts';

export const RECORD_INPUTS: CommandReaders<'addPrivateNote' | 'redactTicket'> = {
  addPrivateNote: WORDS_ALONE,
  redactTicket: {
    requires: ['words'],
    read: (input) => ({
      fragments: (input.fragments ?? []).map(text),
      evidenceUris: (input.evidenceUris ?? []).map(text),
      reason: text(input.reason),
      ...words(input),
    }),
  },
};
