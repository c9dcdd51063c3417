import { describe, expect, it } from '@jest/globals';
import { bodiesOf, itemsForTopic, loadPacks, type Pack, packFor, stepAbove } from '../src/index.ts';

const packs = loadPacks();
const each = [...packs.values()].map((pack) => [pack.code, pack] as const);

/** First-level heads of the citizens' message tree. */
const HEADS = [
  '交通运输',
  '党务政务',
  '农村农业',
  '劳动和社会保障',
  '卫生计生',
  '商贸旅游',
  '国土资源',
  '城乡建设',
  '政法',
  '教育文体',
  '民政',
  '环境保护',
  '科技与信息产业',
  '纪检监察',
  '经济管理',
];

function isDeeplyFrozen(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isDeeplyFrozen);
}

/** Paths of rules, that is of objects that name a basis. */
function rules(value: unknown, path = ''): { path: string; basis: unknown; article: unknown }[] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.entries(value).flatMap(([key, child]) => rules(child, `${path}.${key}`));
  return 'basis' in value && 'article' in value
    ? [{ path, basis: value.basis, article: value.article }, ...below]
    : below;
}

describe('the shipped packs', () => {
  it('[X02] are five', () => {
    expect([...packs.keys()].toSorted()).toEqual(['jiangsu', 'liaocheng', 'ningbo', 'puyang', 'zhengzhou']);
  });

  it('are read once a process', () => {
    expect(loadPacks()).toBe(packs);
  });
});

describe.each(each)('the pack %s', (_, pack: Pack) => {
  it('cannot be changed by any reader', () => {
    expect(isDeeplyFrozen(pack)).toBe(true);
  });

  it('gives every rule an article or says that the operator set it, never both', () => {
    const unsound = rules(pack).filter(({ basis, article }) => (basis === 'LAW') !== (typeof article === 'string'));
    expect(unsound).toEqual([]);
  });

  it('cites by the title of its regulation', () => {
    expect(pack.cite('第十条')).toBe(`${pack.regulation.zh}${pack.status === 'DRAFT' ? '（草案）' : ''}第十条`);
  });

  it.each(HEADS)('[G10] answers citizens’ messages about %s', (head) => {
    expect(itemsForTopic(pack, head).length).toBeGreaterThan(0);
  });

  it('[G10] knows no head that citizens’ messages do not have', () => {
    const topics = pack.serviceItems.items.flatMap((item) => item.topics);
    expect(topics.filter((topic) => !HEADS.includes(topic))).toEqual([]);
  });

  it('[G10] puts at least one item under every category of its law', () => {
    const used = new Set(pack.serviceItems.items.map(({ category }) => category));
    const empty = pack.serviceItems.categories.filter(({ code }) => !used.has(code) && !code.startsWith('OTHER'));
    expect(empty).toEqual([]);
  });

  it('[G11] names licences, penalties and coercion as what grid staff never do', () => {
    const codes = pack.serviceItems.reserved.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['LICENCE', 'PENALTY', 'COERCION']));
  });

  it('[G11] has no item that names a reserved act', () => {
    const words = pack.serviceItems.reserved.flatMap((act) => act.words);
    expect(pack.serviceItems.items.filter(({ title }) => words.some((word) => title.includes(word)))).toEqual([]);
  });

  it('[T04] climbs to the city from wherever a matter starts', () => {
    const climbed: string[] = ['WORKER'];
    for (let step = stepAbove(pack, 'WORKER'); step; step = stepAbove(pack, step)) climbed.push(step);
    expect(climbed).toEqual(pack.loop.chain.map(({ step }) => step));
    expect(climbed.at(-1)).toBe('CITY');
  });

  it('[P16] lists each body once', () => {
    const functions = bodiesOf(pack).map((body) => body.function);
    expect(functions.length).toBe(new Set(functions).size);
  });

  it('[T09] keeps every amount of time apart from the law, which sets none', () => {
    expect([pack.limits.steps.basis, pack.limits.calendar.basis, pack.limits.caps.basis]).toEqual([
      'OPERATOR',
      'OPERATOR',
      'OPERATOR',
    ]);
  });

  it('[T09] names the article that makes work a matter of limits', () => {
    expect(pack.limits.duty.basis).toBe('LAW');
  });
});

describe('the pack of a division', () => {
  it.each([
    ['410105001001', 'zhengzhou'],
    ['330203000000', 'ningbo'],
    ['410972000000', 'puyang'],
    ['371502', 'liaocheng'],
    ['320571000000', 'jiangsu'],
    ['320000000000', 'jiangsu'],
    ['110101000000', undefined],
    ['', undefined],
  ])('%s is %s', (division, code) => {
    expect(packFor(division)?.code).toBe(code);
  });
});
