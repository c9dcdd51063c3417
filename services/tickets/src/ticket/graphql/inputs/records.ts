import { type CommandInput, type CommandReaders, evidence, text, WORDS_ALONE, words } from './command-input.ts';

const ANSWER = {
  requires: ['words'],
  read: (input: CommandInput) => ({ requestId: text(input.requestId), reason: text(input.reason), ...words(input) }),
} as const;

export const RECORD_INPUTS: CommandReaders<
  'supplementReport' | 'addPrivateNote' | 'redactTicket' | 'acceptRedactionRequest' | 'declineRedactionRequest'
> = {
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
  acceptRedactionRequest: ANSWER,
  declineRedactionRequest: ANSWER,
};
