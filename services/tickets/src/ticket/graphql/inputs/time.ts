import type { Limit } from '@gridlink/jurisdiction';
import { assignmentId, type CommandReaders, evidence, text, words } from './command-input.ts';

/** The schema demands both; a reader only has to be total. */
const NO_LIMIT: Limit = { amount: 0, unit: 'WORKING_DAY' };
const NEVER = new Date(0);

export const TIME_INPUTS: CommandReaders<
  'completeMilestone' | 'requestExtension' | 'requestSuspension' | 'decideTimeRequest' | 'resumeAssignment'
> = {
  completeMilestone: {
    requires: ['words'],
    read: (input) => ({
      ...assignmentId(input),
      milestoneId: text(input.milestoneId),
      ...words(input),
      ...evidence(input),
    }),
  },
  requestExtension: {
    requires: ['words'],
    read: (input) => ({ ...assignmentId(input), ...words(input), extendBy: input.extendBy ?? NO_LIMIT }),
  },
  requestSuspension: {
    requires: ['words'],
    read: (input) => ({
      ...assignmentId(input),
      until: input.until ?? NEVER,
      reason: text(input.reason),
      ...words(input),
    }),
  },
  decideTimeRequest: {
    requires: ['words'],
    read: (input) => ({
      requestId: text(input.requestId),
      granted: input.granted ?? false,
      ...words(input),
    }),
  },
  resumeAssignment: {
    requires: ['words'],
    read: (input) => ({ ...assignmentId(input), ...words(input) }),
  },
};
