import { gridPublished } from '@gridlink/contracts';
import { eventually } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { COUNTY, type Exchange, people, startExchange, TOWN, VILLAGE } from './exchange.ts';
import { elderly, PUSH, type Pushed, publish, push, ZHANG } from './stories.ts';

const SHARED = `query ($r: [_Any!]!, $first: Int) { _entities(representations: $r) { ... on Grid {
  id sharedData(first: $first) { nodes { values resource { code } } } } } }`;
type Shared = { _entities: { id: string; sharedData: { nodes: { values: Record<string, unknown> }[] } | null }[] };

const onGrids = {
  ...elderly,
  returnsToGrid: true,
  fields: [
    ...elderly.fields.filter(({ name }) => name !== 'village'),
    { name: 'grid', title: '网格', type: 'GRID', grade: 'INTERNAL', areaField: true },
  ],
};

describe('[D09] shared data of a grid', () => {
  let exchange: Exchange;
  const { village: _, ...zhang } = ZHANG;
  const grid = (id: string, code: string, formerCodes: string[] = []) => ({
    id,
    code,
    formerCodes,
    name: code,
    kind: 'URBAN',
    jurisdiction: 'zhengzhou',
    division: VILLAGE,
    areas: ['410000000000', '410100000000', COUNTY, TOWN, VILLAGE],
    boundary: {
      type: 'MultiPolygon',
      coordinates: [
        [
          [
            [0, 0],
            [0, 1],
            [1, 1],
            [0, 0],
          ],
        ],
      ],
    },
    effectiveFrom: '2026-01-01T00:00:00.000Z',
  });

  beforeAll(async () => {
    exchange = await startExchange();
    for (const [id, code] of [
      ['grid-1', 'G1'],
      ['grid-2', 'G2'],
    ] as const) {
      await exchange.bus.publish({
        specversion: '1.0',
        id: crypto.randomUUID(),
        source: '/gridlink/grid',
        type: gridPublished.type,
        subject: code,
        time: '2026-01-01T00:00:00.000Z',
        datacontenttype: 'application/json',
        jurisdiction: 'zhengzhou',
        division: VILLAGE,
        sequence: 1,
        data: { grid: grid(id, code, id === 'grid-1' ? ['G0'] : []) },
      });
    }
    await eventually(async () => (await exchange.database.db.collection('known_grids').countDocuments()) === 2);
    const back = await publish(exchange, 'BACK', onGrids);
    await push(exchange, back, 'b1', [{ ...zhang, grid: 'G1' }]);
    const kept = await publish(exchange, 'KEPT', { ...onGrids, returnsToGrid: false });
    await push(exchange, kept, 'b1', [{ ...zhang, grid: 'G1' }]);
  });
  afterAll(() => exchange.stop());

  const shared = async (who: unknown, ...ids: string[]) => {
    const representations = ids.map((id) => ({ __typename: 'Grid', id }));
    return exchange.ask<Shared>(who, SHARED, { r: representations });
  };

  it('reaches its leader, masked by grade, of the resources that flow back', async () => {
    const { data } = await shared(people.leader, 'grid-1');
    expect(data?._entities[0]?.sharedData?.nodes.map(({ values }) => values)).toEqual([
      { idNumber: '1101**********002X', name: '张*', phone: '138****1234', level: '重点', grid: 'G1' },
    ]);
  });

  it('reaches nobody else of the staff, and the others fields of a page stay', async () => {
    const { data } = await shared(people.leader, 'grid-2');
    expect(data?._entities).toEqual([{ id: 'grid-2', sharedData: null }]);
  });

  it('is shut to departments', async () => {
    const { errors } = await shared(people.urbanSteward, 'grid-1');
    expect(errors[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  it('leaves an entry for the read and for the refused one', async () => {
    await shared(people.leader, 'grid-1', 'grid-2');
    const { data } = await exchange.ask<{ auditEntries: { nodes: { action: string; reason: string | null }[] } }>(
      people.countyAuditor,
      '{ auditEntries(first: 2) { nodes { action reason } } }',
    );
    expect(data?.auditEntries.nodes.toSorted((a, b) => a.action.localeCompare(b.action))).toEqual([
      { action: 'READ', reason: null },
      { action: 'READ_REFUSED', reason: 'NOT_OWN_GRID' },
    ]);
  });

  it.each([
    ['by a code it had before', 'G0', 'CREATED'],
    ['by no code at all', 'G9', 'REFUSED'],
  ])('finds its rows %s', async (_how, code, outcome) => {
    const resource = await publish(exchange, `NAMED_${code}`, onGrids);
    const input = { resource, batchId: 'b1', rows: [{ ...zhang, grid: code }] };
    const { data } = await exchange.ask<Pushed>(people.civilSteward, PUSH, { input });
    expect(data?.pushRecords.report?.rows[0]?.outcome).toBe(outcome);
  });
});
