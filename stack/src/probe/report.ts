import { duration, style } from '../terminal/style.ts';
import { table } from '../terminal/table.ts';
import type { Finding } from './check.ts';
import type { CrashReport } from './crash.ts';
import type { Rate } from './rates.ts';

/** The crash drill as one finding: nothing acknowledged may be gone. */
export function judgeCrash(report: CrashReport, tookMs: number): Finding {
  const { kills, acknowledged, lost, halfWritten, wentBack, indexesDisagree, slowestReturnMs } = report;
  const ok = lost + halfWritten + wentBack + indexesDisagree === 0 && acknowledged > 0;
  const detail = `${kills} kills, ${acknowledged} acknowledged: ${lost} lost, ${wentBack} counters went back, ${halfWritten} half written, ${indexesDisagree} not agreed on by the index, back within ${duration(slowestReturnMs)}`;
  return { name: 'kill -9 under load', ok, detail, tookMs };
}

/** Findings as a table, one line each. */
export function findingsTable(findings: readonly Finding[]): string {
  return table(
    findings.map(({ name, ok, detail, tookMs }) => [
      ok ? style.good('pass') : style.bad('FAIL'),
      name,
      style.faint(duration(tookMs)),
      detail,
    ]),
  );
}

/** Features that are there or not, without judgement. */
export function avoidedTable(findings: readonly Finding[]): string {
  return table(
    findings.map(({ name, ok, detail }) => [ok ? 'has' : 'lacks', name, detail.split('\n')[0]?.slice(0, 100) ?? '']),
  );
}

/** Measured rates. */
export function ratesTable(rates: readonly Rate[]): string {
  return table(rates.map(({ what, value }) => [what, value]));
}
