import * as acceptance from '../acceptance.ts';
import { filesAreUsable } from '../evidence.ts';
import * as merging from '../merging.ts';
import { GRID_STAFF } from '../permissions.ts';
import * as refusedReport from '../refused-report.ts';
import { OPEN_STAGES } from '../stage.ts';
import { HOLDER, type Table } from '../transition.ts';

export const INTAKE: Table<
  'reportTicket' | 'acceptTicket' | 'declineTicket' | 'solveOnSpot' | 'voidTicket' | 'mergeTicket'
> = {
  reportTicket: {
    from: [],
    who: [{ roles: 'ANY', as: 'ANYONE' }],
    guards: [],
    to: ['ACCEPTANCE'],
    effect: () => ({ changes: [], announcements: [] }),
  },
  acceptTicket: {
    from: ['ACCEPTANCE'],
    who: [...HOLDER, { roles: ['GRID_LEADER'], as: 'ACCEPTING_LEADER' }],
    guards: [acceptance.gridIsKnown, acceptance.gridIsOwn, acceptance.itemIsListed, acceptance.conditionIsListed],
    to: ['DISPATCH'],
    effect: acceptance.accept,
  },
  declineTicket: {
    from: ['ACCEPTANCE'],
    who: HOLDER,
    guards: [acceptance.declineReasonKnown, refusedReport.wasNotOverturned],
    to: ['NOT_ACCEPTED'],
    effect: acceptance.decline,
  },
  solveOnSpot: {
    from: ['ACCEPTANCE'],
    who: [{ roles: GRID_STAFF, as: 'GRID_STAFF' }],
    guards: [
      filesAreUsable,
      acceptance.itemIsListed,
      acceptance.isPrimaryDuty,
      acceptance.isOrdinary,
      acceptance.hasEvidence,
    ],
    to: ['FEEDBACK', 'VERIFICATION'],
    effect: acceptance.solveOnSpot,
  },
  voidTicket: {
    from: OPEN_STAGES,
    who: [{ roles: ['COUNTY_COORDINATOR', 'CITY_COORDINATOR'], as: 'AUTHORITY' }],
    guards: [],
    to: ['VOID'],
    effect: acceptance.voidTicket,
  },
  mergeTicket: {
    from: ['ACCEPTANCE', 'DISPATCH'],
    who: [...HOLDER, { roles: 'ANY', as: 'REPORTER' }],
    guards: [merging.otherIsOpen, merging.reporterJoinsAlike],
    to: ['MERGED'],
    effect: merging.merge,
  },
};
