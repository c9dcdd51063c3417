import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Exchange, people, startExchange } from './exchange.ts';
import { elderly, idNumber, PUSH, type Pushed, publish, ZHANG } from './stories.ts';

type Report = NonNullable<Pushed['pushRecords']['report']>;

describe('[D02] pushing records', () => {
  let exchange: Exchange;
  let resource: string;
  let names = 0;
  beforeAll(async () => {
    exchange = await startExchange();
  });
  afterAll(() => exchange.stop());

  const fresh = async (): Promise<string> => {
    names += 1;
    resource = await publish(exchange, `RECORDS_${names}`);
    return resource;
  };
  const send = (
    batchId: string,
    rows: unknown[],
    extra: Record<string, unknown> = {},
    who: unknown = people.civilSteward,
  ) => exchange.ask<Pushed>(who, PUSH, { input: { resource, batchId, rows, ...extra } });
  const reportOf = async (batchId: string, rows: unknown[], extra = {}): Promise<Report> => {
    const { data, errors } = await send(batchId, rows, extra);
    if (!data?.pushRecords.report) throw new Error(JSON.stringify({ data, errors }));
    return data.pushRecords.report;
  };
  const stored = (): Promise<number> => exchange.database.db.collection('records').countDocuments({ resource });

  it('stores good rows and refuses bad ones, each with its reasons', async () => {
    await fresh();
    const report = await reportOf('b1', [ZHANG, { ...ZHANG, idNumber: '123', level: '最高' }, { ...ZHANG, shoe: 42 }]);
    expect(report.rows.map(({ outcome, messages }) => [outcome, messages])).toEqual([
      ['CREATED', []],
      ['REFUSED', ['idNumber 应为校验位正确的 18 位身份证号', 'level 不在允许的取值内']],
      ['REFUSED', ['有 1 个未编目的数据项']],
    ]);
  });

  it('shows the key of a row about a person masked', async () => {
    await fresh();
    expect((await reportOf('b1', [ZHANG])).rows[0]?.code).toBe('1101**********002X');
  });

  it('keeps refused rows for their owner', async () => {
    await fresh();
    await reportOf('b1', [{ ...ZHANG, phone: 'none' }]);
    const { data } = await exchange.ask<{
      refusedRows: { nodes: { row: number; values: unknown; messages: string[] }[] };
    }>(
      people.civilSteward,
      'query ($id: ID!) { refusedRows(resource: $id, batchId: "b1") { nodes { row values messages } } }',
      { id: resource },
    );
    expect(data?.refusedRows.nodes).toEqual([
      { row: 0, values: { ...ZHANG, phone: 'none' }, messages: ['phone 应为手机号或带区号的固定电话'] },
    ]);
  });

  it('answers a batch that is sent again as before and stores nothing more', async () => {
    await fresh();
    await reportOf('b1', [ZHANG]);
    const again = await reportOf('b1', [ZHANG]);
    expect([again.replayed, again.created, await stored()]).toEqual([true, 1, 1]);
  });

  it('refuses other rows under the id of a batch', async () => {
    await fresh();
    await reportOf('b1', [ZHANG]);
    const { data } = await send('b1', [{ ...ZHANG, name: '李四' }]);
    expect(data?.pushRecords.userErrors).toEqual([{ code: 'BATCH_CHANGED', field: ['batchId'] }]);
  });

  it('tells a changed row from an unchanged one', async () => {
    await fresh();
    await reportOf('b1', [ZHANG, { ...ZHANG, idNumber: idNumber(1) }]);
    const report = await reportOf('b2', [ZHANG, { ...ZHANG, idNumber: idNumber(1), level: '一般' }]);
    expect(report.rows.map(({ outcome }) => outcome)).toEqual(['UNCHANGED', 'UPDATED']);
  });

  it('keeps the history of a record', async () => {
    await fresh();
    for (const level of ['重点', '一般', '重点']) await reportOf(`b-${crypto.randomUUID()}`, [{ ...ZHANG, level }]);
    const { data } = await exchange.ask<{ recordHistory: { revision: number; values: { level: string } }[] }>(
      people.civilSteward,
      'query ($id: ID!, $key: String!) { recordHistory(resource: $id, key: $key) { revision values } }',
      { id: resource, key: ZHANG.idNumber },
    );
    expect(data?.recordHistory.map(({ revision, values }) => [revision, values.level])).toEqual([
      [3, '重点'],
      [2, '一般'],
      [1, '重点'],
    ]);
  });

  it('does not undo a newer batch with an older one that a crash cut off', async () => {
    await fresh();
    await reportOf('old', [ZHANG]);
    await reportOf('new', [{ ...ZHANG, level: '一般' }]);
    const batches = exchange.database.db.collection<{ _id: string }>('batches');
    await batches.updateOne({ _id: `${resource}|old` }, { $set: { state: 'RUNNING' }, $unset: { report: '' } });
    const report = await reportOf('old', [ZHANG]);
    expect(report.rows[0]).toMatchObject({ outcome: 'UNCHANGED', messages: ['已有更新的批次，本行未采用'] });
  });

  it('goes on with a batch that a crash cut off', async () => {
    await fresh();
    const rows = [ZHANG, { ...ZHANG, idNumber: idNumber(2) }];
    await reportOf('b1', rows);
    const { db } = exchange.database;
    await db.collection<{ _id: string }>('batches').updateOne({ _id: `${resource}|b1` }, { $unset: { report: '' } });
    await db.collection('records').deleteOne({ resource, key: idNumber(2) });
    const report = await reportOf('b1', rows);
    expect(report.rows.map(({ outcome }) => outcome)).toEqual(['CREATED', 'CREATED']);
  });

  it('checks without storing in a dry run', async () => {
    await fresh();
    const report = await reportOf('b1', [ZHANG], { dryRun: true });
    expect([report.created, await stored()]).toEqual([1, 0]);
  });

  it('refuses a key that comes twice in a batch', async () => {
    await fresh();
    const report = await reportOf('b1', [ZHANG, ZHANG]);
    expect(report.rows.map(({ outcome }) => outcome)).toEqual(['CREATED', 'REFUSED']);
  });

  it('refuses a row outside the area of its owner', async () => {
    await fresh();
    const report = await reportOf('b1', [{ ...ZHANG, village: '410103001001' }]);
    expect(report.rows[0]?.messages).toEqual(['village 不在本机构辖区内']);
  });

  it.each([
    ['no rows', 'b1', [], 'ROW_COUNT'],
    ['an id of a batch that is no id', 'b 1', [ZHANG], 'BATCH_ID'],
  ])('refuses %s', async (_what, batchId, rows, code) => {
    await fresh();
    const { data } = await send(batchId, rows);
    expect(data?.pushRecords.userErrors.map((error) => error.code)).toEqual([code]);
  });

  it.each(['not a row', 7, [1]])('refuses %j for a row', async (row) => {
    await fresh();
    expect((await reportOf('b1', [row])).rows[0]?.messages).toEqual(['行须为 JSON 对象']);
  });

  it('is not for another organization', async () => {
    await fresh();
    const { errors } = await send('b1', [ZHANG], {}, people.urbanSteward);
    expect(errors[0]?.extensions?.code).toBe('NOT_FOUND');
  });

  it('takes the same key from two batches at the same moment', async () => {
    await fresh();
    const levels = ['重点', '一般', '重点', '一般'];
    await Promise.all(levels.map((level, index) => reportOf(`race-${index}`, [{ ...ZHANG, level }])));
    expect(await stored()).toBe(1);
  });

  it('takes a thousand rows', async () => {
    await fresh();
    const rows = Array.from({ length: 1_000 }, (_, serial) => ({ ...ZHANG, idNumber: idNumber(serial) }));
    const report = await reportOf('big', rows);
    expect([report.created, report.refused]).toEqual([1_000, 0]);
  });

  it('refuses a thousand and one', async () => {
    await fresh();
    const { data } = await send(
      'big',
      Array.from({ length: 1_001 }, () => ({})),
    );
    expect(data?.pushRecords.userErrors.map(({ code }) => code)).toEqual(['ROW_COUNT']);
  });

  it('refuses rows for a resource that is retired', async () => {
    const id = await fresh();
    await exchange.ask(
      people.civilSteward,
      'mutation ($input: RetireResourceInput!) { retireResource(input: $input) { userErrors { code } } }',
      { input: { resource: id, expectedVersion: 1, reason: '停用' } },
    );
    const { data } = await send('b1', [ZHANG]);
    expect(data?.pushRecords.userErrors.map(({ code }) => code)).toEqual(['RETIRED']);
  });

  it('places every value of the declaration', () => {
    expect(Object.keys(ZHANG).toSorted()).toEqual(elderly.fields.map(({ name }) => name).toSorted());
  });
});
