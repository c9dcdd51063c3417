import * as appealing from '../appealing.ts';
import { filesAreUsable } from '../evidence.ts';
import { ANY_BODY, CENTER, SUPERIOR_CENTER } from '../permissions.ts';
import * as refusedReport from '../refused-report.ts';
import { EVERY_STAGE } from '../stage.ts';
import type { Table } from '../transition.ts';

/** Warnings are contested whatever has become of the ticket: the record of the unit outlives it. */
export const APPEALS: Table<
  'appealWarning' | 'reviewAppeal' | 'appealFurther' | 'appealDecline' | 'decideDeclineAppeal'
> = {
  appealWarning: {
    from: EVERY_STAGE,
    who: [{ roles: ANY_BODY, as: 'WARNED' }],
    on: { warning: 'GIVEN' },
    offeredWhen: appealing.isUncontested,
    guards: [
      filesAreUsable,
      appealing.appealReasonKnown,
      appealing.isAppealedOnce,
      appealing.appealWindowIsOpen,
      appealing.hasReviewer,
    ],
    to: ['SAME'],
    effect: appealing.appealWarning,
  },
  reviewAppeal: {
    from: EVERY_STAGE,
    who: [{ roles: CENTER, as: 'REVIEWER' }],
    on: { appeal: ['FIRST_REVIEW', 'FINAL_REVIEW'], of: 'WARNING' },
    guards: [filesAreUsable, appealing.isNotOwnDecision],
    to: ['SAME'],
    effect: appealing.reviewAppeal,
  },
  appealFurther: {
    from: EVERY_STAGE,
    who: [{ roles: ANY_BODY, as: 'APPELLANT' }],
    on: { appeal: ['REVIEWED'], of: 'WARNING' },
    guards: [filesAreUsable, appealing.furtherWindowIsOpen],
    to: ['SAME'],
    effect: appealing.appealFurther,
  },
  appealDecline: {
    from: ['NOT_ACCEPTED'],
    who: [{ roles: 'ANY', as: 'REPORTER' }],
    guards: [refusedReport.declineIsAppealedOnce, refusedReport.declineWindowIsOpen, refusedReport.declineHasSuperior],
    to: ['SAME'],
    effect: refusedReport.appealDecline,
  },
  decideDeclineAppeal: {
    from: ['NOT_ACCEPTED'],
    who: [{ roles: SUPERIOR_CENTER, as: 'REVIEWER' }],
    on: { appeal: ['FINAL_REVIEW'], of: 'DECLINE' },
    guards: [appealing.isNotOwnDecision, refusedReport.rejectionHasReason],
    to: ['ACCEPTANCE', 'SAME'],
    effect: refusedReport.decideDeclineAppeal,
  },
};
