import { loadPacks } from '@gridlink/jurisdiction';
import { describe, expect, it } from '@jest/globals';
import { itemRefusals, MOST_ITEMS } from './check-items.ts';
import { type ProposedItem, packItems } from './draw-up.ts';

const PACKS = [...loadPacks().values()];

describe.each(PACKS)('items for $code', (pack) => {
  const [first] = packItems(pack);
  const item = (more: Partial<ProposedItem>): ProposedItem => ({ ...(first as ProposedItem), ...more });
  const kinds = (...items: ProposedItem[]) => itemRefusals(pack, items).map(({ kind }) => kind);

  it('[G10] as the regulation has them may all be listed', () => {
    expect(itemRefusals(pack, packItems(pack))).toEqual([]);
  });

  it.each(pack.serviceItems.reserved.flatMap(({ code, words }) => words.map((word) => [code, word] as const)))(
    '[G11] of the negative list (%s) are refused by the word %s',
    (_code, word) => {
      expect(kinds(item({ title: `对商户${word}` }))).toEqual(['RESERVED_ACT']);
    },
  );

  it.each<[string, Partial<ProposedItem>]>([
    ['code', { code: '1ST' }],
    ['category', { category: 'NOWHERE' }],
    ['title', { title: '事'.repeat(81) }],
    ['leadFunction', { leadFunction: 'NOBODY' }],
    ['guidingFunction', { guidingFunction: 'NOBODY' }],
    ['topics', { topics: [''] }],
  ])('with a bad %s are refused', (field, more) => {
    expect(itemRefusals(pack, [item(more)])).toEqual([expect.objectContaining({ kind: 'BAD_ITEM', row: 0, field })]);
  });

  it('are at least one, and no more than a list holds', () => {
    expect(kinds()).toEqual(['ITEM_COUNT']);
    expect(kinds(...Array.from({ length: MOST_ITEMS + 1 }, () => item({})))).toEqual(['ITEM_COUNT']);
  });

  it('are not listed twice', () => {
    expect(kinds(item({}), item({}))).toEqual(['REPEATED_ITEM']);
  });
});
