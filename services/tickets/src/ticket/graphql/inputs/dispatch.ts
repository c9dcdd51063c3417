import { type CommandReaders, text, textOrNull, toOrder, WORDS_ALONE } from './command-input.ts';

export const DISPATCH_INPUTS: CommandReaders<'escalateTicket' | 'assignDown' | 'dispatchTicket' | 'handOverAtBorder'> =
  {
    escalateTicket: WORDS_ALONE,
    handOverAtBorder: WORDS_ALONE,
    assignDown: {
      requires: [],
      read: (input) => ({ holder: text(input.holder), words: textOrNull(input.words) }),
    },
    dispatchTicket: {
      requires: [],
      read: (input) => ({
        assignments: (input.assignments ?? []).map(toOrder),
        limit: input.limit ?? null,
        words: textOrNull(input.words),
      }),
    },
  };
