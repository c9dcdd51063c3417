import { describe, expect, it } from '@jest/globals';
import { asked } from './command-line.ts';

const known = ['gateway', 'intake'];

describe('the command line', () => {
  it.each([
    [[], { names: known, quick: false, large: false }],
    [['--quick'], { names: known, quick: true, large: false }],
    [['intake', '--quick'], { names: ['intake'], quick: true, large: false }],
    [['intake', '--large'], { names: ['intake'], quick: false, large: true }],
    [['--', 'intake'], { names: ['intake'], quick: false, large: false }],
  ])('%j', (words, expected) => {
    expect(asked(words, known)).toEqual(expected);
  });

  it('names what it does not know', () => {
    expect(() => asked(['gatway'], known)).toThrow('gatway: not known; there is gateway, intake');
  });
});
