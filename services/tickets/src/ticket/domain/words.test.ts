import { describe, expect, it } from '@jest/globals';
import { searchWords, wordsIn } from './words.ts';

describe('words', () => {
  it.each([
    ['积水严重', ['积水', '水严', '严重']],
    ['积', ['积']],
    ['Road 12B 积水', ['积水', 'road', '12b']],
    ['ＡＢＣ', ['abc']],
    ['！？。', []],
    ['积水积水', ['积水', '水积']],
  ])('of %s are %j', (text, expected) => {
    expect(wordsIn(text)).toEqual(expected);
  });

  it('of a ticket are bounded, whatever is written', () => {
    const text = Array.from({ length: 500 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join('');
    expect(searchWords({ title: text.slice(0, 200), address: text.slice(200), text }).length).toBe(64);
  });

  it('of a title find the title', () => {
    const words = searchWords({ title: '井盖破损', address: null, text: '' });
    expect(wordsIn('盖破').every((word) => words.includes(word))).toBe(true);
  });
});
