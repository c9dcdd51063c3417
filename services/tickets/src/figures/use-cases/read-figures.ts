import { divisionLevel, isDivisionCode } from '@gridlink/contracts';
import { badUserInput, notFound, type PageRequest, type Scope } from '@gridlink/subgraph-kit';
import type { TicketDeps } from '../../ticket/use-cases/deps.ts';
import type { FigureGroup } from '../domain/figure-group.ts';
import { ALL, kindOf, type Measure, NOW } from '../domain/measure.ts';
import { factsBehind, type NumberLink, readLink } from '../domain/number-link.ts';
import type { CountedKind } from '../domain/participation-measures.ts';
import { bucketsOf, isWholeMonths, type Period, pointsOf } from '../domain/period.ts';
import { monthOf } from '../domain/share.ts';
import { type FigurePlace, figurePlace, type PlaceAsked } from './figure-place.ts';
import type { Counter, CounterQuery } from './figure-store.ts';

export type FigureQuestion = PlaceAsked & {
  readonly category: string | null;
  readonly period: NonNullable<Period>;
  readonly groupBy: FigureGroup | null;
};

type Sums = ReadonlyMap<Measure, number>;

/** One row of an answer: what was counted, and how each of its numbers is opened. */
export type FigureRow = {
  /** Code of the area, grid, unit or category, the day or month; empty where nothing is grouped. */
  readonly key: string;
  readonly sums: Sums;
  readonly link: Omit<NumberLink, 'measure'>;
};

export type FigureAnswer = FigurePlace & {
  readonly category: string | null;
  readonly period: NonNullable<Period>;
  readonly groupBy: FigureGroup | null;
  readonly rows: readonly FigureRow[];
};

type Deps = Pick<TicketDeps, 'grids' | 'figures'>;
type Placed = FigurePlace & Pick<FigureQuestion, 'category' | 'period' | 'groupBy'>;

/** Who reads of the own unit alone is not told what others did. */
function checkReach({ isOwnOnly, groupBy }: Placed): void {
  if (isOwnOnly && groupBy === 'UNIT') throw notFound();
}

/** Of a grid only wholes are kept, and days are not crossed by unit and category at once. */
function checkKept({ isGrid, unit, category, period, groupBy, place }: Placed): void {
  const byUnit = unit !== ALL || groupBy === 'UNIT';
  const byCategory = category !== null || groupBy === 'CATEGORY';
  const ofGrids = isGrid || (groupBy === 'AREA' && divisionLevel(place) === 'VILLAGE');
  if (ofGrids && (byUnit || byCategory)) {
    throw badUserInput(
      '网格只计总数，不分单位和事项 (of a grid only wholes are kept, by no unit or category)',
      'groupBy',
    );
  }
  if (isGrid && groupBy === 'AREA') throw badUserInput('网格之下不再分 (nothing lies below a grid)', 'groupBy');
  if (byUnit && byCategory && (groupBy === 'DAY' || !isWholeMonths(period))) {
    throw badUserInput(
      '同时按单位和事项统计时，期间须为整月 (by unit and category at once figures are kept by whole months)',
      'from',
    );
  }
}

function queryOf(placed: Placed, counting: Pick<CounterQuery, 'jurisdiction' | 'generation'>): CounterQuery {
  const { place, unit, category, period, groupBy } = placed;
  const byTime = groupBy === 'DAY' || groupBy === 'MONTH';
  const buckets = groupBy === 'DAY' ? pointsOf(period, 'DAY') : bucketsOf(period);
  return {
    ...counting,
    at: groupBy === 'AREA' ? { below: place } : { place },
    unit: groupBy === 'UNIT' ? 'EACH' : unit,
    category: groupBy === 'CATEGORY' ? 'EACH' : (category ?? ALL),
    // What stands now belongs to no day.
    buckets: byTime ? buckets : [...buckets, NOW],
  };
}

const keyOf = (groupBy: FigureGroup | null, { place, unit, category, bucket }: Counter): string => {
  switch (groupBy) {
    case 'AREA':
      return place;
    case 'UNIT':
      return unit;
    case 'CATEGORY':
      return category;
    case 'DAY':
      return bucket;
    case 'MONTH':
      return monthOf(bucket);
    default:
      return '';
  }
};

function sumsOf(counters: readonly Counter[]): Sums {
  const sums = new Map<Measure, number>();
  for (const { n } of counters) {
    for (const [measure, count] of Object.entries(n) as [Measure, number][]) {
      sums.set(measure, (sums.get(measure) ?? 0) + count);
    }
  }
  return sums;
}

/** The part of a period that a point of a trend stands for. */
function partOf(period: NonNullable<Period>, point: string): NonNullable<Period> {
  const days = pointsOf(period, 'DAY').filter((day) => day.startsWith(point));
  return { from: days[0] ?? period.from, to: days.at(-1) ?? period.to };
}

function linkOf({ jurisdiction, place, unit, category, period, groupBy }: Placed, key: string): FigureRow['link'] {
  const whole = { jurisdiction, place, unit, category, period };
  switch (groupBy) {
    case 'AREA':
      return { ...whole, place: key };
    case 'UNIT':
      return { ...whole, unit: key };
    case 'CATEGORY':
      return { ...whole, category: key };
    case 'DAY':
    case 'MONTH':
      return { ...whole, period: partOf(period, key) };
    default:
      return whole;
  }
}

/** Every point of a trend and the one row of a whole are there even where nothing was counted; of other groups only those counted. */
function keysOf({ groupBy, period }: Placed, counted: Iterable<string>): readonly string[] {
  if (groupBy === null) return [''];
  if (groupBy === 'DAY' || groupBy === 'MONTH') return pointsOf(period, groupBy);
  return [...counted].toSorted();
}

const isSomething = (sums: Sums): boolean => [...sums.values()].some((count) => count !== 0);

/** Figures of a place in a period, from the counters: the same few commands whatever was counted. */
export async function readFigures(deps: Deps, scope: Scope, question: FigureQuestion): Promise<FigureAnswer> {
  const { category, period, groupBy } = question;
  const placed = { ...(await figurePlace(deps, scope, question)), category, period, groupBy };
  checkReach(placed);
  checkKept(placed);
  const { jurisdiction } = placed;
  const generation = (await deps.figures.generations(jurisdiction))?.active ?? 0;
  const counters = await deps.figures.counters(queryOf(placed, { jurisdiction, generation }));
  const byKey = Map.groupBy(counters, (counter) => keyOf(groupBy, counter));
  const rows = keysOf(placed, byKey.keys()).map((key) => ({
    key,
    sums: sumsOf(byKey.get(key) ?? []),
    link: linkOf(placed, key),
  }));
  const isGroup = groupBy === 'AREA' || groupBy === 'UNIT' || groupBy === 'CATEGORY';
  return { ...placed, rows: isGroup ? rows.filter(({ sums }) => isSomething(sums)) : rows };
}

type Behind = { readonly kind: CountedKind; readonly ids: readonly string[] };

/** Ids of what is behind a number: as many as it says, in their order. */
export async function thingsBehind(
  deps: Deps,
  scope: Scope,
  { word, page }: { readonly word: string; readonly page: PageRequest },
): Promise<Behind> {
  const link = readLink(word);
  if (link === null) throw badUserInput('不是本系统给出的数字链接 (not a link this system gave)', 'figure');
  const { place: asked, unit } = link;
  const isArea = isDivisionCode(asked);
  const place = await figurePlace(deps, scope, {
    ...(isArea ? { area: asked } : { gridId: asked }),
    unit: unit === ALL ? null : unit,
  });
  if (place.unit !== unit || place.jurisdiction !== link.jurisdiction) throw notFound();
  const { jurisdiction } = place;
  const generation = (await deps.figures.generations(jurisdiction))?.active ?? 0;
  const [after] = page.after ?? [];
  const ids = await deps.figures.countedThings({
    jurisdiction,
    generation,
    place: asked,
    category: link.category,
    facts: factsBehind(link),
    after: typeof after === 'string' ? after : null,
    limit: page.limit,
  });
  return { kind: kindOf(link.measure), ids };
}
