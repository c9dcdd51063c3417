import { describe, expect, it } from '@jest/globals';
import { missedNorms, type Norm, type Size } from './norms.ts';

const NORMS: readonly Norm[] = [
  { kind: 'URBAN', measure: 'RESIDENTS', min: 800, max: 1_200, article: '第八条' },
  { kind: 'URBAN', measure: 'HOUSEHOLDS', min: 300, max: 500, article: '第八条' },
  { kind: 'RURAL', measure: 'HOUSEHOLDS', min: 250, max: 350, article: null },
];
const size = (more: Partial<Size>): Size => ({ kind: 'URBAN', households: null, residents: null, ...more });
const missed = (more: Partial<Size>) => missedNorms(NORMS, size(more)).map(({ measure }) => measure);

describe('the sizing norm', () => {
  it.each<[string, Partial<Size>, string[]]>([
    ['is met at its lower bound', { households: 300 }, []],
    ['is met at its upper bound', { households: 500 }, []],
    ['is missed below', { households: 299 }, ['HOUSEHOLDS']],
    ['is missed above', { households: 501 }, ['HOUSEHOLDS']],
    ['says nothing about unknown figures', {}, []],
    ['is met by one of two measures', { households: 600, residents: 1_000 }, []],
    ['is missed by both of two measures', { households: 600, residents: 2_000 }, ['RESIDENTS', 'HOUSEHOLDS']],
    ['of another kind does not count', { kind: 'RURAL', households: 300, residents: 9_999 }, []],
    ['is not there for exclusive grids', { kind: 'EXCLUSIVE', households: 1 }, []],
  ])('[G02] %s', (_what, more, expected) => {
    expect(missed(more)).toEqual(expected);
  });

  it('[G02] tells the figure, the bounds and the article', () => {
    expect(missedNorms(NORMS, size({ households: 12 }))).toEqual([
      { measure: 'HOUSEHOLDS', value: 12, min: 300, max: 500, article: '第八条' },
    ]);
  });
});
