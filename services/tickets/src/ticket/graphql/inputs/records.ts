import { type CommandReaders, evidence, text, WORDS_ALONE, words } from './command-input.ts';

export const RECORD_INPUTS: CommandReaders<'supplementReport' | 'addPrivateNote' | 'redactTicket'> = {
  supplementReport: { requires: ['words'], read: (input) => ({ ...words(input), ...evidence(input) }) },
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
