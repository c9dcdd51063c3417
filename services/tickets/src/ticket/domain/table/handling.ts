import * as acceptance from '../acceptance.ts';
import { filesAreUsable } from '../evidence.ts';
import * as handling from '../handling.ts';
import { nothingIsMediated } from '../mediation.ts';
import * as milestones from '../milestones.ts';
import { GRID_STAFF } from '../permissions.ts';
import { BY_UNIT, type Table } from '../transition.ts';

export const HANDLING: Table<
  'reportIn' | 'returnAssignment' | 'refuseOffList' | 'noteProgress' | 'completeAssignment'
> = {
  reportIn: {
    from: ['HANDLING'],
    who: BY_UNIT,
    on: { assignment: ['OFFERED'] },
    guards: [],
    to: ['SAME'],
    effect: handling.reportIn,
  },
  returnAssignment: {
    from: ['HANDLING'],
    who: BY_UNIT,
    on: { assignment: ['OFFERED', 'WORKING'] },
    guards: [handling.isNotBound, handling.returnReasonKnown, handling.returnWindowIsOpen, handling.reasonIsNew],
    to: ['SAME', 'DISPATCH', 'HANDLING', 'FEEDBACK'],
    effect: handling.returnAssignment,
  },
  refuseOffList: {
    from: ['HANDLING'],
    who: [{ roles: GRID_STAFF, as: 'ASSIGNED_STAFF' }],
    on: { assignment: ['OFFERED', 'WORKING'] },
    guards: [handling.isOffList],
    to: ['SAME', 'DISPATCH', 'FEEDBACK'],
    effect: handling.refuseOffList,
  },
  noteProgress: {
    from: ['HANDLING'],
    who: BY_UNIT,
    on: { assignment: ['WORKING'] },
    guards: [filesAreUsable, handling.timelineHasRoom],
    to: ['SAME'],
    effect: handling.noteProgress,
  },
  completeAssignment: {
    from: ['HANDLING'],
    who: BY_UNIT,
    on: { assignment: ['WORKING'] },
    guards: [filesAreUsable, acceptance.hasEvidence, milestones.milestonesAreDone, nothingIsMediated],
    to: ['SAME', 'FEEDBACK'],
    effect: handling.complete,
  },
};
