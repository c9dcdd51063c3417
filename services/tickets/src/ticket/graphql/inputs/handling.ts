import { assignmentId, type CommandReaders, evidence, text, textOrNull, words } from './command-input.ts';

export const HANDLING_INPUTS: CommandReaders<
  'reportIn' | 'returnAssignment' | 'refuseOffList' | 'noteProgress' | 'completeAssignment'
> = {
  reportIn: {
    requires: [],
    read: (input) => ({ ...assignmentId(input), words: textOrNull(input.words) }),
  },
  returnAssignment: {
    requires: ['words'],
    read: (input) => ({ ...assignmentId(input), reason: text(input.reason), ...words(input) }),
  },
  refuseOffList: {
    requires: ['words'],
    read: (input) => ({ ...assignmentId(input), ...words(input) }),
  },
  noteProgress: {
    requires: ['words'],
    read: (input) => ({
      ...assignmentId(input),
      ...words(input),
      private: input.private ?? false,
      ...evidence(input),
    }),
  },
  completeAssignment: {
    requires: ['result'],
    read: (input) => ({
      ...assignmentId(input),
      result: text(input.result),
      ...evidence(input),
    }),
  },
};
