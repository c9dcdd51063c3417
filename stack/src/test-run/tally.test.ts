import { describe, expect, it } from '@jest/globals';
import { oneTest, tallyOfJestReport, total } from './tally.ts';

describe('the tally of a test run', () => {
  it('counts a test file that cannot be loaded as a failure', () => {
    const report = JSON.stringify({ numPassedTests: 5, numFailedTests: 1, numRuntimeErrorTestSuites: 2 });
    expect(tallyOfJestReport(report)).toEqual({ passed: 5, failed: 3 });
  });

  it('counts checks and probe as one test each', () => {
    expect(total([oneTest(true), oneTest(false), { passed: 40, failed: 2 }])).toEqual({ passed: 41, failed: 3 });
  });
});
