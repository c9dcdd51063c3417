import { timelineHasRoom } from '../handling.ts';
import { ANY_BODY } from '../permissions.ts';
import * as privateNote from '../private-note.ts';
import * as redaction from '../redaction.ts';
import { EVERY_STAGE } from '../stage.ts';
import type { Table } from '../transition.ts';

/** What is kept about a ticket besides its way through the stages. */
export const RECORDS: Table<'addPrivateNote' | 'redactTicket'> = {
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
