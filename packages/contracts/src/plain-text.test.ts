import { describe, expect, it } from '@jest/globals';
import { textFlaw } from './plain-text.ts';

describe('a text that is kept', () => {
  it.each(['井盖缺失', 'O’Neill', '阿卜杜·热合曼', '𠮷田', 'A 座 3 单元', '👨‍👩‍👧 反映', '👩🏽‍🚒', '❤️', 'e\u0301'])(
    'may be %j',
    (text) => {
      expect(textFlaw(text, { most: 20 })).toBeUndefined();
    },
  );

  it.each([
    ['nothing', '', 'EMPTY'],
    ['blanks', ' \t\n ', 'EMPTY'],
    ['one character too long', '井'.repeat(21), 'TOO_LONG'],
    ['a megabyte', 'x'.repeat(1_000_000), 'TOO_LONG'],
    ['hiding a zero byte', '井\u0000盖', 'HIDDEN'],
    ['hiding an escape', '\u001b[31m井盖', 'HIDDEN'],
    ['hiding a zero-width space', '井\u200b盖', 'HIDDEN'],
    ['hiding a joiner between letters', '井\u200d盖', 'HIDDEN'],
    ['turned round', '井盖\u202etxt.exe', 'HIDDEN'],
    ['isolated in the other direction', '井\u2066盖\u2069', 'HIDDEN'],
    ['beginning with a byte order mark', '\ufeff井盖', 'HIDDEN'],
    ['on two lines', '井\n盖', 'HIDDEN'],
    ['split by a line separator', '井\u2028盖', 'HIDDEN'],
    ['half a surrogate', '井\ud800', 'HIDDEN'],
  ])('may not be %s', (_what, text, flaw) => {
    expect(textFlaw(text, { most: 20 })).toBe(flaw);
  });

  it('counts characters, not code units', () => {
    expect(textFlaw('𠮷'.repeat(20), { most: 20 })).toBeUndefined();
  });

  it('may have lines where its place has them', () => {
    expect(textFlaw('第一行\n\t第二行\r\n', { most: 20, lines: true })).toBeUndefined();
  });

  it('hides nothing else in its lines', () => {
    expect(textFlaw('第一行\u202e\n', { most: 20, lines: true })).toBe('HIDDEN');
  });
});
