import { describe, expect, it } from '@jest/globals';
import { nameGrams, searchGram } from './name-grams.ts';

describe('the grams of a name', () => {
  it('are its characters and neighbouring pairs, each once', () => {
    expect(nameGrams('金水金水')).toEqual(['金', '水', '金水', '水金']);
  });

  it.each(['经', '经八', '八路街道', '街道'])('hold the gram that a search for %s looks up', (part) => {
    expect(nameGrams('经八路街道')).toContain(searchGram(part));
  });

  it('count characters outside of the basic plane as one', () => {
    expect(nameGrams('𠮷村')).toEqual(['𠮷', '村', '𠮷村']);
  });
});
