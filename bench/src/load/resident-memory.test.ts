import { describe, expect, it } from '@jest/globals';
import { megabytesIn, residentMemory } from './resident-memory.ts';

describe('memory of a process', () => {
  it('is read out of its status', () => {
    expect(megabytesIn('Name:\tnode\nVmRSS:\t  204800 kB\nThreads:\t1\n')).toBe(200);
  });

  it('is not told of a process that is none', () => {
    expect(residentMemory(-1)).toBeUndefined();
  });
});
