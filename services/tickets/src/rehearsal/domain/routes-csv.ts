import type { Names } from '../../figures/domain/report-document.ts';
import { CSV_MARK, csvLine } from '../../spreadsheet/csv-line.ts';
import { MINIMUM_SAMPLE } from './handling-sample.ts';
import type { RouteRehearsal } from './rehearse-routes.ts';

/** How it was reckoned, beside every answer: whoever decides by the figures has to know. */
export const METHOD: readonly string[] = [
  '只看首轮牵头单位；由网格人员自行办理的、由会商或者共同处置确定单位的，不受路由影响。 (The lead of the first round only; what grid staff handled, and what a consultation or joint case gave, is on no route.)',
  `预计逾期：按接办单位在同一时段、同一事项上自己办结的工单用时，超过该工单原定时限的比例；不足 ${MINIMUM_SAMPLE} 件的不作预计。 (Expected lateness: of the matters of the item that the other department itself led and finished in the time, the share that took longer than the ticket's own limit; with fewer than ${MINIMUM_SAMPLE} nothing is said.)`,
  '负荷：接办单位按其中位用时办理；无依据的按原单位实际用时计。假定接办后不退回、增加的工作量不使其变慢、上下级流转不另计时；样本不含尚未办结的工单，故偏快。 (Load: the other department takes its median time, or where there is no basis as long as it really took. Taken for granted: it hands nothing back, more work does not slow it, going up or down a level takes no time. Unfinished matters are in no sample, which makes it look faster.)',
];

const HEAD = [
  '类别',
  '事项',
  '原单位',
  '原单位名称',
  '拟改单位',
  '拟改单位名称',
  '工单数（现）',
  '工单数（拟）',
  '逾期（现）',
  '预计逾期（拟）',
  '无依据工单数',
  '同时在办最多（现）',
  '同时在办最多（拟）',
  '工作分钟（现）',
  '工作分钟（拟）',
  '样本数',
  '样本中位分钟',
  '样本九成分钟',
  '样本退回率',
];

const tenths = (value: number): number => Math.round(value * 10) / 10;

/** A line for each department and each move; how it was reckoned stands below. */
export function* routesCsv({ departments, moves }: RouteRehearsal, names: Names): Generator<string> {
  const named = (code: string): readonly [string, string] => [code, names.get(code) ?? code];
  yield CSV_MARK;
  yield csvLine(HEAD);
  for (const { unit, before, after, withoutBasis } of departments) {
    const numbers = [before.received, after.received, before.late, tenths(after.late), withoutBasis];
    const load = [before.mostOpen, after.mostOpen, tenths(before.workingMinutes), tenths(after.workingMinutes)];
    yield csvLine(['单位', '', ...named(unit), '', '', ...numbers, ...load, null, null, null, null]);
  }
  for (const { itemCode, from, to, tickets, lateBefore, expectedLate, sample } of moves) {
    const late = [lateBefore, expectedLate === null ? null : tenths(expectedLate)];
    const numbers = [tickets.length, tickets.length, ...late, sample === null ? tickets.length : 0];
    const basis = sample
      ? [sample.size, tenths(sample.medianMinutes), tenths(sample.ninthMinutes), sample.returnedShare]
      : [null, null, null, null];
    yield csvLine(['改派', itemCode, ...named(from), ...named(to), ...numbers, null, null, null, null, ...basis]);
  }
  for (const line of METHOD) yield csvLine(['说明', line]);
}
