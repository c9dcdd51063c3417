import { filesAreUsable } from '../evidence.ts';
import { ANY_BODY, CENTER } from '../permissions.ts';
import { EVERY_STAGE, OPEN_STAGES } from '../stage.ts';
import * as supervising from '../supervising.ts';
import { BY_SUPERVISOR, type Table } from '../transition.ts';

/** An order and a lateness are answered for whatever has become of the ticket; only open ones are put under supervision. */
export const SUPERVISION: Table<
  'explainLateness' | 'superviseTicket' | 'answerSupervision' | 'settleSupervision' | 'failSupervision'
> = {
  explainLateness: {
    from: EVERY_STAGE,
    who: [{ roles: ANY_BODY, as: 'RESPONSIBLE' }],
    on: { deadline: 'LATE' },
    guards: [supervising.isUnexplained],
    to: ['SAME'],
    effect: supervising.explainLateness,
  },
  superviseTicket: {
    from: OPEN_STAGES,
    who: [{ roles: CENTER, as: 'OVERSEER' }],
    on: { organization: 'CONCERNED' },
    guards: [supervising.targetIsConcerned],
    to: ['SAME'],
    effect: supervising.supervise,
  },
  answerSupervision: {
    from: EVERY_STAGE,
    who: [{ roles: ANY_BODY, as: 'TARGET' }],
    on: { supervision: ['OPEN'] },
    guards: [filesAreUsable],
    to: ['SAME'],
    effect: supervising.answerSupervision,
  },
  settleSupervision: {
    from: EVERY_STAGE,
    who: BY_SUPERVISOR,
    on: { supervision: ['ANSWERED'] },
    guards: [],
    to: ['SAME'],
    effect: supervising.settleSupervision,
  },
  failSupervision: {
    from: EVERY_STAGE,
    who: BY_SUPERVISOR,
    on: { supervision: ['OPEN', 'ANSWERED'] },
    guards: [supervising.hasHadItsTime],
    to: ['SAME'],
    effect: supervising.failSupervision,
  },
};
