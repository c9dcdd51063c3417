import * as closing from '../closing.ts';
import { CENTER, UNIT } from '../permissions.ts';
import { HOLDER, type Table } from '../transition.ts';

export const CLOSING: Table<'giveFeedback' | 'verifyTicket' | 'reopenTicket'> = {
  giveFeedback: {
    from: ['FEEDBACK'],
    who: [...HOLDER, { roles: UNIT, as: 'LEAD_UNIT' }],
    guards: [],
    to: ['VERIFICATION'],
    effect: closing.giveFeedback,
  },
  verifyTicket: {
    from: ['VERIFICATION'],
    who: [{ roles: CENTER, as: 'CHECKER' }],
    guards: [
      closing.isNotOwnWork,
      closing.closingConditionIsNamed,
      closing.closingConditionIsMet,
      closing.satisfactionIsInRange,
    ],
    to: ['CLOSED', 'HANDLING'],
    effect: closing.verify,
  },
  reopenTicket: {
    from: ['CLOSED'],
    who: [
      { roles: 'ANY', as: 'REPORTER' },
      { roles: CENTER, as: 'SUPERIOR' },
    ],
    guards: [closing.reopenWindowIsOpen],
    to: ['DISPATCH'],
    effect: closing.reopen,
  },
};
