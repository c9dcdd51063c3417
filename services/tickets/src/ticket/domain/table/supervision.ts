import { filesAreUsable } from '../evidence.ts';
import { ANY_BODY, CENTER } from '../permissions.ts';
import { OPEN_STAGES } from '../stage.ts';
import * as supervising from '../supervising.ts';
import { ANSWERABLE, BY_SUPERVISOR, type Table } from '../transition.ts';

export const SUPERVISION: Table<
  'explainLateness' | 'superviseTicket' | 'answerSupervision' | 'settleSupervision' | 'failSupervision'
> = {
  explainLateness: {
    from: ANSWERABLE,
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
    from: ANSWERABLE,
    who: [{ roles: ANY_BODY, as: 'TARGET' }],
    on: { supervision: ['OPEN'] },
    guards: [filesAreUsable],
    to: ['SAME'],
    effect: supervising.answerSupervision,
  },
  settleSupervision: {
    from: ANSWERABLE,
    who: BY_SUPERVISOR,
    on: { supervision: ['ANSWERED'] },
    guards: [],
    to: ['SAME'],
    effect: supervising.settleSupervision,
  },
  failSupervision: {
    from: ANSWERABLE,
    who: BY_SUPERVISOR,
    on: { supervision: ['OPEN', 'ANSWERED'] },
    guards: [supervising.hasHadItsTime],
    to: ['SAME'],
    effect: supervising.failSupervision,
  },
};
