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

const unmeasuredRow = ({ id, what, bar: limit, testedBy }: QualityBar): Row => ({
  bar: id,
  what,
  limit,
  figure: testedBy === undefined ? NEVER : 'tested',
  holds: '–',
  measured: testedBy === undefined ? '–' : `npm test: ${testedBy}`,
});

/** Every bar with its newest figures, or that there are none: a bar without a figure is not a bar that holds. */
export function barRows(bars: readonly QualityBar[], resultOf: (name: string) => Result | undefined): Row[] {
  return bars.flatMap((quality) => {
    const { id, measuredBy = [] } = quality;
    // What is measured by two is unmeasured as long as one of them has no figure.
    const rows = [measuredBy].flat().map((name) => {
      const result = resultOf(name);
      const held = result?.bars.filter((figure) => figure.id === id) ?? [];
      return result && held.length > 0 ? held.map((figure) => measuredRow(figure, result)) : [unmeasuredRow(quality)];
    });
    return rows.length === 0 ? [unmeasuredRow(quality)] : rows.flat();
  });
}
