import { type Bar, bar, type Row } from '../report/result.ts';
import type { Measured } from '../statistics/alternate.ts';
import { median, spreadOf } from '../statistics/spread.ts';
import { BARE, HIVE, HIVE_RUST, OURS, OURS_UNSHIELDED } from './contestants.ts';
import { PAGE_QUESTION } from './questions.ts';
import type { GatewayRun } from './runs.ts';

/** The same contestants before real subgraphs or before stubs, asked one kind of question. */
export type Heat = { readonly subgraphs: string; readonly question: string; readonly measured: Measured<GatewayRun> };

const ratesOf = (heat: Heat, name: string): number[] =>
  (heat.measured.get(name) ?? []).map(({ perSecond }) => perSecond);

/** How many times as fast as another, round by round: both saw the same machine then. */
export function ratios(heat: Heat, name: string, other: string): number[] {
  const others = ratesOf(heat, other);
  return ratesOf(heat, name).map((rate, round) => rate / (others[round] ?? Number.NaN));
}

const middle = (values: readonly number[]): number | null => (values.length === 0 ? null : median(values));

export function gatewayRows(heat: Heat): Row[] {
  return [...heat.measured].map(([name, runs]) => {
    const rate = spreadOf(runs.map(({ perSecond }) => perSecond));
    const processor = runs.flatMap(({ processorMilliseconds }) => processorMilliseconds ?? []);
    return {
      subgraphs: heat.subgraphs,
      question: heat.question,
      gateway: name,
      'requests/s min': rate.min,
      median: rate.median,
      max: rate.max,
      '× bare': median(ratios(heat, name, BARE)),
      'CPU ms/request': middle(processor),
      'behind it': median(runs.map(({ behindMilliseconds }) => behindMilliseconds)),
      'p99 ms': median(runs.map(({ p99Milliseconds }) => p99Milliseconds)),
      'memory MB': middle(runs.flatMap(({ megabytes }) => megabytes ?? [])),
    };
  });
}

const FULL = 100;

/** The bars of S1; the middle of all rounds counts. */
export function gatewayBars(real: Heat, stubs: Heat): Bar[] {
  const hive = [real, stubs].flatMap((heat) => [HIVE, HIVE_RUST].map((other) => median(ratios(heat, OURS, other))));
  const shields = FULL * (1 - median(ratios(stubs, OURS, OURS_UNSHIELDED)));
  return [
    bar('S1', 'ours ÷ bare Apollo, real subgraphs', {
      value: median(ratios(real, OURS, BARE)),
      unit: '×',
      limit: { atLeast: 2 },
    }),
    bar('S1', 'ours ÷ bare Apollo, replay stubs', {
      value: median(ratios(stubs, OURS, BARE)),
      unit: '×',
      limit: { atLeast: 3 },
    }),
    bar('S1', 'ours ÷ the best row of Hive', { value: Math.min(...hive), unit: '×', limit: { atLeast: 1 } }),
    bar('S1', 'rate the shields cost, replay stubs', { value: shields, unit: '%', limit: { below: 10 } }),
  ];
}

/** The heat the bars are about. @throws Error when it was not run */
export function pageOf(heats: readonly Heat[]): Heat {
  const page = heats.find(({ question }) => question === PAGE_QUESTION);
  if (!page) throw new Error('the page was not asked for');
  return page;
}
