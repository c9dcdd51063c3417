import type { Pack } from '@gridlink/jurisdiction';
import type { Consequence, Guard } from './decision.ts';
import { announce, enterStage, nextId, partIn } from './effects.ts';
import type { Transfer } from './parts.ts';
import { reasonRefusal } from './reasons.ts';
import type { TicketState } from './ticket.ts';
import type { TransferState } from './vocabulary.ts';

/** The city of another jurisdiction that a matter may go to. */
export type Receiver = { readonly pack: Pack; readonly division: string; readonly center: string };

type Deciding = 'acceptTransfer' | 'declineTransfer';

/**
 * Whether an offer still stands. What the sender does with the ticket meanwhile withdraws it: the other side answers about the ticket
 * that it was shown.
 */
export function transferState(state: TicketState, transfer: Transfer): TransferState {
  if (transfer.state !== 'OFFERED') return transfer.state;
  const { from, round, assignments } = transfer;
  const stands =
    state.stage === 'DISPATCH' &&
    state.holder === from &&
    state.round === round &&
    state.assignments.length === assignments;
  return stands ? 'OFFERED' : 'LAPSED';
}

/** The offer that stands, if one does; a ticket is offered to one jurisdiction at a time. */
export const openOffer = (state: TicketState): Transfer | undefined =>
  state.transfers.find((transfer) => transfer.direction === 'OUT' && transferState(state, transfer) === 'OFFERED');

/** Where the ticket went, once it was taken over. */
export const takenOver = ({ transfers }: Pick<TicketState, 'transfers'>): Transfer | undefined =>
  transfers.find(({ direction, state }) => direction === 'OUT' && state === 'TAKEN_OVER');

export const transferReasonKnown: Guard<'transferOut'> = ({ command, pack }) =>
  reasonRefusal(pack.loop.transferReasons, command.reason);

export const receiverIsElsewhere: Guard<'transferOut'> = ({ command, receiver, state }) =>
  receiver === null || receiver.pack.code === state.jurisdiction
    ? { kind: 'RECEIVER_UNKNOWN', division: command.division }
    : null;

export const nothingIsOffered: Guard<'transferOut'> = ({ state }) => {
  const offer = openOffer(state);
  return offer ? { kind: 'OFFERED_ALREADY', transfer: offer.id } : null;
};

/** Nobody can deny what both have signed; without both signatures nothing moves. */
export const bothHaveSigned: Guard<Deciding> = ({ receipt }) => (receipt === null ? { kind: 'NOT_SIGNED' } : null);

/** Its number is noted once. */
export const isNotCompleted: Guard<'completeTransfer'> = ({ state, command }) =>
  partIn(state.transfers, command.transferId).otherCode === null
    ? null
    : { kind: 'TRANSFER_STATE', state: 'TAKEN_OVER' };

/** Why it is not taken over is of the receiver's law. */
export const transferDeclineReasonKnown: Guard<'declineTransfer'> = ({ command, receiver, pack }) =>
  reasonRefusal((receiver?.pack ?? pack).loop.transferDeclineReasons, command.reason);

export const transferOut: Consequence<'transferOut'> = ({ state, command, receiver, now }) => {
  if (receiver === null) throw new Error('a transfer goes to somebody');
  const { division, reason, words } = command;
  const transfer: Transfer = {
    id: nextId('x', state.transfers),
    direction: 'OUT',
    jurisdiction: receiver.pack.code,
    division,
    from: state.holder,
    to: receiver.center,
    round: state.round,
    assignments: state.assignments.length,
    reason,
    words,
    state: 'OFFERED',
    offeredAt: now,
    decidedAt: null,
    declineReason: null,
    outcome: null,
    otherCode: null,
    receipt: null,
  };
  const offered = { transfer: transfer.id, jurisdiction: transfer.jurisdiction, to: transfer.to, reason };
  return {
    changes: [{ type: 'ADDED', list: 'transfers', row: transfer }],
    reason,
    words,
    facts: offered,
    announcements: announce('transfer-offered', offered),
  };
};

const signedFacts = ({ id, to, jurisdiction }: Transfer, digest: string) => ({
  transfer: id,
  jurisdiction,
  to,
  dossier: digest,
});

/** The ticket ends here and goes on there: the other side opens its own with the signed dossier. */
export const acceptTransfer: Consequence<'acceptTransfer'> = (situation) => {
  const { state, command, receipt, now } = situation;
  const transfer = partIn(state.transfers, command.transferId);
  const patch = { state: 'TAKEN_OVER', decidedAt: now, outcome: command.words, receipt } as const;
  const facts = signedFacts(transfer, receipt?.digest ?? '');
  return {
    changes: [{ type: 'PART', list: 'transfers', id: transfer.id, patch }, ...enterStage(situation, 'TRANSFERRED')],
    words: command.words,
    facts,
    announcements: announce('transferred', facts),
  };
};

/** It stays where it is, and the sender's clock has run on. */
export const declineTransfer: Consequence<'declineTransfer'> = ({ state, command, receipt, now }) => {
  const transfer = partIn(state.transfers, command.transferId);
  const { words, reason } = command;
  const patch = { state: 'NOT_TAKEN_OVER', decidedAt: now, outcome: words, declineReason: reason, receipt } as const;
  const facts = { ...signedFacts(transfer, receipt?.digest ?? ''), reason };
  return {
    changes: [{ type: 'PART', list: 'transfers', id: transfer.id, patch }],
    reason,
    words,
    facts,
    announcements: announce('transfer-declined', facts),
  };
};

/** The ticket over there has its number: whoever reported here is led on to it. */
export const completeTransfer: Consequence<'completeTransfer'> = ({ command }) => {
  const { transferId, code } = command;
  const facts = { transfer: transferId, code };
  return {
    changes: [{ type: 'PART', list: 'transfers', id: transferId, patch: { otherCode: code } }],
    facts,
    announcements: announce('transfer-completed', facts),
  };
};
