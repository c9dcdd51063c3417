import { CSV_MARK, csvLine } from '../../spreadsheet/csv-line.ts';
import { type Correction, type IndicatorResult, type PeriodReport, type ReportRow, resultOf } from './period-report.ts';

/** What codes are called, where it is known. */
export type Names = ReadonlyMap<string, string>;

const PARTS = { WHOLE: '全域', AREA: '下级区划', UNIT: '承办单位' } as const;

const percent = ({ rate, numerator, denominator }: IndicatorResult): string => {
  if (denominator === null) return String(numerator);
  return rate === null ? '—' : `${(rate * 100).toFixed(2)}%`;
};

const ratio = ({ numerator, denominator }: IndicatorResult): string =>
  denominator === null ? '' : `${numerator}/${denominator}`;

const nameOf = (names: Names, key: string): string => names.get(key) ?? key;

const HEAD = ['范围', '代码', '名称', '指标', '指标名称', '版本', '分子', '分母', '比率', '现分子', '现分母', '现比率'];

/** A line for each row and indicator, with what it would be today beside it; piece by piece, as it is sent. */
export function* reportCsv(
  { rows, indicators }: PeriodReport,
  corrections: readonly Correction[],
  names: Names,
): Generator<string> {
  yield CSV_MARK;
  yield csvLine(HEAD);
  const corrected = new Map(corrections.map((one) => [`${one.part} ${one.key} ${one.indicator.code}`, one.now]));
  for (const { part, key, n } of rows) {
    for (const indicator of indicators) {
      const then = resultOf(indicator, n);
      const now = corrected.get(`${part} ${key} ${indicator.code}`);
      const today = now ? [now.numerator, now.denominator, now.rate] : [null, null, null];
      const { code, name, version } = indicator;
      const what = [PARTS[part], key, nameOf(names, key), code, name.zh, version];
      yield csvLine([...what, then.numerator, then.denominator, then.rate, ...today]);
    }
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const html = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? '');

const STYLE = `body{font:14px/1.6 "Noto Serif CJK SC","SimSun",serif;margin:2em;color:#111}h1{font-size:22px;text-align:center}
table{border-collapse:collapse;width:100%;margin:1em 0;font-size:12px}th,td{border:1px solid #888;padding:.3em .5em;text-align:right}
th:first-child,td:first-child{text-align:left}thead{display:table-header-group}tr{break-inside:avoid}small{color:#555}
@page{size:A4 landscape;margin:15mm}`;

function table(
  title: string,
  rows: readonly ReportRow[],
  { indicators, names }: { readonly indicators: PeriodReport['indicators']; readonly names: Names },
): string {
  if (rows.length === 0) return '';
  const head = indicators.map(({ name }) => `<th>${html(name.zh)}</th>`).join('');
  const body = rows.map(({ key, n }) => {
    const cells = indicators.map((indicator) => {
      const result = resultOf(indicator, n);
      return `<td>${percent(result)}<br><small>${ratio(result)}</small></td>`;
    });
    return `<tr><td>${html(nameOf(names, key))}</td>${cells.join('')}</tr>`;
  });
  return `<h2>${html(title)}</h2><table><thead><tr><th></th>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

const corrected = (corrections: readonly Correction[], names: Names): string => {
  if (corrections.length === 0) return '<p>锁定后无更正。</p>';
  const lines = corrections.map(
    ({ key, indicator, frozen, now }) =>
      `<tr><td>${html(nameOf(names, key))}</td><td>${html(indicator.name.zh)}</td><td>${percent(frozen)} <small>${ratio(frozen)}</small></td><td>${percent(now)} <small>${ratio(now)}</small></td></tr>`,
  );
  return `<table><thead><tr><th></th><th>指标</th><th>锁定时</th><th>现值</th></tr></thead><tbody>${lines.join('')}</tbody></table>`;
};

const DEFINITIONS = '分母为应办结等应办数，不以登记数代替；各指标定义见文末。';

/** A page to print: tables of the whole, the areas and the units; participation and integrity beside the work; corrections and definitions below. */
export function reportHtml(report: PeriodReport, corrections: readonly Correction[], names: Names): string {
  const { division, from, to, closedAt, rows, indicators } = report;
  const of = (part: ReportRow['part']): readonly ReportRow[] => rows.filter((row) => row.part === part);
  const groups = [
    ['工作绩效', indicators.filter(({ group }) => group === 'WORK')],
    ['群众参与', indicators.filter(({ group }) => group === 'PARTICIPATION')],
    ['考核诚信', indicators.filter(({ group }) => group === 'INTEGRITY')],
  ] as const;
  const tables = (Object.keys(PARTS) as ReportRow['part'][]).flatMap((part) =>
    groups.map(([title, own]) => table(`${PARTS[part]}：${title}`, of(part), { indicators: own, names })),
  );
  const definitions = indicators.map(
    ({ name, version, exclusions, asOf }) =>
      `<li><b>${html(name.zh)}</b>（第 ${version} 版）：${html(asOf.zh)}；${html(exclusions.zh)}。</li>`,
  );
  const title = `${nameOf(names, division)} 考核通报（${from} 至 ${to}）`;
  return `<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>${html(title)}</title><style>${STYLE}</style></head><body>
<h1>${html(title)}</h1><p>锁定于 ${closedAt.toISOString()}。${DEFINITIONS}</p>${tables.join('')}<h2>锁定后的更正</h2>${corrected(corrections, names)}
<h2>指标定义</h2><ul>${definitions.join('')}</ul></body></html>`;
}
