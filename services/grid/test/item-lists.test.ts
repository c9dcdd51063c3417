import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CALLERS, PUYANG, ZHENGZHOU } from './land.ts';
import { type ServedGrid, serveGrid, settleTheLand } from './served-grid.ts';

const PUBLISH = /* GraphQL */ `
  mutation ($input: PublishItemListInput!) {
    publishItemList(input: $input) {
      itemList { id version items { id code title } negative { code article } }
      userErrors { code field message article }
    }
  }
`;

const NOW = new Date('2026-06-10T02:00:00Z');
const item = (more: Readonly<Record<string, unknown>> = {}) => ({
  code: 'STREET_LIGHTS',
  category: 'HAZARDS',
  title: '路灯故障巡查上报',
  responsibility: 'PRIMARY',
  leadFunction: 'URBAN_MANAGEMENT',
  topics: ['城乡建设'],
  ...more,
});

describe('the item list', () => {
  let grid: ServedGrid;
  let category: string;
  beforeAll(async () => {
    grid = await serveGrid({ now: () => NOW });
    await settleTheLand(grid);
    category = grid.service.deps.packs.get('zhengzhou')?.serviceItems.categories[0]?.code ?? '';
  });
  afterAll(() => grid.stop());

  const publish = async (
    input: Readonly<Record<string, unknown>>,
    caller: Parameters<ServedGrid['get']>[0] = CALLERS.cityCoordinator,
  ) =>
    (
      await grid.get(caller, PUBLISH, {
        input: { jurisdiction: 'zhengzhou', effectiveFrom: NOW.toISOString(), ...input },
      })
    ).publishItemList;

  it('[G10] comes with the regulation, each item with its article', async () => {
    const { itemList } = await publish({ effectiveFrom: '2026-06-01T00:00:00Z' });
    expect(itemList).toMatchObject({ id: 'zhengzhou-410100000000', version: 1 });
    const { serviceItems } = await grid.get(
      CALLERS.public,
      '{ serviceItems(jurisdiction: "zhengzhou", first: 200) { nodes { id article } } }',
    );
    expect(serviceItems.nodes).toHaveLength(itemList.items.length);
    for (const { article } of serviceItems.nodes) expect(article).toMatch(/条例第.+条/);
  });

  it('published again without a change is the version that is there', async () => {
    expect((await publish({})).itemList.version).toBe(1);
  });

  it('[G10] keeps its versions: the one in force on a past day can be read, and item ids stay', async () => {
    const { itemList } = await publish({
      effectiveFrom: '2026-06-20T00:00:00Z',
      items: [item({ category, code: 'OPINIONS', title: '意见收集' })],
      expectedVersion: 1,
    });
    expect(itemList.version).toBe(2);
    const on = async (at: string) =>
      (await grid.get(CALLERS.public, `{ itemList(jurisdiction: "zhengzhou", at: "${at}") { version items { id } } }`))
        .itemList;
    expect((await on('2026-06-19T00:00:00Z')).version).toBe(1);
    expect(await on('2026-06-21T00:00:00Z')).toEqual({ version: 2, items: [{ id: 'zhengzhou-OPINIONS' }] });
    expect(await on('2026-05-01T00:00:00Z')).toBeNull();
  });

  it('is not published over a version nobody has read', async () => {
    const { errors } = await grid.ask(CALLERS.cityCoordinator, PUBLISH, {
      input: {
        jurisdiction: 'zhengzhou',
        effectiveFrom: '2026-07-01T00:00:00Z',
        items: [item({ category })],
        expectedVersion: 1,
      },
    });
    expect(errors[0]?.extensions?.code).toBe('CONFLICT');
  });

  it('does not rewrite what was in force', async () => {
    const { userErrors } = await publish({ effectiveFrom: '2026-06-02T00:00:00Z', items: [item({ category })] });
    expect(userErrors[0].code).toBe('BEFORE_NEWEST');
  });

  it.each([
    ['a licence', '受理并作出行政许可'],
    ['a penalty', '对占道经营作出行政处罚'],
    ['a fine by another word', '对乱停车辆罚款'],
    ['coercion', '查封违法经营场所'],
  ])('[G11] refuses %s, and quotes the article where it is the law’s', async (_what, title) => {
    const { userErrors, itemList } = await publish(
      { jurisdiction: 'puyang', items: [item({ category: 'HAZARDS', title })] },
      CALLERS.platformAdmin,
    );
    expect(itemList).toBeNull();
    expect(userErrors).toEqual([
      expect.objectContaining({
        code: 'RESERVED_ACT',
        field: ['items', '0', 'title'],
        article: '濮阳市基层网格化服务管理条例第十四条第二款',
      }),
    ]);
  });

  it.each([
    ['an unknown category', { category: 'GARDENING' }, 'BAD_ITEM', 'category'],
    ['an unknown department', { leadFunction: 'MAGIC' }, 'BAD_ITEM', 'leadFunction'],
    ['a code in small letters', { code: 'street' }, 'BAD_ITEM', 'code'],
    ['an empty title', { title: ' ' }, 'BAD_ITEM', 'title'],
  ])('refuses %s', async (_what, more, code, field) => {
    const { userErrors } = await publish({ items: [item({ category, ...more })] });
    expect(userErrors).toContainEqual(expect.objectContaining({ code, field: ['items', '0', field] }));
  });

  it('refuses the same code twice', async () => {
    const { userErrors } = await publish({ items: [item({ category }), item({ category })] });
    expect(userErrors.map((error: { code: string }) => error.code)).toEqual(['REPEATED_ITEM']);
  });

  it('is made by whom the law names: not by a county where the city does', async () => {
    const { userErrors } = await publish({ division: ZHENGZHOU.county }, CALLERS.countyCoordinator);
    expect(userErrors[0]).toMatchObject({ code: 'NOT_THE_MAKER', article: expect.stringContaining('第十五条') });
  });

  it('is made by the county where the law says so, and holds for that county before the city’s', async () => {
    const made = await publish(
      { jurisdiction: 'puyang', division: PUYANG.county, effectiveFrom: '2026-06-01T00:00:00Z', items: [item()] },
      CALLERS.puyangCoordinator,
    );
    expect(made.itemList.id).toBe(`puyang-${PUYANG.county}`);
    await publish({ jurisdiction: 'puyang', effectiveFrom: '2026-06-01T00:00:00Z' }, CALLERS.platformAdmin);
    const inForce = async (division: string) =>
      (await grid.get(CALLERS.public, `{ itemList(jurisdiction: "puyang", division: "${division}") { id } }`)).itemList
        .id;
    expect(await inForce(PUYANG.village)).toBe(`puyang-${PUYANG.county}`);
    expect(await inForce('410922000000')).toBe(`puyang-${PUYANG.city}`);
  });

  it('of another jurisdiction is closed to somebody bounded to one', async () => {
    const { errors } = await grid.ask(CALLERS.puyangCoordinator, '{ itemList(jurisdiction: "zhengzhou") { id } }');
    expect(errors[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  it('[G11] shows the negative list with its ground', async () => {
    const { itemList } = await grid.get(
      CALLERS.public,
      '{ itemList(jurisdiction: "zhengzhou") { negative { code article } } }',
    );
    expect(itemList.negative).toContainEqual({ code: 'NEGATIVE_LIST', article: expect.stringContaining('第十六条') });
  });

  it('is searched by category and topic, page by page', async () => {
    const page = (after: string) =>
      `{ serviceItems(jurisdiction: "zhengzhou", topic: "城乡建设", first: 1${after}) { nodes { code topics } pageInfo { endCursor hasNextPage } } }`;
    const first = (await grid.get(CALLERS.public, page(''))).serviceItems;
    expect(first.nodes[0].topics).toContain('城乡建设');
    const second = (await grid.get(CALLERS.public, page(`, after: "${first.pageInfo.endCursor}"`))).serviceItems;
    expect(second.nodes[0]?.code).not.toBe(first.nodes[0].code);
  });

  it('gives its items as entities, also those that left the list', async () => {
    const { _entities } = await grid.get(
      CALLERS.public,
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on ServiceItem { code jurisdiction categoryLabel } } }',
      {
        r: ['puyang-STREET_LIGHTS', 'zhengzhou-DISPUTES', 'zhengzhou-NEVER'].map((id) => ({
          __typename: 'ServiceItem',
          id,
        })),
      },
    );
    expect(_entities).toEqual([
      { code: 'STREET_LIGHTS', jurisdiction: 'puyang', categoryLabel: '安全隐患排查' },
      { code: 'DISPUTES', jurisdiction: 'zhengzhou', categoryLabel: '矛盾纠纷排查上报' },
      null,
    ]);
  });
});
