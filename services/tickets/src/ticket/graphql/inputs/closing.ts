import { type CommandReaders, textOrNull, WORDS_ALONE, words } from './command-input.ts';

export const CLOSING_INPUTS: CommandReaders<'giveFeedback' | 'verifyTicket' | 'reopenTicket'> = {
  giveFeedback: {
    requires: ['words'],
    read: (input) => ({ ...words(input), contacted: input.contacted ?? false }),
  },
  verifyTicket: {
    requires: ['words'],
    read: (input) => ({
      passed: input.passed ?? false,
      ...words(input),
      closingCondition: textOrNull(input.closingCondition),
      satisfaction: input.satisfaction ?? null,
      falseClosure: input.falseClosure ?? false,
    }),
  },
  reopenTicket: WORDS_ALONE,
};
