import { z } from 'zod';

/** How many of a part's tests passed and failed. */
export type TestTally = { readonly passed: number; readonly failed: number };

/** A part that is counted as one test. */
export function oneTest(passed: boolean): TestTally {
  return passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** The sum over all parts. */
export function total(parts: readonly TestTally[]): TestTally {
  return {
    passed: parts.reduce((sum, part) => sum + part.passed, 0),
    failed: parts.reduce((sum, part) => sum + part.failed, 0),
  };
}

const jestReportSchema = z.object({
  numPassedTests: z.number().int(),
  numFailedTests: z.number().int(),
  numRuntimeErrorTestSuites: z.number().int(),
});

/** Counts of jest's JSON report. A test file that cannot even be loaded counts as one failure. */
export function tallyOfJestReport(report: string): TestTally {
  const counts = jestReportSchema.parse(JSON.parse(report));
  return { passed: counts.numPassedTests, failed: counts.numFailedTests + counts.numRuntimeErrorTestSuites };
}
