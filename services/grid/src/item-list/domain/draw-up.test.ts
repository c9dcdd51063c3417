import { loadPacks } from '@gridlink/jurisdiction';
import { describe, expect, it } from '@jest/globals';
import { listedItems, negativeItems, type ProposedItem, packItems } from './draw-up.ts';
import { itemIdOf, jurisdictionOfItem, listIdOf } from './item-list.ts';

const PACKS = [...loadPacks().values()];

describe.each(PACKS)('a list drawn up for $code', (pack) => {
  const [category] = pack.serviceItems.categories;
  const item = (more: Partial<ProposedItem> = {}): ProposedItem => ({
    code: 'ONE',
    title: ' 某事项 ',
    category: category?.code ?? '',
    responsibility: 'PRIMARY',
    leadFunction: 'JUSTICE',
    guidingFunction: 'JUSTICE',
    severity: 'NORMAL',
    topics: [],
    ...more,
  });

  it('takes over every item of the regulation with its guiding department', () => {
    expect(packItems(pack).map(({ code, guidingFunction }) => [code, guidingFunction])).toEqual(
      pack.serviceItems.items.map(({ code, guiding }) => [code, guiding]),
    );
  });

  it('quotes the article of an item’s category', () => {
    const [listed] = listedItems(pack, [item()]);
    const expected = category?.article ? pack.cite(category.article) : '由运行方设定';
    expect(listed?.article).toBe(expected);
  });

  it('trims titles and puts items in the order of their codes', () => {
    const listed = listedItems(pack, [item({ code: 'TWO' }), item()]);
    expect(listed.map(({ code, title }) => `${code} ${title}`)).toEqual(['ONE 某事项', 'TWO 某事项']);
  });

  it('never quotes as law what the operator decided', () => {
    const grounds = new Map(pack.serviceItems.reserved.map(({ code, basis }) => [code, basis]));
    for (const { code, article } of negativeItems(pack)) {
      expect(article.startsWith(pack.regulation.zh)).toBe(grounds.get(code) === 'LAW');
    }
  });
});

describe('an item’s id', () => {
  it.each(PACKS.map(({ code }) => code))('of %s leads back to the jurisdiction', (jurisdiction) => {
    expect(jurisdictionOfItem(itemIdOf(jurisdiction, 'STREET_LIGHTS'))).toBe(jurisdiction);
  });

  it('does not depend on the list it is on', () => {
    expect(itemIdOf('somewhere', 'ONE')).toBe('somewhere-ONE');
    expect(listIdOf('somewhere', '410100000000')).toBe('somewhere-410100000000');
  });
});
