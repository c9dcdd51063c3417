import { type CommandReaders, evidence, text, WORDS_ALONE, words } from './command-input.ts';

export const ON_SITE_INPUTS: CommandReaders<
  'requestFieldCheck' | 'answerFieldCheck' | 'declareEmergency' | 'standDown'
> = {
  requestFieldCheck: WORDS_ALONE,
  answerFieldCheck: {
    requires: ['words'],
    read: (input) => ({
      fieldCheckId: text(input.fieldCheckId),
      finding: input.finding ?? 'DIFFERENT',
      ...words(input),
      ...evidence(input),
    }),
  },
  declareEmergency: WORDS_ALONE,
  standDown: WORDS_ALONE,
};
