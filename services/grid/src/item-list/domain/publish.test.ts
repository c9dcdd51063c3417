import type { DivisionLevel, Role } from '@gridlink/contracts';
import { loadPacks, type Pack } from '@gridlink/jurisdiction';
import { describe, expect, it } from '@jest/globals';
import { listedItems, negativeItems, packItems } from './draw-up.ts';
import type { ItemList } from './item-list.ts';
import { dateRefusal, makerRefusal, saysNothingNew } from './publish.ts';

const PACKS = loadPacks();
const packMadeBy = (...levels: DivisionLevel[]): Pack => {
  const [pack] = PACKS.values();
  if (!pack) throw new Error('no pack');
  const list = { ...pack.serviceItems.list, madeBy: levels };
  return { ...pack, territory: { ...pack.territory, level: 'CITY' }, serviceItems: { ...pack.serviceItems, list } };
};
const listOf = (pack: Pack, more: Partial<ItemList> = {}): ItemList => ({
  listId: 'l',
  number: 1,
  jurisdiction: pack.code,
  division: '410100000000',
  effectiveFrom: new Date('2026-06-01T00:00:00Z'),
  publishedAt: new Date('2026-06-01T00:00:00Z'),
  publishedBy: 'somebody',
  items: listedItems(pack, packItems(pack)),
  negative: negativeItems(pack),
  ...more,
});

describe('who makes the list', () => {
  it.each<[DivisionLevel[], DivisionLevel, Role, boolean]>([
    [['CITY'], 'CITY', 'CITY_COORDINATOR', true],
    [['CITY'], 'COUNTY', 'COUNTY_COORDINATOR', false],
    [['CITY'], 'COUNTY', 'ADMIN', true],
    [['COUNTY'], 'COUNTY', 'COUNTY_COORDINATOR', true],
    [['COUNTY'], 'COUNTY', 'CITY_COORDINATOR', false],
    [['COUNTY'], 'CITY', 'CITY_COORDINATOR', true],
    [['CITY', 'COUNTY'], 'COUNTY', 'COUNTY_COORDINATOR', true],
    [['CITY', 'COUNTY'], 'CITY', 'CITY_COORDINATOR', true],
  ])('[G10] where %s makes it, for a %s: %s may is %s', (madeBy, level, role, may) => {
    expect(makerRefusal(packMadeBy(...madeBy), { roles: [role], level }) === undefined).toBe(may);
  });
});

describe('the day a list takes effect', () => {
  const pack = packMadeBy('CITY');
  const now = new Date('2026-06-10T08:00:00Z');
  it.each([
    ['long ago, for the first list', '2020-01-01T00:00:00Z', null, undefined],
    ['today', '2026-06-10T00:00:00Z', listOf(pack), undefined],
    ['next month', '2026-07-10T00:00:00Z', listOf(pack), undefined],
    ['before the newest version', '2026-05-10T00:00:00Z', listOf(pack), 'BEFORE_NEWEST'],
    ['in ten years', '2036-06-10T00:00:00Z', null, 'TOO_FAR_AHEAD'],
    ['after it, but in the past', '2026-06-08T00:00:00Z', listOf(pack), 'BEFORE_TODAY'],
  ])('%s', (_what, day, newest, kind) => {
    expect(dateRefusal(new Date(day), newest, now)?.kind).toBe(kind);
  });
});

describe('a list said again', () => {
  const pack = packMadeBy('CITY');
  it('is nothing new, whatever order the fields come in', () => {
    const turned = listOf(pack).items.map((item) => Object.fromEntries(Object.entries(item).toReversed()));
    expect(saysNothingNew(listOf(pack, { items: turned as never }), listOf(pack))).toBe(true);
  });

  it.each([
    ['an item less', { items: listOf(pack).items.slice(1) }],
    ['an earlier day', { effectiveFrom: new Date('2026-05-01T00:00:00Z') }],
  ])('with %s is new', (_what, more) => {
    expect(saysNothingNew(listOf(pack, more), listOf(pack))).toBe(false);
  });
});

describe.each([...PACKS.values()])('the list of $code', (pack) => {
  it('[G10] has ids made of jurisdiction and code, in the order of codes', () => {
    const items = listedItems(pack, packItems(pack));
    expect(items.map(({ id }) => id)).toEqual(items.map(({ code }) => `${pack.code}-${code}`));
    expect(items.map(({ code }) => code)).toEqual(items.map(({ code }) => code).toSorted());
  });

  it('[G11] names what may never be given to grid staff', () => {
    expect(negativeItems(pack).length).toBeGreaterThan(0);
    for (const { article } of negativeItems(pack)) expect(article).not.toBe('');
  });
});
