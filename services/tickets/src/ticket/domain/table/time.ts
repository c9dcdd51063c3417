import * as acceptance from '../acceptance.ts';
import { filesAreUsable } from '../evidence.ts';
import * as milestones from '../milestones.ts';
import * as time from '../time-requests.ts';
import { BY_UNIT, HOLDER, type Table } from '../transition.ts';

type TimeCommand =
  | 'completeMilestone'
  | 'requestExtension'
  | 'requestSuspension'
  | 'decideTimeRequest'
  | 'resumeAssignment';

export const TIME: Table<TimeCommand> = {
  completeMilestone: {
    from: ['HANDLING'],
    who: BY_UNIT,
    on: { assignment: ['WORKING'] },
    offeredWhen: milestones.hasOpenMilestones,
    guards: [filesAreUsable, milestones.milestoneIsOpen, acceptance.hasEvidence],
    to: ['SAME'],
    effect: milestones.completeMilestone,
  },
  requestExtension: {
    from: ['HANDLING'],
    who: BY_UNIT,
    on: { assignment: ['WORKING'] },
    guards: [time.isNotLate, time.nothingIsAsked, time.extensionIsWithinCaps],
    to: ['SAME'],
    effect: time.requestExtension,
  },
  requestSuspension: {
    from: ['HANDLING'],
    who: BY_UNIT,
    on: { assignment: ['WORKING'] },
    guards: [time.isNotLate, time.nothingIsAsked, time.suspensionReasonKnown, time.suspensionIsWithinCaps],
    to: ['SAME'],
    effect: time.requestSuspension,
  },
  decideTimeRequest: {
    from: ['HANDLING'],
    who: HOLDER,
    on: { timeRequest: ['OPEN'] },
    guards: [time.timeHasNotRunOut, time.suspensionEndsLater],
    to: ['SAME'],
    effect: time.decideTimeRequest,
  },
  resumeAssignment: {
    from: ['HANDLING'],
    who: [...BY_UNIT, ...HOLDER],
    on: { assignment: ['WORKING'] },
    offeredWhen: time.hasSuspension,
    guards: [time.isSuspended],
    to: ['SAME'],
    effect: time.resume,
  },
};
