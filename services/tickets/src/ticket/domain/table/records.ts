import { filesAreUsable } from '../evidence.ts';
import { timelineHasRoom } from '../handling.ts';
import { ANY_BODY, CENTER } from '../permissions.ts';
import * as privateNote from '../private-note.ts';
import * as redaction from '../redaction.ts';
import { EVERY_STAGE, OPEN_STAGES } from '../stage.ts';
import * as supplement from '../supplement.ts';
import type { Table } from '../transition.ts';

/** What is kept about a ticket besides its way through the stages. */
export const RECORDS: Table<'supplementReport' | 'addPrivateNote' | 'redactTicket'> = {
  supplementReport: {
    from: OPEN_STAGES,
    who: [
      { roles: 'ANY', as: 'REPORTER' },
      { roles: CENTER, as: 'HOLDER' },
    ],
    guards: [filesAreUsable, supplement.supplementsHaveRoom, timelineHasRoom],
    to: ['SAME'],
    effect: supplement.supplementReport,
  },
  addPrivateNote: {
    from: EVERY_STAGE,
    who: [{ roles: ANY_BODY, as: 'INVOLVED_BODY' }],
    guards: [timelineHasRoom],
    to: ['SAME'],
    effect: privateNote.addPrivateNote,
  },
  redactTicket: {
    from: EVERY_STAGE,
    who: [{ roles: ['COUNTY_COORDINATOR', 'CITY_COORDINATOR'], as: 'AUTHORITY' }],
    guards: [
      redaction.redactionReasonKnown,
      redaction.fragmentsAreFit,
      redaction.fragmentsAreThere,
      redaction.entriesAreSealed,
      redaction.dossiersAreFree,
    ],
    to: ['SAME'],
    effect: redaction.redactTicket,
  },
};
