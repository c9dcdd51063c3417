import { jointCaseIsOwed, openJointCase } from '../joint-handling.ts';
import { locate, passTime } from '../passing-time.ts';
import { recomputeDeadlines } from '../recomputing.ts';
import { EVERY_STAGE, OPEN_STAGES } from '../stage.ts';
import { succeedUnit } from '../succession.ts';
import { SYSTEM, type Table } from '../transition.ts';

export const PLATFORM: Table<'locateTicket' | 'succeedUnit' | 'passTime' | 'recomputeDeadlines' | 'openJointCase'> = {
  openJointCase: {
    from: ['DISPATCH', 'HANDLING'],
    who: SYSTEM,
    guards: [jointCaseIsOwed],
    to: ['SAME', 'HANDLING'],
    effect: openJointCase,
  },
  locateTicket: { from: OPEN_STAGES, who: SYSTEM, guards: [], to: ['SAME'], effect: locate },
  succeedUnit: { from: EVERY_STAGE, who: SYSTEM, guards: [], to: ['SAME'], effect: succeedUnit },
  recomputeDeadlines: { from: OPEN_STAGES, who: SYSTEM, guards: [], to: ['SAME'], effect: recomputeDeadlines },
  passTime: { from: EVERY_STAGE, who: SYSTEM, guards: [], to: ['SAME'], effect: passTime },
};
