import { describe, expect, it } from '@jest/globals';
import type { Result } from '../report/result.ts';
import { barRows } from './bar-lines.ts';
import { qualityBars } from './quality-bars.ts';

const bars = [
  { id: 'S1', what: 'reads', bar: 'twice', measuredBy: 'gateway' },
  { id: 'S5', what: 'events', bar: 'quick' },
];

const result = (quick = false): Result => ({
  name: 'gateway',
  command: 'pnpm bench gateway',
  at: '2026-03-02T01:00:00.000Z',
  quick,
  machine: 'somewhere',
  versions: {},
  seed: 1,
  rounds: 5,
  notes: [],
  rows: [],
  bars: [
    { id: 'S1', what: 'over bare', value: 1.5, unit: '×', limit: '≥ 2', holds: false },
    { id: 'S1', what: 'over stubs', value: 4, unit: '×', limit: '≥ 3', holds: true },
  ],
});

describe('the list of bars', () => {
  it('says which bar was never measured', () => {
    expect(barRows(bars, () => undefined).map(({ figure }) => figure)).toEqual(['never measured', 'never measured']);
  });

  it('says which test holds a bar that is no figure', () => {
    const tested = { id: 'R6', what: 'races', bar: 'none broken', testedBy: 'racing.test.ts' };
    expect(barRows([tested], () => undefined)).toMatchObject([
      { figure: 'tested', holds: '–', measured: 'npm test: racing.test.ts' },
    ]);
  });

  it('shows every figure of a bar', () => {
    const rows = barRows(bars, () => result());
    expect(rows.map(({ bar, figure, holds }) => [bar, figure, holds])).toEqual([
      ['S1', '1.50 ×', 'NO'],
      ['S1', '4 ×', 'yes'],
      ['S5', 'never measured', '–'],
    ]);
  });

  it('shows what two measure as unmeasured while one of them has no figure', () => {
    const both = { id: 'S1', what: 'reads', bar: 'twice', measuredBy: ['gateway', 'feed'] };
    const rows = barRows([both], (name) => (name === 'gateway' ? result() : undefined));
    expect(rows.map(({ figure }) => figure)).toEqual(['1.50 ×', '4 ×', 'never measured']);
  });

  it('marks a figure that comes from a smoke run', () => {
    expect(barRows(bars, () => result(true))[0]?.measured).toBe('2026-03-02 (quick)');
  });

  it('names each bar once', () => {
    expect(new Set(qualityBars.map(({ id }) => id)).size).toBe(qualityBars.length);
  });
});
