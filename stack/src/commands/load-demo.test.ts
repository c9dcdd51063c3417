import { describe, expect, it } from '@jest/globals';
import { reasonIn } from './load-demo.ts';

describe('the reason a loader failed', () => {
  it('is the error itself, not the source line above or the trace below it', () => {
    const output = [
      'file:///demo/load.ts:44',
      '    throw new TypeError("no password");',
      '          ^',
      '',
      'TypeError: no password',
      '    at load (load.ts:44:11)',
      '',
      'Node.js v24.21.0',
    ];
    expect(reasonIn(output.join('\n'))).toBe('TypeError: no password');
  });

  it('is cut when it is endless', () => {
    expect(reasonIn(`Error: ${'x'.repeat(100_000)}`)).toHaveLength(300);
  });
});
