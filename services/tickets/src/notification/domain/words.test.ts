import { TICKET_VERBS } from '@gridlink/contracts';
import { describe, expect, it } from '@jest/globals';
import { localTime, WORDS, wordsOf } from './words.ts';

describe('[E12] what a notification says', () => {
  it.each(TICKET_VERBS)('of %s, in both languages', (verb) => {
    const { zh, en } = WORDS[verb];
    expect(zh).toMatch(/^[\p{Script=Han}“”（），、]+$/u);
    expect(en).toMatch(/^[a-z][A-Za-z ,;-]+$/);
  });

  it('names the ticket and, where something is due, until when by the clock on the wall', () => {
    const dueAt = new Date('2026-03-02T16:30:00Z');
    expect(wordsOf({ verb: 'dispatched', ticketCode: 'T1', dueAt })).toEqual({
      zh: '工单 T1：已交办，请报到办理（期限 2026-03-03 00:30）',
      en: 'Ticket T1: was dispatched to you; please report in (due 2026-03-03 00:30)',
    });
    expect(wordsOf({ verb: 'verified', ticketCode: 'T1', dueAt: null }).zh).toBe('工单 T1：核查通过，已结案');
  });

  it.each([
    ['2026-03-02T15:59:59Z', '2026-03-02 23:59'],
    ['2026-12-31T16:00:00Z', '2027-01-01 00:00'],
  ])('%s is %s in China', (instant, expected) => {
    expect(localTime(new Date(instant))).toBe(expected);
  });
});
