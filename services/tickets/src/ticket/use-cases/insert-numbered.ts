import type { InsertOutcome } from './ticket-repository.ts';

/** Draws before chance is no longer believed. */
export const MOST_DRAWS = 5;

type NumberedInsert<Thing, Earlier> = {
  /** The same thing under another number. */
  readonly renumbered: (thing: Thing) => Thing;
  readonly insert: (thing: Thing) => Promise<InsertOutcome>;
  /** What was stored when the same request came first. */
  readonly earlier: () => Promise<Earlier | null | undefined>;
};

/**
 * Stores what goes by a number that chance gave: where it is taken another is drawn, and a request that comes again finds what the first
 * one stored. Exactly one insert where neither is so.
 */
export async function insertNumbered<Thing, Earlier>(
  thing: Thing,
  { renumbered, insert, earlier }: NumberedInsert<Thing, Earlier>,
): Promise<
  { readonly kind: 'STORED'; readonly thing: Thing } | { readonly kind: 'SEEN_BEFORE'; readonly earlier: Earlier }
> {
  let numbered = thing;
  for (let draw = 1; draw <= MOST_DRAWS; draw++) {
    const outcome = await insert(numbered);
    if (outcome === 'STORED') return { kind: 'STORED', thing: numbered };
    if (outcome === 'SEEN_BEFORE') {
      const first = await earlier();
      if (!first) throw new Error('what was seen before is not there');
      return { kind: 'SEEN_BEFORE', earlier: first };
    }
    numbered = renumbered(numbered);
  }
  throw new Error(`no free number in ${MOST_DRAWS} draws`);
}
