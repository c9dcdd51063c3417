import { describe, expect, it } from '@jest/globals';
import { digestOf, mailOf } from './email-words.ts';

const one = { zh: '工单 T1：已交办', en: 'Ticket T1: was dispatched' };
const two = { zh: '工单 T2：期限将至', en: 'Ticket T2: a deadline is near' };

describe('[E12] a mail', () => {
  it('has what happened as its subject, and says it in both languages', () => {
    const { subject, text } = mailOf(one);
    expect(subject).toBe(one.zh);
    expect(text.startsWith(`${one.zh}\n${one.en}\n\n`)).toBe(true);
  });

  it('that gathers many lists them in their order', () => {
    const { subject, text } = digestOf([one, two]);
    expect(subject).toBe('您有 2 条消息 (2 notifications)');
    expect(text.split('\n').slice(0, 5)).toEqual([`1. ${one.zh}`, one.en, '', `2. ${two.zh}`, two.en]);
  });

  it('that gathers one is a mail like any other', () => {
    expect(digestOf([one])).toEqual(mailOf(one));
  });
});
