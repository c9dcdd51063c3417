import { describe, expect, it } from '@jest/globals';
import { INDICATORS } from './indicators.ts';
import { correctionsOf, type PeriodReport, resultOf } from './period-report.ts';
import { reportCsv, reportHtml } from './report-document.ts';

const COUNTY = '410105000000';
const UNIT = `${COUNTY}-URBAN_MANAGEMENT`;
const report: PeriodReport = {
  id: 'r',
  jurisdiction: 'zhengzhou',
  division: COUNTY,
  areas: [COUNTY],
  from: '2026-03-01',
  to: '2026-03-31',
  closedAt: new Date('2026-04-02T01:00:00Z'),
  closedBy: 'county',
  indicators: INDICATORS,
  rows: [
    { part: 'WHOLE', key: COUNTY, n: { REGISTERED: 9, HANDLE_DUE: 8, HANDLE_ON_TIME: 6 } },
    { part: 'UNIT', key: UNIT, n: { HANDLE_DUE: 3, HANDLE_ON_TIME: 1 } },
  ],
};
const names = new Map([[UNIT, '=城管局 "第一" <b>']]);
const now = report.rows.map((row) => (row.part === 'UNIT' ? { ...row, n: { ...row.n, HANDLE_ON_TIME: 2 } } : row));

describe('a report of a period', () => {
  it('has no rate where nothing was due', () => {
    const indicator = INDICATORS.find(({ code }) => code === 'HANDLED_IN_TIME') as (typeof INDICATORS)[number];
    expect(resultOf(indicator, {})).toEqual({ numerator: 0, denominator: 0, rate: null });
    expect(resultOf(indicator, { HANDLE_DUE: 3, HANDLE_ON_TIME: 2 }).rate).toBe(0.6667);
  });

  it('is corrected where today differs, and nowhere else', () => {
    expect(correctionsOf(report, report.rows)).toEqual([]);
    expect(
      correctionsOf(report, now).map(({ key, indicator, frozen, now: is }) => [
        key,
        indicator.code,
        frozen.numerator,
        is.numerator,
      ]),
    ).toEqual([[UNIT, 'HANDLED_IN_TIME', 1, 2]]);
  });

  it('is corrected by a unit that was not there, and by one that is there no more', () => {
    const codes = (rows: PeriodReport['rows']): readonly string[] => [
      ...new Set(correctionsOf({ ...report, rows: report.rows.slice(0, 1) }, rows).map(({ key }) => key)),
    ];
    expect(codes(report.rows)).toEqual([UNIT]);
    expect(codes([])).toEqual([COUNTY]);
  });

  it('is a spreadsheet in which no cell is a formula', () => {
    const csv = [...reportCsv(report, correctionsOf(report, now), names)];
    expect(csv.length).toBe(2 + report.rows.length * INDICATORS.length);
    const line = csv.find((one) => one.includes(UNIT) && one.includes('HANDLED_IN_TIME'));
    expect(line).toBe(
      `"承办单位","${UNIT}","'=城管局 ""第一"" <b>","HANDLED_IN_TIME","按时办结率","1","1","3","0.3333","2","3","0.6667"\r\n`,
    );
  });

  it('is a page whose texts are no markup, with the correction beside', () => {
    const page = reportHtml(report, correctionsOf(report, now), names);
    expect(page).toContain('=城管局 &quot;第一&quot; &lt;b&gt;');
    expect(page).not.toContain('第一" <b>');
    expect(page).toContain('33.33% <small>1/3</small></td><td>66.67% <small>2/3</small>');
    expect(reportHtml(report, [], names)).toContain('锁定后无更正');
  });
});
