import { describe, expect, it } from '@jest/globals';
import { areaText } from './area-text.ts';

describe('an area in words', () => {
  it.each([
    [['金水区', '经八路街道'], 40_636.2, '金水区经八路街道，约 40636 平方米'],
    [['金水区'], 1_260_000, '金水区，约 1.26 平方公里'],
    [[], 100, '约 100 平方米'],
  ])('%o and %d m²', (names, squareMetres, text) => {
    expect(areaText(names, squareMetres)).toBe(text);
  });
});
