import type { Permission } from '../permissions.ts';
import * as request from '../redaction-request.ts';
import { EVERY_STAGE } from '../stage.ts';
import { SYSTEM, type Table } from '../transition.ts';

const ASKED: readonly Permission[] = [{ roles: ['CITY_COORDINATOR'], as: 'ASKED' }];

/** Whoever corrects what was handed to another jurisdiction tells it so; the other city answers. */
export const REDACTION_REQUESTS: Table<
  'acceptRedactionRequest' | 'declineRedactionRequest' | 'completeRedactionRequest'
> = {
  acceptRedactionRequest: {
    from: EVERY_STAGE,
    who: ASKED,
    on: { redactionRequest: ['OPEN'] },
    guards: [request.acceptReasonKnown, request.answerIsSigned],
    to: ['SAME'],
    effect: request.acceptRedactionRequest,
  },
  declineRedactionRequest: {
    from: EVERY_STAGE,
    who: ASKED,
    on: { redactionRequest: ['OPEN'] },
    guards: [request.declineReasonKnown, request.answerIsSigned],
    to: ['SAME'],
    effect: request.declineRedactionRequest,
  },
  completeRedactionRequest: {
    from: EVERY_STAGE,
    who: SYSTEM,
    on: { redactionRequest: ['ACCEPTED'] },
    guards: [],
    to: ['SAME'],
    effect: request.completeRedactionRequest,
  },
};
