import * as emergency from '../emergency.ts';
import { filesAreUsable } from '../evidence.ts';
import * as fieldCheck from '../field-check.ts';
import { CENTER, GRID_STAFF } from '../permissions.ts';
import { EVERY_STAGE, OPEN_STAGES } from '../stage.ts';
import { HOLDER, type Table } from '../transition.ts';

/** What the people on the spot are asked and what they raise. */
export const ON_SITE: Table<'requestFieldCheck' | 'answerFieldCheck' | 'declareEmergency' | 'standDown'> = {
  requestFieldCheck: {
    from: ['ACCEPTANCE', 'VERIFICATION'],
    who: HOLDER,
    guards: [fieldCheck.gridIsLocated, fieldCheck.nothingIsChecked],
    to: ['SAME'],
    effect: fieldCheck.requestFieldCheck,
  },
  answerFieldCheck: {
    from: ['ACCEPTANCE', 'VERIFICATION'],
    who: [{ roles: GRID_STAFF, as: 'GRID_STAFF' }],
    on: { fieldCheck: 'OPEN' },
    guards: [filesAreUsable, fieldCheck.checkerHandledNothing],
    to: ['SAME'],
    effect: fieldCheck.answerFieldCheck,
  },
  declareEmergency: {
    from: OPEN_STAGES,
    who: [
      { roles: GRID_STAFF, as: 'GRID_STAFF' },
      { roles: CENTER, as: 'AUTHORITY' },
    ],
    offeredWhen: ({ state }) => !emergency.stands(state),
    guards: [emergency.noEmergencyStands],
    to: ['SAME'],
    effect: emergency.declareEmergency,
  },
  // An alarm that still stands when the matter has ended is called off all the same.
  standDown: {
    from: EVERY_STAGE,
    who: [{ roles: CENTER, as: 'AUTHORITY' }],
    offeredWhen: ({ state }) => emergency.stands(state),
    guards: [emergency.emergencyStands],
    to: ['SAME'],
    effect: emergency.standDown,
  },
};
