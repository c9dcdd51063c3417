import * as acceptance from '../acceptance.ts';
import * as border from '../border.ts';
import * as dispatching from '../dispatching.ts';
import { nothingIsChecked } from '../field-check.ts';
import { milestonesAddUp } from '../milestones.ts';
import { SUPERIOR_CENTER } from '../permissions.ts';
import { HOLDER, type Table } from '../transition.ts';

export const DISPATCH: Table<'escalateTicket' | 'assignDown' | 'dispatchTicket' | 'handOverAtBorder'> = {
  escalateTicket: {
    from: ['ACCEPTANCE', 'DISPATCH', 'HANDLING'],
    who: HOLDER,
    guards: [acceptance.hasSuperior],
    to: ['SAME'],
    effect: acceptance.escalate,
  },
  assignDown: {
    from: ['DISPATCH'],
    who: [{ roles: SUPERIOR_CENTER, as: 'HOLDER' }],
    guards: [acceptance.centerIsBelow],
    to: ['SAME'],
    effect: acceptance.assignDown,
  },
  handOverAtBorder: {
    from: ['ACCEPTANCE', 'DISPATCH'],
    who: HOLDER,
    offeredWhen: ({ state }) => state.place.point !== null,
    guards: [
      border.gridIsChosen,
      border.gridIsBeside,
      border.gridIsOfTerritory,
      border.centerIsAnother,
      border.cameFromElsewhere,
      nothingIsChecked,
    ],
    to: ['SAME'],
    effect: border.handOverAtBorder,
  },
  dispatchTicket: {
    from: ['DISPATCH'],
    who: HOLDER,
    guards: [
      dispatching.oneLead,
      dispatching.unitsAreReachable,
      dispatching.unitsHaveDuty,
      dispatching.leadIsWhomThePlanNames,
      dispatching.staffAreWithinTheList,
      dispatching.limitsAreInBounds,
      milestonesAddUp,
      dispatching.nothingComesBackUnchanged,
    ],
    to: ['HANDLING'],
    effect: dispatching.dispatch,
  },
};
