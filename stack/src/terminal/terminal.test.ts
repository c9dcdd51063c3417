import { describe, expect, it } from '@jest/globals';
import { describeEvent } from './say-event.ts';
import { openSteps } from './steps.ts';
import { duration } from './style.ts';
import { table } from './table.ts';

describe('duration', () => {
  it.each([
    [850, '850 ms'],
    [12_340, '12.3 s'],
    [260_000, '4 min 20 s'],
  ])('of %i ms reads "%s"', (milliseconds, text) => {
    expect(duration(milliseconds)).toBe(text);
  });
});

describe('table', () => {
  it('aligns columns with Chinese in them', () => {
    expect(
      table([
        ['网格员', 'a'],
        ['worker', 'b'],
      ]),
    ).toBe('  网格员  a\n  worker  b\n');
  });
});

describe('steps', () => {
  it('count on from where the bootstrap stopped', () => {
    const lines: string[] = [];
    const steps = openSteps('3/7', (text) => lines.push(text));
    steps.begin('Database');
    steps.outcome('there');
    steps.end();
    expect(lines.join('')).toMatch(/^\[4\/7\] Database … there \(\d+ ms\)\n$/);
  });
});

describe('describeEvent', () => {
  it('says in one line what crashed, how, and what comes next', () => {
    const event = {
      kind: 'crashed',
      name: 'tickets',
      how: 'exit code 1',
      pauseMs: 500,
      lastLine: 'out of memory',
    } as const;
    expect(describeEvent(event)).toBe(
      'tickets crashed (exit code 1); starting it again in 500 ms - last line: out of memory',
    );
  });
});
