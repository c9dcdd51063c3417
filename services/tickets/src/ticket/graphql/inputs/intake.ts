import { type CommandReaders, evidence, text, textOrNull, WORDS_ALONE, words } from './command-input.ts';

export const INTAKE_INPUTS: CommandReaders<
  'acceptTicket' | 'declineTicket' | 'solveOnSpot' | 'mergeTicket' | 'voidTicket'
> = {
  acceptTicket: {
    requires: [],
    read: (input) => ({
      itemCode: textOrNull(input.itemCode),
      severity: input.severity ?? null,
      openingCondition: textOrNull(input.openingCondition),
      conditionId: textOrNull(input.conditionId),
      words: textOrNull(input.words),
    }),
  },
  declineTicket: {
    requires: ['words'],
    read: (input) => ({ reason: text(input.reason), ...words(input) }),
  },
  solveOnSpot: {
    requires: ['result'],
    read: (input) => ({
      itemCode: textOrNull(input.itemCode),
      result: text(input.result),
      ...evidence(input),
    }),
  },
  mergeTicket: {
    requires: ['words'],
    read: (input) => ({ into: text(input.into), ...words(input) }),
  },
  voidTicket: WORDS_ALONE,
};
