import type { Result, Row } from '../report/result.ts';
import { shown } from '../report/table.ts';
import type { QualityBar } from './quality-bars.ts';

const NEVER = 'never measured';

const measuredRow = (held: Result['bars'][number], { at, quick }: Result): Row => ({
  bar: held.id,
  what: held.what,
  limit: held.limit,
  figure: `${shown(held.value)} ${held.unit}`.trim(),
  holds: held.holds ? 'yes' : 'NO',
  measured: `${at.slice(0, 10)}${quick ? ' (quick)' : ''}`,
});

/** Every bar with its newest figures, or that there are none: a bar without a figure is not a bar that holds. */
export function barRows(bars: readonly QualityBar[], resultOf: (name: string) => Result | undefined): Row[] {
  return bars.flatMap((quality) => {
    const result = quality.measuredBy === undefined ? undefined : resultOf(quality.measuredBy);
    const figures = result?.bars.filter(({ id }) => id === quality.id) ?? [];
    if (!result || figures.length === 0) {
      const { id, what, bar: limit, testedBy } = quality;
      const measured = testedBy === undefined ? '–' : `npm test: ${testedBy}`;
      return [{ bar: id, what, limit, figure: testedBy === undefined ? NEVER : 'tested', holds: '–', measured }];
    }
    return figures.map((held) => measuredRow(held, result));
  });
}
