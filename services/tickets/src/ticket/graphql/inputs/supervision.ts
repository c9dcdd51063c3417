import { type CommandInput, type CommandReaders, evidence, text, words } from './command-input.ts';

const supervisionId = (input: CommandInput) => ({ supervisionId: text(input.supervisionId) });

export const SUPERVISION_INPUTS: CommandReaders<
  'explainLateness' | 'superviseTicket' | 'answerSupervision' | 'settleSupervision' | 'failSupervision'
> = {
  explainLateness: {
    requires: ['words'],
    read: (input) => ({ deadlineId: text(input.deadlineId), ...words(input) }),
  },
  superviseTicket: {
    requires: ['words'],
    read: (input) => ({ target: text(input.target), ...words(input) }),
  },
  answerSupervision: {
    requires: ['words'],
    read: (input) => ({ ...supervisionId(input), ...words(input), ...evidence(input) }),
  },
  settleSupervision: {
    requires: ['words'],
    read: (input) => ({ ...supervisionId(input), ...words(input) }),
  },
  failSupervision: {
    requires: ['words'],
    read: (input) => ({ ...supervisionId(input), ...words(input) }),
  },
};
