import type { Caller } from '@gridlink/contracts';
import { eventually } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listFile, type Rows } from './list-file.ts';
import { dispatched, report } from './steps.ts';
import { hoursLater, reported } from './ticket-story.ts';
import { COUNTY, GRID_ID, people, startTown, TOWN, type Town, VILLAGE } from './town.ts';

const auditor: Caller = {
  subject: 'auditor',
  kind: 'PERSON',
  roles: ['AUDITOR'],
  jurisdiction: 'zhengzhou',
  division: COUNTY,
};
/** A long text each: what they hold together is far more than what lies in the sockets of a client that does not read. */
const MANY = 3_000;
/** So often nothing has changed before it is taken to be at rest. */
const LOOKS = 15;
const LONG = '井盖破损，夜里看不清。'.repeat(400);

describe('a list that is exported', () => {
  let town: Town;
  let code: string;
  beforeAll(async () => {
    town = await startTown();
    code = (await dispatched(town)).ticket.code;
    await report(town, people.town, { title: '=HYPERLINK("http://x","路灯")', itemCode: null });
  }, 120_000);
  afterAll(() => town.stop());

  const { take, rowsOf: rowsAt, refusalOf, record, sheetOf, recordedAs } = listFile(() => town);
  const rowsOf = (caller: Caller, search = ''): Promise<Rows> => rowsAt(caller, `tickets.csv${search}`);

  async function listed(caller: Caller, filter: string): Promise<string[]> {
    const query = `{ tickets(filter: ${filter}, first: 200) { nodes { code } } }`;
    const { data } = await town.ask<{ tickets: { nodes: { code: string }[] } }>(caller, query);
    return data?.tickets.nodes.map((node) => node.code) ?? [];
  }

  it('[E13] is a file that spreadsheets read: its mark, its head, one row a ticket, contacts masked', async () => {
    const response = await take(people.county, 'tickets.csv');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="tickets-2026-03-02.csv"');
    const row = (await rowsOf(people.county)).find((each) => each.工单号 === code);
    expect(row).toMatchObject({
      环节: '协同处置',
      来源: '公众渠道反映',
      区划代码: VILLAGE,
      网格代码: '410105001001U001',
      承办单位: `${COUNTY}-URBAN_MANAGEMENT、${COUNTY}-PUBLIC_SECURITY`,
      '反映人（脱敏）': '王**',
      '电话（脱敏）': '138****5678',
      上报时刻: '2026-03-02 10:00:00',
      逾期: '否',
    });
  });

  it('runs nothing that somebody wrote into a title', async () => {
    expect((await rowsOf(people.county)).map(({ 标题 }) => 标题)).toContain('\'=HYPERLINK("http://x","路灯")');
  });

  it('[E13] is a workbook where one is asked for, with the same rows', async () => {
    const sheet = await sheetOf(people.county, 'tickets.xlsx');
    const codes = sheet.slice(1).map(([first]) => first);
    expect(codes).toEqual((await rowsOf(people.county)).map((row) => row.工单号));
    expect(sheet.flat()).toContain('=HYPERLINK("http://x","路灯")');
  });

  it.each([
    ['stage', '?stage=HANDLING', '{ stage: HANDLING }'],
    ['division', `?division=${TOWN}`, `{ division: "${TOWN}" }`],
    ['unit', `?unit=${COUNTY}-URBAN_MANAGEMENT`, `{ unit: "${COUNTY}-URBAN_MANAGEMENT" }`],
    ['grid', `?gridId=${GRID_ID}`, `{ gridId: "${GRID_ID}" }`],
    ['lateness', '?late=true', '{ late: true }'],
    ['supervision', '?supervised=false', '{ supervised: false }'],
    ['source', '?source=PATROL', '{ source: PATROL }'],
    ['item', '?itemCode=PUBLIC_FACILITIES', '{ itemCode: "PUBLIC_FACILITIES" }'],
    ['words', `?text=${encodeURIComponent('路灯')}`, '{ text: "路灯" }'],
    [
      'time',
      `?reportedFrom=${encodeURIComponent('2026-03-02T10:00:00+08:00')}&reportedTo=2026-03-03T00:00:00Z`,
      '{ reportedFrom: "2026-03-02T02:00:00Z", reportedTo: "2026-03-03T00:00:00Z" }',
    ],
  ])('has the rows of the list by %s', async (_, search, filter) => {
    const codes = (await rowsOf(people.county, search)).map((row) => row.工单号);
    expect(codes).toEqual(await listed(people.county, filter));
  });

  it.each([
    ['a neighbour', people.otherCounty],
    ['a department without a part', people.outsider],
    ['another jurisdiction', people.elsewhere],
  ])('has no rows for %s', async (_, caller) => {
    expect(await rowsOf(caller, `?division=${COUNTY}`)).toEqual([]);
  });

  it.each([
    ['the public', people.resident],
    ['who has no list of tickets', auditor],
  ])('is not for %s', async (_, caller) => {
    expect(await refusalOf(await take(caller, 'tickets.csv'))).toEqual([403, 'FORBIDDEN', undefined]);
  });

  it.each([
    ['?stage=DONE', 'stage'],
    ['?division=4101', 'division'],
    ['?late=yes', 'late'],
    ['?reportedFrom=yesterday', 'reportedFrom'],
    ['?text=%20', 'text'],
    ['?source=PATROL&source=OTHER', 'source'],
    ['?colour=red', 'colour'],
    [`?unit=${'x'.repeat(201)}`, 'unit'],
  ])('is refused for a condition that is none: %s', async (search, field) => {
    expect(await refusalOf(await take(people.county, `tickets.csv${search}`))).toEqual([400, 'BAD_USER_INPUT', field]);
  });

  it.each(['persons.csv', 'tickets.pdf', 'tickets', 'deliberations.csv'])('is not there as %s', async (path) => {
    expect((await take(people.county, path)).status).toBe(404);
  });

  it('[E13] is on record with who, which conditions, how many rows and the digest of the file', async () => {
    const { found, sha256 } = await recordedAs(people.county, 'tickets.csv?stage=HANDLING');
    const id = found?.id ?? null;
    expect(found).toEqual({
      id,
      list: 'tickets',
      state: 'COMPLETE',
      rows: (await listed(people.county, '{ stage: HANDLING }')).length,
      sha256,
      by: 'county',
      conditions: [{ name: 'stage', value: 'HANDLING' }],
    });
    expect(await record(people.town, id)).toBeNull();
    expect(await record(auditor, id)).toMatchObject({ id, by: 'county' });
    expect(await record({ ...auditor, division: '410103000000' }, id)).toBeNull();
  });

  it('is listed for its asker, and for the auditor of the area, newest first', async () => {
    type Page = {
      listExports: { nodes: { id: string; by: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
    };
    const query = `query ($after: String) { listExports(first: 3, after: $after) { nodes { id by } pageInfo { hasNextPage endCursor } } }`;
    const first = await town.ask<Page>(auditor, query);
    const next = await town.ask<Page>(auditor, query, { after: first.data?.listExports.pageInfo.endCursor });
    const ids = [first, next].flatMap(({ data }) => data?.listExports.nodes.map(({ id }) => id) ?? []);
    expect([ids.length, new Set(ids).size, first.data?.listExports.pageInfo.hasNextPage]).toEqual([6, 6, true]);
    expect((await town.ask<Page>(people.town, query)).data?.listExports.nodes).toEqual([]);
  });

  describe('and is longer than its reader is quick', () => {
    beforeAll(async () => {
      const { tickets } = town.service.deps;
      const mark = { now: hoursLater(0), traceparent: undefined };
      for (let from = 0; from < MANY; from += 500) {
        const batch = Array.from({ length: 500 }, (_, index) => ({
          state: {
            ...reported({ id: `m${from + index}`, code: `M${from + index}`, text: LONG }),
            reportedAt: hoursLater(-(from + index) / 60),
          },
          announcements: [],
          externalKey: null,
          queryCodeHash: 'h',
        }));
        await tickets.insertMany(batch, mark);
      }
    }, 300_000);

    /** How many rows were given out when no more are, however often one looks. */
    async function rowsAtRest(id: string | null): Promise<number> {
      let [before, same] = [-1, 0];
      return eventually(async () => {
        const { rows } = (await record(people.county, id)) ?? { rows: -2 };
        same = rows === before && rows > 0 ? same + 1 : 0;
        before = rows;
        return same >= LOOKS ? rows : undefined;
      });
    }

    const COUNTED = 'gridlink_tickets_exports_total';
    const outcomes = async (): Promise<string> =>
      (await (await fetch(`${town.service.operatorUrl}/metrics`)).text())
        .split('\n')
        .filter((line) => line.startsWith(COUNTED))
        .join('\n');

    it('[E13] waits for its reader, takes no second one meanwhile, and ends when the reader leaves', async () => {
      const response = await take(people.county, 'tickets.csv');
      const id = response.headers.get('export-id');
      const rows = await rowsAtRest(id);
      expect(rows).toBeLessThan(MANY);
      const second = await take(people.county, 'tickets.xlsx');
      expect([second.status, await second.json()]).toMatchObject([
        409,
        { errors: [{ extensions: { code: 'CONFLICT', reason: 'EXPORT_RUNNING', export: id } }] },
      ]);
      expect((await take(people.town, 'tickets.csv?stage=CLOSED')).status).toBe(200);
      await response.body?.cancel();
      const left = await eventually(async () => {
        const found = await record(people.county, id);
        return found?.state === 'RUNNING' ? undefined : found;
      });
      expect(left).toMatchObject({ state: 'ABORTED', sha256: null });
      expect(left?.rows).toBeLessThan(MANY);
      expect(await outcomes()).toMatch(/outcome="ABORTED",service="tickets"\} 1/);
    });

    it('comes whole to a reader that goes on', async () => {
      const rows = await rowsOf(people.county, `?division=${COUNTY}`);
      expect(new Set(rows.map((row) => row.工单号)).size).toBe(rows.length);
      expect(rows.filter((row) => row.工单号?.startsWith('M')).length).toBe(MANY);
    }, 120_000);

    it('gives way when it has held nothing for long, and its file never ends as if it were whole', async () => {
      const stuck = await take(people.county, 'tickets.csv');
      const id = stuck.headers.get('export-id');
      await rowsAtRest(id);
      town.passHours(1);
      expect(await record(people.county, id)).toMatchObject({ state: 'FAILED' });
      const next = await take(people.county, 'tickets.csv?stage=CLOSED');
      expect(next.status).toBe(200);
      await next.text();
      await expect(stuck.text()).rejects.toThrow();
      expect(await record(people.county, id)).toMatchObject({ state: 'FAILED', sha256: null });
    });
  });
});
