import { z } from 'zod';

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** One measured figure against its bar in docs/quality-bars. */
const barSchema = z.object({
  /** `S1`, `R2` … */
  id: z.string(),
  what: z.string(),
  value: z.number(),
  unit: z.string(),
  /** The bar in words: `≥ 2`. */
  limit: z.string(),
  holds: z.boolean(),
});
export type Bar = z.infer<typeof barSchema>;

/** Content of `bench/results/<name>.json`. */
export const resultSchema = z.object({
  name: z.string(),
  command: z.string(),
  /** ISO instant. */
  at: z.string(),
  /** A smoke run: small sizes, few rounds, figures that say little. */
  quick: z.boolean(),
  machine: z.string(),
  versions: z.record(z.string(), z.string()),
  seed: z.number(),
  rounds: z.number(),
  /** Sizes and conditions a reader has to know. */
  notes: z.array(z.string()),
  rows: z.array(z.record(z.string(), cell)),
  bars: z.array(barSchema),
});
export type Result = z.infer<typeof resultSchema>;
export type Row = Result['rows'][number];

/** What a bench or a drill measured; the command line adds when, where and with what. */
export type Finding = Pick<Result, 'seed' | 'rounds' | 'notes' | 'rows' | 'bars'> & {
  /** Versions besides those of this project and its runtime. */
  readonly versions?: Readonly<Record<string, string>>;
};

type Limit = { readonly atLeast: number } | { readonly atMost: number } | { readonly below: number };

function compare(value: number, limit: Limit): Pick<Bar, 'limit' | 'holds'> {
  if ('atLeast' in limit) return { limit: `≥ ${limit.atLeast}`, holds: value >= limit.atLeast };
  if ('atMost' in limit) return { limit: `≤ ${limit.atMost}`, holds: value <= limit.atMost };
  return { limit: `< ${limit.below}`, holds: value < limit.below };
}

/** A figure held against its bar; a figure that is no number never holds. */
export const bar = (id: string, what: string, figure: { value: number; unit: string; limit: Limit }): Bar => ({
  id,
  what,
  value: figure.value,
  unit: figure.unit,
  ...compare(figure.value, figure.limit),
});
