import { locate, passTime } from '../passing-time.ts';
import { OPEN_STAGES } from '../stage.ts';
import { succeedUnit } from '../succession.ts';
import { ANSWERABLE, SYSTEM, type Table } from '../transition.ts';

export const PLATFORM: Table<'locateTicket' | 'succeedUnit' | 'passTime'> = {
  locateTicket: { from: OPEN_STAGES, who: SYSTEM, guards: [], to: ['SAME'], effect: locate },
  succeedUnit: { from: ANSWERABLE, who: SYSTEM, guards: [], to: ['SAME'], effect: succeedUnit },
  passTime: { from: ANSWERABLE, who: SYSTEM, guards: [], to: ['SAME'], effect: passTime },
};
