import { EVENT_TYPES, type EventEnvelope, eventEnvelopeSchema } from '@gridlink/contracts';
import { createNatsBus, DONE, type EventBus } from '@gridlink/event-bus';
import { eventually, natsServer } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CALLERS, gridRow } from './land.ts';
import { importGrids, type ServedGrid, serveGrid, settleTheLand } from './served-grid.ts';

describe('events', () => {
  let grid: ServedGrid;
  let bus: EventBus;
  const heard: EventEnvelope[] = [];

  beforeAll(async () => {
    grid = await serveGrid();
    bus = await createNatsBus({
      url: natsServer().url,
      credentials: natsServer().credentials,
      prefix: grid.prefix,
      name: 'listener',
    });
    for (const noun of ['grid', 'item-list']) {
      const handle = async ({ event }: { event: EventEnvelope }) => {
        heard.push(event);
        return DONE;
      };
      await bus.subscribe({ domain: 'grid', noun, durable: `listener-${noun}`, handle });
    }
    await settleTheLand(grid);
  });
  afterAll(async () => {
    await bus.close();
    await grid.stop();
  });

  const command = (name: string, input: Record<string, unknown>) =>
    grid.get(
      CALLERS.countyCoordinator,
      `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { grid { id code version } userErrors { message } } }`,
      { input },
    );
  const of = (id: string) => heard.filter(({ subject }) => subject === id);

  it('of one grid come in order under its lasting id: published, published with a new code, retired', async () => {
    await importGrids(grid, { rows: [gridRow(0)] });
    const { grid: first } = await grid.get(
      CALLERS.countyCoordinator,
      '{ grid(code: "410105001001U001") { id version } }',
    );
    const { recodeGrid } = await command('recodeGrid', {
      id: first.id,
      expectedVersion: first.version,
      reason: '调整',
    });
    await command('retireGrid', { id: first.id, expectedVersion: recodeGrid.grid.version, reason: '合并' });

    await eventually(() => of(first.id).length === 3);
    expect(of(first.id).map(({ type, sequence }) => [type.split('.').slice(2, 4).join('.'), sequence])).toEqual([
      ['grid.published', 1],
      ['grid.published', 2],
      ['grid.retired', 3],
    ]);
    expect(of(first.id)[1]?.data).toMatchObject({
      reason: '调整',
      grid: { code: '410105001001U002', formerCodes: ['410105001001U001'] },
    });
  });

  it('are none for drafts and dry runs', async () => {
    await importGrids(grid, { rows: [gridRow(1)], publish: false });
    await importGrids(grid, { rows: [gridRow(2)], dryRun: true });
    await importGrids(grid, { rows: [gridRow(3)] });
    await grid.service.settled();
    const { grids } = await grid.get(
      CALLERS.countyCoordinator,
      '{ grids(filter: { status: DRAFT }) { nodes { id } } }',
    );
    await eventually(() =>
      heard.some(({ data }) => (data as { grid?: { name: string } }).grid?.name === '省委社区第3网格'),
    );
    expect(of(grids.nodes[0].id)).toEqual([]);
  });

  it('tell of a new item list', async () => {
    await grid.get(
      CALLERS.cityCoordinator,
      'mutation ($input: PublishItemListInput!) { publishItemList(input: $input) { itemList { version } } }',
      { input: { jurisdiction: 'zhengzhou', effectiveFrom: '2026-06-01T00:00:00Z' } },
    );
    await eventually(() => of('zhengzhou-410100000000-v1').length === 1);
    expect(of('zhengzhou-410100000000-v1')[0]?.data).toMatchObject({
      list: { id: 'zhengzhou-410100000000', version: 1 },
    });
  });

  it('are what the contracts say, every one', async () => {
    expect(heard.length).toBeGreaterThan(0);
    for (const event of heard) {
      expect(eventEnvelopeSchema.safeParse(event).error).toBeUndefined();
      expect(EVENT_TYPES.get(event.type)?.data.safeParse(event.data).error).toBeUndefined();
    }
  });

  it('leave the outbox once they are out', async () => {
    await grid.service.settled();
    const pending = await grid.database.db.collection('grids').countDocuments({ pendingSince: { $exists: true } });
    expect(pending).toBe(0);
  });
});
