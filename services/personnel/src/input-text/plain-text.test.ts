import { describe, expect, it } from '@jest/globals';
import { containing, isPlainText } from './plain-text.ts';

describe('plain text', () => {
  it.each(['张三', 'O’Neill', '阿卜杜·热合曼', 'a'])('is %j', (text) => {
    expect(isPlainText(text, 20)).toBe(true);
  });

  it.each([
    ['empty', ''],
    ['blank', '   '],
    ['too long', 'x'.repeat(21)],
    ['with a control character', '张\u0007三'],
    ['with a line break', '张\n三'],
    ['with a zero-width space', '张\u200b三'],
    ['turned around', '张\u202e三'],
  ])('is not %s', (_, text) => {
    expect(isPlainText(text, 20)).toBe(false);
  });
});

describe('words to look for', () => {
  it.each(['.*', 'a(b', '[x]', '街道$'])('%j are looked for as they stand', (words) => {
    expect(containing(words).test(`前${words}后`)).toBe(true);
  });

  it('do not become a pattern', () => {
    expect(containing('.*').test('anything')).toBe(false);
  });
});
