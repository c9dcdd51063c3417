import { describe, expect, it } from '@jest/globals';
import {
  actors,
  after,
  ESCALATE,
  hoursLater,
  inDispatch,
  MORNING,
  OFFER,
  OTHER_CITY,
  RECEIPT,
  reported,
  verdict,
} from '../../../test/ticket-story.ts';
import { deriveFields } from '../persistence/derived-fields.ts';
import type { CommandOf, TicketCommand } from './commands.ts';
import type { Transfer } from './parts.ts';
import { sharedPart, sharedTransfers } from './redaction-request.ts';

const WELL = '井盖';
const REDACT: CommandOf<'redactTicket'> = {
  type: 'redactTicket',
  fragments: [WELL],
  evidenceUris: [],
  reason: 'PERSONAL_DATA',
  words: '应当事人请求',
};
const ACCEPT: TicketCommand = {
  type: 'acceptRedactionRequest',
  requestId: 'q1',
  reason: 'PERSONAL_DATA',
  words: '一并隐去',
};
const DECLINE: TicketCommand = {
  type: 'declineRedactionRequest',
  requestId: 'q1',
  reason: 'KEPT_BY_LAW',
  words: '案件尚在办理',
};
const DONE: TicketCommand = { type: 'completeRedactionRequest', requestId: 'q1' };

const asking = (sealed: string) => ({ asking: new Map([['x1', sealed]]) });
const offered = after(after(inDispatch, [actors.county, ESCALATE]), [actors.city, OFFER]);
const takenOver = after(offered, [actors.otherCity, { type: 'acceptTransfer', transferId: 'x1', words: '由我市办理' }]);
const asked = after(takenOver, [actors.city, REDACT], MORNING, asking('v1.asked'));

describe('[E10] a request to redact on the other side of a transfer', () => {
  it('goes to the other city with the redaction, with reason and words, and what it is about sealed', () => {
    expect(asked.redactionRequests).toMatchObject([
      {
        id: 'q1',
        transfer: 'x1',
        jurisdiction: 'puyang',
        division: OTHER_CITY,
        state: 'OPEN',
        reason: 'PERSONAL_DATA',
        words: '应当事人请求',
        sealed: 'v1.asked',
        requestedAt: MORNING,
        answeredAt: null,
      },
    ]);
    expect(deriveFields(asked)).toMatchObject({ redactionAskedOf: [OTHER_CITY], redactionAskedAt: MORNING });
  });

  it('is one while it is open: what is redacted meanwhile goes into it', () => {
    const further = { ...REDACT, fragments: ['文化路'], words: '再次请求' };
    const again = after(asked, [actors.city, further], hoursLater(1), asking('v1.both'));
    expect(again.redactionRequests).toMatchObject([
      { id: 'q1', sealed: 'v1.both', words: '再次请求', requestedAt: MORNING },
    ]);
    const answered = after(again, [actors.otherCity, DECLINE], hoursLater(2));
    const anew = after(answered, [actors.city, { ...REDACT, fragments: ['破了'] }], hoursLater(3), asking('v1.anew'));
    expect(anew.redactionRequests.map(({ id, state }) => [id, state])).toEqual([
      ['q1', 'DECLINED'],
      ['q2', 'OPEN'],
    ]);
  });

  it('stays sealed after it was accepted until it is done over there, and no longer', () => {
    const complete: TicketCommand = { type: 'completeTransfer', transferId: 'x1', code: '41090020260302000009' };
    const accepted = after(after(asked, [actors.system, complete]), [actors.otherCity, ACCEPT], hoursLater(1), {
      answer: '{"answer":"ACCEPTED"}',
    });
    expect(accepted.redactionRequests).toMatchObject([
      {
        state: 'ACCEPTED',
        sealed: 'v1.asked',
        answeredAt: hoursLater(1),
        answerReason: 'PERSONAL_DATA',
        outcome: '一并隐去',
        answer: '{"answer":"ACCEPTED"}',
      },
    ]);
    expect(deriveFields(accepted)).toMatchObject({ handOverAt: hoursLater(1) });
    const done = after(accepted, [actors.system, DONE], hoursLater(1));
    expect(done.redactionRequests).toMatchObject([{ state: 'DONE', sealed: null, answeredAt: hoursLater(1) }]);
    expect(deriveFields(done)).not.toHaveProperty('redactionAskedOf');
    expect(verdict(done, [actors.otherCity, ACCEPT])).toBe('REDACTION_REQUEST_STATE');
  });

  it('is declined for a reason of the law of the side that is asked, and what it was about is dropped', () => {
    expect(verdict(asked, [actors.otherCity, { ...DECLINE, reason: 'x' } as TicketCommand])).toBe('REASON_UNKNOWN');
    expect(verdict(asked, [actors.otherCity, { ...ACCEPT, reason: 'KEPT_BY_LAW' } as TicketCommand])).toBe(
      'REASON_UNKNOWN',
    );
    const declined = after(asked, [actors.otherCity, DECLINE]);
    expect(declined.redactionRequests).toMatchObject([
      { state: 'DECLINED', sealed: null, answerReason: 'KEPT_BY_LAW' },
    ]);
    expect(JSON.stringify(declined)).not.toContain('v1.asked');
  });

  it.each([
    ['the side that asks', actors.city],
    ['a county there', { ...actors.otherCity, division: '410902000000' }],
    ['anybody', actors.passerBy],
  ])('is not answered by %s', (_, actor) => {
    expect([verdict(asked, [actor, ACCEPT]), verdict(asked, [actor, DECLINE])]).toEqual(['NOT_ALLOWED', 'NOT_ALLOWED']);
  });

  it('is not answered unsigned, and not where there is none', () => {
    expect(verdict(asked, [actors.otherCity, ACCEPT], MORNING, { answer: null })).toBe('NOT_SIGNED');
    expect(verdict(takenOver, [actors.otherCity, ACCEPT])).toBe('REDACTION_REQUEST_UNKNOWN');
    expect(verdict(asked, [actors.otherCity, DONE])).toBe('NOT_ALLOWED');
  });
});

describe('[E10] what the other side of a transfer is asked', () => {
  const [transfer] = takenOver.transfers as [Transfer];

  it('is what it has as well, and nothing else is told', () => {
    const receipt = { ...RECEIPT, document: JSON.stringify({ text: '住户张三' }) };
    const both = { fragments: ['张三', '李四', '濮阳'], evidenceUris: ['object://1'] };
    expect(sharedPart({ ...transfer, receipt, words: '事发地在濮阳' }, both)).toEqual({
      fragments: ['张三', '濮阳'],
      evidenceUris: [],
    });
  });

  it('is not asked of whoever asked for it, nor where nothing was taken over', () => {
    const there = { ...reported(), transfers: [{ ...transfer, direction: 'IN' as const, otherCode: 'HERE' }] };
    expect(sharedTransfers(there, undefined)).toHaveLength(1);
    expect(sharedTransfers(there, 'HERE')).toEqual([]);
    expect(sharedTransfers(offered, undefined)).toEqual([]);
  });
});
