import type { Permission } from '../permissions.ts';
import * as transfer from '../transfer.ts';
import { SYSTEM, type Table } from '../transition.ts';

const RECEIVER: readonly Permission[] = [{ roles: ['CITY_COORDINATOR'], as: 'RECEIVER' }];

/** A matter goes from one jurisdiction to another, by the city centers of both (ZZ24, PY17). */
export const TRANSFER: Table<'transferOut' | 'acceptTransfer' | 'declineTransfer' | 'completeTransfer'> = {
  transferOut: {
    from: ['DISPATCH'],
    who: [{ roles: ['CITY_COORDINATOR'], as: 'HOLDER' }],
    guards: [transfer.transferReasonKnown, transfer.receiverIsElsewhere, transfer.nothingIsOffered],
    to: ['SAME'],
    effect: transfer.transferOut,
  },
  acceptTransfer: {
    from: ['DISPATCH'],
    who: RECEIVER,
    on: { transfer: ['OFFERED'] },
    guards: [transfer.bothHaveSigned],
    to: ['TRANSFERRED'],
    effect: transfer.acceptTransfer,
  },
  declineTransfer: {
    from: ['DISPATCH'],
    who: RECEIVER,
    on: { transfer: ['OFFERED'] },
    guards: [transfer.transferDeclineReasonKnown, transfer.bothHaveSigned],
    to: ['SAME'],
    effect: transfer.declineTransfer,
  },
  completeTransfer: {
    from: ['TRANSFERRED'],
    who: SYSTEM,
    on: { transfer: ['TAKEN_OVER'] },
    guards: [transfer.isNotCompleted],
    to: ['SAME'],
    effect: transfer.completeTransfer,
  },
};
