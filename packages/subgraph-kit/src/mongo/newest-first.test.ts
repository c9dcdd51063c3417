import { describe, expect, it } from '@jest/globals';
import { createNewestFirst } from './newest-first.ts';

const NOW = new Date('2026-06-01T00:00:00Z');
const HOUR_MS = 3_600_000;

/** A list with a row every so many hours, back from now. */
function listOf(count: number, hoursApart: number) {
  const rows = Array.from({ length: count }, (_, index) => new Date(NOW.getTime() - index * hoursApart * HOUR_MS));
  const stretches: (Date | null)[] = [];
  return {
    stretches,
    read: (until: Date, limit: number) => async (from: Date | null) => {
      stretches.push(from);
      return rows.filter((at) => at <= until && (from === null || at >= from)).slice(0, limit);
    },
  };
}

const instantOf = (row: Date): Date => row;

describe('a list read newest first', () => {
  it.each([
    ['a row a minute', 5_000, 1 / 60],
    ['a row a day', 500, 24],
    ['a row a year', 30, 24 * 365],
    ['three rows', 3, 1],
    ['no rows', 0, 1],
  ])('of %s gives the same page as without stretches', async (_what, count, hoursApart) => {
    const list = listOf(count, hoursApart);
    const read = list.read(NOW, 21);
    const page = await createNewestFirst().page({ key: 'list', rows: 21, until: NOW }, { read, instantOf });
    expect(page).toEqual(await read(null));
  });

  it.each([
    ['dense', 5_000, 1 / 60],
    ['sparse', 30, 24 * 365],
    ['short', 3, 1],
  ])('is read by one command once it is known to be %s', async (_what, count, hoursApart) => {
    const list = listOf(count, hoursApart);
    const lists = createNewestFirst();
    const ask = () => lists.page({ key: 'list', rows: 21, until: NOW }, { read: list.read(NOW, 21), instantOf });
    await ask();
    const before = list.stretches.length;
    await ask();
    expect(list.stretches.length - before).toBe(1);
  });

  it('is never read by more than four commands', async () => {
    const list = listOf(0, 1);
    await createNewestFirst().page({ key: 'list', rows: 21, until: NOW }, { read: list.read(NOW, 21), instantOf });
    expect(list.stretches.length).toBeLessThanOrEqual(4);
  });

  it('that grew is read in stretches again', async () => {
    const lists = createNewestFirst();
    const page = (list: ReturnType<typeof listOf>) =>
      lists.page({ key: 'list', rows: 21, until: NOW }, { read: list.read(NOW, 21), instantOf });
    await page(listOf(3, 1));
    await page(listOf(5_000, 1 / 60));
    const grown = listOf(5_000, 1 / 60);
    await page(grown);
    expect(grown.stretches).toEqual([expect.any(Date)]);
  });
});
