import { describe, expect, it } from '@jest/globals';
import { createWsPlaces } from './ws-places.ts';

describe('places for connections', () => {
  it('of those that do not say who they are end at fifty from one address', () => {
    const places = createWsPlaces({ total: 1_000, perCaller: 2 });
    const taken = Array.from({ length: 51 }, () => places.arrive('a'));
    expect([taken.filter((place) => place === null).length, places.arrive('b') === null]).toEqual([1, false]);
  });

  it('are free again for the address once the account is known', () => {
    const places = createWsPlaces({ total: 1_000, perCaller: 200 });
    const all = Array.from({ length: 120 }, () => places.arrive('a')?.admit('account'));
    expect(all.every((isAdmitted) => isAdmitted === true)).toBe(true);
  });

  it('of one account end at its number, and are given back once', () => {
    const places = createWsPlaces({ total: 1_000, perCaller: 1 });
    const first = places.arrive('a');
    const answers = [first?.admit('account'), places.arrive('a')?.admit('account')];
    first?.leave();
    first?.leave();
    expect([...answers, places.arrive('a')?.admit('account'), places.arrive('a')?.admit('account')]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });
});
