import { describe, expect, it } from '@jest/globals';
import {
  actors,
  after,
  DISPATCH,
  ESCALATE,
  inDispatch,
  inHandling,
  MORNING,
  OFFER,
  OTHER_CITY,
  pack,
  RECEIPT,
  RECEIVER,
  verdict,
} from '../../../test/ticket-story.ts';
import { deriveFields } from '../persistence/derived-fields.ts';
import type { TicketCommand } from './commands.ts';
import { transferState } from './transfer.ts';
import { organizationsTold } from './viewers.ts';

const ACCEPT: TicketCommand = { type: 'acceptTransfer', transferId: 'x1', words: '由我市办理' };
const DECLINE: TicketCommand = {
  type: 'declineTransfer',
  transferId: 'x1',
  reason: 'OUT_OF_TERRITORY',
  words: '不在我市',
};
const COMPLETE: TicketCommand = { type: 'completeTransfer', transferId: 'x1', code: '41090020260302000009' };

const withCity = after(inDispatch, [actors.county, ESCALATE]);
const offered = after(withCity, [actors.city, OFFER]);
const takenOver = after(offered, [actors.otherCity, ACCEPT]);

const stateOf = (state: typeof offered): string | undefined =>
  state.transfers.map((row) => transferState(state, row))[0];

describe('[T18] a transfer to another jurisdiction', () => {
  it('is offered by the city that holds the ticket, and waits for the other city', () => {
    expect(offered).toMatchObject({
      stage: 'DISPATCH',
      holder: withCity.holder,
      transfers: [{ id: 'x1', direction: 'OUT', jurisdiction: 'puyang', to: RECEIVER.center, state: 'OFFERED' }],
    });
    expect(deriveFields(offered).offeredTo).toBe(OTHER_CITY);
    expect(organizationsTold(offered)).toContain(RECEIVER.center);
  });

  it.each([
    ['for a reason the law does not list', OFFER, { ...OFFER, reason: 'x' }, {}, 'REASON_UNKNOWN'],
    ['to nobody', OFFER, OFFER, { receiver: null }, 'RECEIVER_UNKNOWN'],
    ['inside the own jurisdiction', OFFER, OFFER, { receiver: { ...RECEIVER, pack } }, 'RECEIVER_UNKNOWN'],
  ])('is not offered %s', (_, __, command, more, kind) => {
    expect(verdict(withCity, [actors.city, command as TicketCommand], MORNING, more)).toBe(kind);
  });

  it('is not offered by a county, nor twice at a time', () => {
    expect(verdict(inDispatch, [actors.county, OFFER])).toBe('NOT_ALLOWED');
    expect(verdict(offered, [actors.city, OFFER])).toBe('OFFERED_ALREADY');
  });

  it('ends the ticket once it is taken over, with the receipt both have signed', () => {
    expect(takenOver).toMatchObject({
      stage: 'TRANSFERRED',
      closedAt: MORNING,
      transfers: [{ state: 'TAKEN_OVER', receipt: RECEIPT, otherCode: null }],
    });
    expect(takenOver.timeline.at(-1)).toMatchObject({
      actor: { subject: 'other-city' },
      facts: { dossier: RECEIPT.digest },
    });
    expect(deriveFields(takenOver)).toMatchObject({ handOverAt: MORNING });
    expect(deriveFields(takenOver)).not.toHaveProperty('offeredTo');
  });

  it('moves nothing without both signatures', () => {
    expect(verdict(offered, [actors.otherCity, ACCEPT], MORNING, { receipt: null })).toBe('NOT_SIGNED');
    expect(verdict(offered, [actors.otherCity, DECLINE], MORNING, { receipt: null })).toBe('NOT_SIGNED');
  });

  it.each([
    ['the sender', actors.city],
    ['a county there', { ...actors.otherCity, division: '410902000000' }],
    ['anybody', actors.passerBy],
  ])('is not answered by %s', (_, actor) => {
    expect(verdict(offered, [actor, ACCEPT])).toBe('NOT_ALLOWED');
    expect(verdict(offered, [actor, DECLINE])).toBe('NOT_ALLOWED');
  });

  it('stays with the sender when it is not taken over, for a reason of the receiver’s law, and may be offered again', () => {
    expect(verdict(offered, [actors.otherCity, { ...DECLINE, reason: 'x' } as TicketCommand])).toBe('REASON_UNKNOWN');
    const declined = after(offered, [actors.otherCity, DECLINE]);
    expect(declined).toMatchObject({
      stage: 'DISPATCH',
      transfers: [{ state: 'NOT_TAKEN_OVER', declineReason: 'OUT_OF_TERRITORY', receipt: RECEIPT }],
    });
    expect(verdict(declined, [actors.otherCity, ACCEPT])).toBe('TRANSFER_STATE');
    expect(after(declined, [actors.city, OFFER]).transfers).toHaveLength(2);
  });

  it('lapses when the sender goes on with the ticket, also where it comes back to dispatch', () => {
    const dispatched = after(offered, [actors.city, DISPATCH]);
    expect(stateOf(dispatched)).toBe('LAPSED');
    expect(verdict(dispatched, [actors.otherCity, ACCEPT])).toBe('WRONG_STAGE');
    const back = { ...offered, assignments: inHandling.assignments };
    expect(stateOf(back)).toBe('LAPSED');
    expect(verdict(back, [actors.otherCity, ACCEPT])).toBe('TRANSFER_STATE');
    expect(verdict(back, [actors.city, OFFER])).toBe('DECIDED');
  });

  it('notes the number of the ticket over there, once', () => {
    const complete = after(takenOver, [actors.system, COMPLETE]);
    expect(complete.transfers).toMatchObject([{ otherCode: '41090020260302000009' }]);
    expect(deriveFields(complete)).not.toHaveProperty('handOverAt');
    expect(verdict(complete, [actors.system, COMPLETE])).toBe('TRANSFER_STATE');
    expect(verdict(takenOver, [actors.system, { ...COMPLETE, transferId: 'x2' } as TicketCommand])).toBe(
      'TRANSFER_UNKNOWN',
    );
  });
});
