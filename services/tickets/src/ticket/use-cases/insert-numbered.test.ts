import { describe, expect, it } from '@jest/globals';
import { insertNumbered, MOST_DRAWS } from './insert-numbered.ts';
import type { InsertOutcome } from './ticket-repository.ts';

/** Inserts into a store that gives these outcomes, one after the other. */
async function insertInto(outcomes: readonly InsertOutcome[], earlier: string | null = null) {
  const tried: number[] = [];
  const outcome = await insertNumbered(1, {
    renumbered: (number) => number + 1,
    insert: async (number) => {
      tried.push(number);
      return outcomes[tried.length - 1] ?? 'CODE_TAKEN';
    },
    earlier: async () => earlier,
  });
  return { tried, outcome };
}

describe('what goes by a number that chance gave', () => {
  it('is inserted once where the number is free', async () => {
    expect(await insertInto(['STORED'])).toEqual({ tried: [1], outcome: { kind: 'STORED', thing: 1 } });
  });

  it('gets another number where the first is taken', async () => {
    expect(await insertInto(['CODE_TAKEN', 'CODE_TAKEN', 'STORED'])).toEqual({
      tried: [1, 2, 3],
      outcome: { kind: 'STORED', thing: 3 },
    });
  });

  it('is what the first request stored where it comes again, also after a taken number', async () => {
    expect(await insertInto(['CODE_TAKEN', 'SEEN_BEFORE'], 'first')).toEqual({
      tried: [1, 2],
      outcome: { kind: 'SEEN_BEFORE', earlier: 'first' },
    });
  });

  it('fails aloud where no number is free, or what was seen before is not there', async () => {
    await expect(insertInto(Array(MOST_DRAWS).fill('CODE_TAKEN'))).rejects.toThrow('no free number');
    await expect(insertInto(['SEEN_BEFORE'])).rejects.toThrow('is not there');
  });
});
