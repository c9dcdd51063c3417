import { eventually } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aReport, report } from './steps.ts';
import { COUNTY, GRID_ID, IN_THE_GRID, people, startTown, TOWN, type Town, VILLAGE } from './town.ts';

const LONG_KEY = 'b5bd3f0e-1c5b-4c0c-8d6e-0f6d8a0d1a11';

describe('reporting a matter', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
  });
  afterAll(() => town.stop());

  it('[T13] gives the resident a number, a query code and the instant by which it is accepted or declined', async () => {
    const { receipt } = await report(town);
    expect(receipt).toMatchObject({
      code: expect.stringMatching(/^41010020260302\d{8}$/),
      queryCode: expect.stringMatching(/^[2-9A-HJKMNP-Z]{8}$/),
      acceptBy: '2026-03-02T07:00:00.000Z',
    });
  });

  it('[T01] sent twice under one key is one ticket, and the retry is shown the code again', async () => {
    const first = await report(town, people.resident, { idempotencyKey: LONG_KEY });
    const second = await report(town, people.resident, { idempotencyKey: LONG_KEY });
    expect(second.duplicate).toBe(true);
    expect([second.receipt?.code, second.receipt?.queryCode]).toEqual([first.receipt?.code, first.receipt?.queryCode]);
  });

  it('[T01] of a source’s own number is one ticket, whose code is not shown again', async () => {
    const more = { source: 'DEPARTMENT', channel: null, externalId: 'H-1' };
    const first = await report(town, people.lead, more);
    const second = await report(town, people.lead, more);
    expect([second.duplicate, second.receipt?.code, second.receipt?.queryCode]).toEqual([
      true,
      first.receipt?.code,
      null,
    ]);
  });

  it('[T01] the same number of two sources is two tickets', async () => {
    const first = await report(town, people.lead, { source: 'DEPARTMENT', channel: null, externalId: 'H-2' });
    const second = await report(town, people.county, { source: 'SUPERIOR', channel: null, externalId: 'H-2' });
    expect(second.receipt?.code).not.toBe(first.receipt?.code);
  });

  it.each([
    ['PATROL', 'resident'],
    ['DEPARTMENT', 'resident'],
    ['SUPERIOR', 'town'],
    ['HOST_UNIT', 'lead'],
    ['PATROL', 'county'],
    ['OTHER', 'worker'],
  ] as const)('[T01] refuses the source %s to the %s', async (source, who) => {
    const { userErrors } = await report(town, people[who], { source, channel: null });
    expect(userErrors).toMatchObject([{ code: 'SOURCE_NOT_ALLOWED', field: ['source'] }]);
  });

  it.each([
    ['PATROL', 'worker'],
    ['PUBLIC_CHANNEL', 'town'],
    ['DEPARTMENT', 'lead'],
    ['SUPERIOR', 'city'],
    ['OTHER', 'town'],
  ] as const)('[T01] takes the source %s from the %s', async (source, who) => {
    const { receipt, userErrors } = await report(town, people[who], { source, channel: null });
    expect([receipt?.holder, userErrors]).toEqual([`${TOWN}-TOWN`, []]);
  });

  it.each([
    ['a blank title', { title: ' ' }, 'REQUIRED', ['title']],
    ['a title of 201 characters', { title: '长'.repeat(201) }, 'TOO_LONG', ['title']],
    ['a text of 10,001 characters', { text: 'x'.repeat(10_001) }, 'TOO_LONG', ['text']],
    ['a zero-width character', { title: '井\u200B盖' }, 'FORBIDDEN_CHARACTER', ['title']],
    ['a direction override', { text: 'abc\u202Edef' }, 'FORBIDDEN_CHARACTER', ['text']],
    ['a control character', { text: 'a\u0000b' }, 'FORBIDDEN_CHARACTER', ['text']],
    ['no place', { place: {} }, 'PLACE_NEEDED', ['place']],
    ['half a point', { place: { longitude: 113.7 } }, 'HALF_A_POINT', ['place']],
    ['a point in the sea', { place: { longitude: 34.8, latitude: 113.7 } }, 'OUTSIDE_CHINA', ['place']],
    [
      'a point in the sea off the division it names',
      { division: VILLAGE, place: { longitude: 123.5, latitude: 30.2 } },
      'POINT_OUTSIDE_DIVISION',
      ['place'],
    ],
    ['an address of 301 characters', { place: { address: '路'.repeat(301) } }, 'TOO_LONG', ['place', 'address']],
    ['a strange division', { division: '4101' }, 'INVALID_DIVISION', ['division']],
    ['a telephone of letters', { reporter: { phone: 'call me' } }, 'INVALID_PHONE', ['reporter', 'phone']],
    ['neither contact nor anonymity', { reporter: null }, 'CONTACT_NEEDED', ['reporter']],
    [
      'anonymity with a name',
      { reporter: { anonymous: true, name: '王' } },
      'NOT_ANONYMOUS',
      ['reporter', 'anonymous'],
    ],
    ['an invented item', { itemCode: 'INVENTED' }, 'ITEM_UNKNOWN', ['itemCode']],
    ['an invented topic', { topic: '天文' }, 'TOPIC_UNKNOWN', ['topic']],
    ['a discovery tomorrow', { foundAt: '2026-03-03T02:00:00Z' }, 'IN_THE_FUTURE', ['foundAt']],
    ['a number it may not claim', { externalId: 'H-3' }, 'EXTERNAL_ID_NOT_ALLOWED', ['externalId']],
    ['a key that can be guessed', { idempotencyKey: '1' }, 'KEY_TOO_SHORT', ['idempotencyKey']],
    [
      'evidence that is nowhere',
      { evidence: [{ name: 'x', uri: 'nowhere' }] },
      'INVALID_URI',
      ['evidence', '0', 'uri'],
    ],
  ])('is refused with %s, and the field is named', async (_, more, code, field) => {
    const { receipt, userErrors } = await report(town, people.resident, more);
    expect([receipt, userErrors.map((error) => [error.code, error.field])]).toEqual([null, [[code, field]]]);
  });

  it('is taken beside the grids that are known of the division, and wherever none is known', async () => {
    const beside = await report(town, people.resident, {
      division: VILLAGE,
      place: { longitude: 113.9, latitude: 34.9 },
    });
    const unknown = await report(town, people.resident, {
      division: '410902001000',
      place: { longitude: 115.03, latitude: 35.76 },
    });
    expect([beside.userErrors, unknown.userErrors]).toEqual([[], []]);
  });

  it('is refused where no grid is found and no division is named', async () => {
    const { userErrors } = await report(town, people.resident, { place: { longitude: 113.9, latitude: 34.9 } });
    expect(userErrors).toMatchObject([{ code: 'DIVISION_NEEDED', field: ['division'] }]);
  });

  it('goes to the county where only the county is known', async () => {
    const place = { address: '花园路口' };
    const { receipt } = await report(town, people.resident, { place, division: COUNTY });
    expect(receipt?.holder).toBe(`${COUNTY}-OPERATION`);
  });

  it('is refused outside the territory of every pack', async () => {
    const { userErrors } = await report(town, people.resident, {
      place: { address: '长安街' },
      division: '110101000000',
    });
    expect(userErrors).toMatchObject([{ code: 'NO_JURISDICTION' }]);
  });

  it('is refused to staff of another jurisdiction', async () => {
    const { userErrors } = await report(town, people.elsewhere, { source: 'OTHER', channel: null });
    expect(userErrors).toMatchObject([{ code: 'OTHER_JURISDICTION' }]);
  });

  it('finds the grid of a satellite’s coordinates too', async () => {
    const place = { longitude: 113.699, latitude: 34.806, system: 'WGS84' };
    const { receipt, userErrors } = await report(town, people.resident, { place });
    expect([receipt?.holder, userErrors]).toEqual([`${TOWN}-TOWN`, []]);
  });

  describe('many at once', () => {
    const ROWS = 'rows { row code outcome messages } created userErrors { code }';
    type Rows = {
      answer: { rows: { row: number; code: string | null; outcome: string; messages: string[] }[]; created: number };
    };
    const reportMany = async (rows: unknown[], dryRun = false) => {
      const query = `mutation ($input: ReportTicketsInput!) { answer: reportTickets(input: $input) { ${ROWS} } }`;
      const { data, errors } = await town.ask<Rows>(people.town, query, { input: { rows, dryRun } });
      return { answer: data?.answer, code: errors[0]?.extensions?.code };
    };
    const row = (externalId: string | null, more = {}) => ({
      ...aReport({ source: 'OTHER', channel: null }),
      externalId,
      ...more,
    });

    it('answers row by row and stores what is right', async () => {
      const { answer } = await reportMany([row('M-1'), row('M-2', { title: '' }), row('M-1'), row(null)]);
      expect(answer?.rows.map(({ row: number, outcome }) => [number, outcome])).toEqual([
        [1, 'CREATED'],
        [2, 'REFUSED'],
        [3, 'UNCHANGED'],
        [4, 'REFUSED'],
      ]);
      expect(answer?.rows[2]?.code).toBe(answer?.rows[0]?.code);
    });

    it('changes nothing when it is sent again', async () => {
      await reportMany([row('M-3')]);
      expect((await reportMany([row('M-3')])).answer).toMatchObject({ created: 0, rows: [{ outcome: 'UNCHANGED' }] });
    });

    it('stores nothing in a dry run', async () => {
      expect((await reportMany([row('M-4')], true)).answer?.rows).toMatchObject([{ outcome: 'CREATED', code: null }]);
      expect((await reportMany([row('M-4')])).answer?.created).toBe(1);
    });

    it('is refused beyond 200 rows', async () => {
      const rows = Array.from({ length: 201 }, (_, index) => row(`N-${index}`));
      expect((await reportMany(rows)).code).toBe('BAD_USER_INPUT');
    });
  });

  it('[T01] without a grid on the map is located when the grid is published', async () => {
    const empty = await startTown({ withGrid: false });
    try {
      const { receipt } = await report(empty, people.resident, { division: COUNTY });
      expect(receipt?.holder).toBe(`${COUNTY}-OPERATION`);
      await empty.publishGrid();
      const query =
        'query ($code: String!) { ticket(code: $code) { grid { id } holder { code } timeline { nodes { command } } } }';
      const found = await eventually(async () => {
        const { data } = await empty.ask<{ ticket: { grid: { id: string } | null; holder: { code: string } } }>(
          people.county,
          query,
          { code: receipt?.code },
        );
        return data?.ticket.grid ? data.ticket : null;
      });
      expect(found).toMatchObject({ grid: { id: GRID_ID }, holder: { code: `${TOWN}-TOWN` } });
    } finally {
      await empty.stop();
    }
  });

  it('keeps a place of the grid in the grid', () => {
    expect(town.service.deps.gridMap.locate(IN_THE_GRID)?.id).toBe(GRID_ID);
  });
});
