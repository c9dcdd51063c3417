import * as consultation from '../consultation.ts';
import * as dispatching from '../dispatching.ts';
import { filesAreUsable } from '../evidence.ts';
import { timelineHasRoom } from '../handling.ts';
import * as joint from '../joint-handling.ts';
import * as mediation from '../mediation.ts';
import { milestonesAddUp } from '../milestones.ts';
import { type Permission, SUPERIOR_CENTER, UNIT } from '../permissions.ts';
import { BY_UNIT, type Table } from '../transition.ts';

type TogetherCommand =
  | 'whistle'
  | 'openConsultation'
  | 'giveOpinion'
  | 'decideConsultation'
  | 'startMediation'
  | 'endMediation'
  | 'guideToLegalRoute';

const CONVENER: readonly Permission[] = [{ roles: SUPERIOR_CENTER, as: 'HOLDER' }];

/** Work that several bodies do together: called, conferred on, mediated. */
export const TOGETHER: Table<TogetherCommand> = {
  whistle: {
    from: ['DISPATCH', 'HANDLING'],
    who: [{ roles: ['TOWN_OPERATOR'], as: 'HOLDER' }],
    guards: [joint.whistleIsForeseen, joint.somebodyIsWhistled, joint.whistledUnitsCanCome],
    to: ['SAME', 'HANDLING'],
    effect: joint.whistle,
  },
  openConsultation: {
    from: ['DISPATCH', 'HANDLING'],
    who: CONVENER,
    guards: [consultation.severalAreInvited, consultation.invitedAreReachable],
    to: ['SAME'],
    effect: consultation.openConsultation,
  },
  giveOpinion: {
    from: ['DISPATCH', 'HANDLING'],
    who: [{ roles: UNIT, as: 'INVITED' }],
    on: { consultation: 'OPEN' },
    guards: [timelineHasRoom],
    to: ['SAME'],
    effect: consultation.giveOpinion,
  },
  decideConsultation: {
    from: ['DISPATCH', 'HANDLING'],
    who: CONVENER,
    on: { consultation: 'OPEN' },
    guards: [
      filesAreUsable,
      consultation.hasQuorum,
      dispatching.oneLead,
      dispatching.unitsAreReachable,
      dispatching.staffAreWithinTheList,
      dispatching.limitsAreInBounds,
      milestonesAddUp,
    ],
    to: ['SAME', 'HANDLING'],
    effect: consultation.decideConsultation,
  },
  startMediation: {
    from: ['HANDLING'],
    who: BY_UNIT,
    on: { assignment: ['WORKING'] },
    guards: [mediation.mediationKindKnown, mediation.nothingIsMediated, timelineHasRoom],
    to: ['SAME'],
    effect: mediation.startMediation,
  },
  endMediation: {
    from: ['HANDLING'],
    who: [{ roles: UNIT, as: 'MEDIATING' }],
    on: { mediation: 'OPEN' },
    guards: [filesAreUsable, mediation.agreementIsAttached],
    to: ['SAME'],
    effect: mediation.endMediation,
  },
  guideToLegalRoute: {
    from: ['HANDLING'],
    who: BY_UNIT,
    on: { assignment: ['WORKING'] },
    offeredWhen: ({ state }) => state.mediations.some(({ agreed }) => agreed === false),
    guards: [mediation.nothingIsMediated, mediation.mediationHasFailed, timelineHasRoom],
    to: ['SAME'],
    effect: mediation.guideToLegalRoute,
  },
};
