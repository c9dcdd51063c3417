import type { Caller } from '@gridlink/contracts';
import type { GraphqlAnswer } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { deferred, published } from './deliberation-story.ts';
import { COUNTY, GRID_ID, IN_THE_GRID, people, startTown, TOWN, type Town } from './town.ts';

type Numbered = { counts: string; count: number; ticketsOf: string };
type Value = { indicator: { code: string; group: string }; numerator: Numbered; denominator: Numbered | null };
type Row = {
  key: string;
  values: Value[];
  standing: { suggestionsWaiting: Numbered; suggestionsOverdue: Numbered } | null;
};
type Entry = { id: string; [kind: string]: { code?: string; subject?: string } | string | null };

const URBAN = `${COUNTY}-URBAN_MANAGEMENT`;
const NUMBER = '{ counts count ticketsOf }';
const admin: Caller = { subject: 'admin', kind: 'PERSON', roles: ['ADMIN'] };
/** What the story below comes to: the numerator and, for rates, the denominator. */
const EXPECTED: Readonly<Record<string, readonly (number | null)[]>> = {
  SUGGESTIONS: [3, null],
  SUGGESTIONS_ANSWERED: [1, null],
  SUGGESTIONS_ANSWERED_IN_TIME: [1, 3],
  SUGGESTIONS_ADOPTED: [1, 1],
  DELIBERATIONS: [2, null],
  RESOLUTIONS: [2, null],
  RESOLUTIONS_AGREED: [1, 2],
  RESOLUTIONS_WITH_TICKETS: [1, 2],
  RESOLUTIONS_CARRIED_OUT: [0, 2],
};

describe('[T21] figures of suggestions and deliberations', () => {
  let town: Town;

  const suggest = async (): Promise<string> => {
    const query = 'mutation ($input: MakeSuggestionInput!) { makeSuggestion(input: $input) { suggestion { id } } }';
    const input = { subject: '增设路灯', text: '巷口太暗', place: IN_THE_GRID };
    type Made = { makeSuggestion: { suggestion: { id: string } } };
    return (await town.ask<Made>(people.worker, query, { input })).data?.makeSuggestion.suggestion.id ?? '';
  };
  const give = async (name: string, input: Record<string, unknown>): Promise<void> => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { userErrors { code } } }`;
    expect((await town.ask<Record<string, unknown>>(people.town, query, { input })).data?.[name]).toEqual({
      userErrors: [],
    });
  };

  beforeAll(async () => {
    town = await startTown();
    const [suggestionId, handedOn] = [await suggest(), await suggest()];
    await suggest();
    await give('answerSuggestion', { suggestionId, outcome: 'ADOPTED', words: '将予增设' });
    await give('handOnSuggestion', { suggestionId: handedOn, to: URBAN, words: '请答复' });
    await published(town);
    await deferred(town);
    town.passHours(24 * 40);
    await town.service.sweepAlarms();
    await town.service.countFigures();
  }, 600_000);
  afterAll(() => town.stop());

  const rows = async (caller: Caller, more: Record<string, unknown> = {}): Promise<readonly Row[]> => {
    const query = `query ($input: FiguresInput!) { figures(input: $input) { rows { key
      values { indicator { code group } numerator ${NUMBER} denominator ${NUMBER} }
      standing { suggestionsWaiting ${NUMBER} suggestionsOverdue ${NUMBER} } } } }`;
    const input = { from: '2026-03-01', to: '2026-04-30', ...more };
    const { data, errors } = await town.ask<{ figures: { rows: Row[] } }>(caller, query, { input });
    if (!data) throw new Error(JSON.stringify(errors));
    return data.figures.rows;
  };
  const participation = (row: Row | undefined): readonly Value[] =>
    row?.values.filter(({ indicator }) => indicator.group === 'PARTICIPATION') ?? [];
  const counts = (row: Row | undefined) =>
    Object.fromEntries(
      participation(row).map(({ indicator, numerator, denominator }) => [
        indicator.code,
        [numerator.count, denominator?.count ?? null],
      ]),
    );
  const open = async (caller: Caller, figure: string): Promise<readonly Entry[]> => {
    const query = `query ($figure: String!, $after: String) { entriesOf(figure: $figure, first: 1, after: $after) {
      nodes { id ticket { code } suggestion { code } deliberation { code } item { subject } } pageInfo { hasNextPage endCursor } } }`;
    type Page = { nodes: Entry[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
    const found: Entry[] = [];
    for (let after: string | null = null; ; ) {
      const answer: GraphqlAnswer<{ entriesOf: Page }> = await town.ask(caller, query, { figure, after });
      const { data, errors } = answer;
      if (!data) throw new Error(JSON.stringify(errors));
      found.push(...data.entriesOf.nodes);
      if (!data.entriesOf.pageInfo.hasNextPage) return found;
      after = data.entriesOf.pageInfo.endCursor;
    }
  };

  it('are given by area, by grid and by body, in a period and as things stand now', async () => {
    const [[county], [grid], byUnit, byArea] = [
      await rows(people.county),
      await rows(people.worker, { gridId: GRID_ID }),
      await rows(people.county, { groupBy: 'UNIT' }),
      await rows(people.county, { groupBy: 'AREA' }),
    ];
    expect([counts(county), counts(grid)]).toEqual([EXPECTED, EXPECTED]);
    expect(counts(byArea.find(({ key }) => key === TOWN))).toEqual(EXPECTED);
    expect([county?.standing?.suggestionsWaiting.count, county?.standing?.suggestionsOverdue.count]).toEqual([2, 2]);
    const urban = byUnit.find(({ key }) => key === URBAN);
    expect([counts(urban).SUGGESTIONS, counts(urban).SUGGESTIONS_ANSWERED_IN_TIME]).toEqual([
      [1, null],
      [0, 1],
    ]);
    expect(counts((await rows(people.otherCounty))[0]).SUGGESTIONS).toEqual([0, null]);
  });

  it('open what they count, as many as they say, page by page', async () => {
    const [row] = await rows(people.county);
    const { standing } = row as Row;
    const numbers = [
      ...participation(row).flatMap(({ numerator, denominator }) =>
        denominator ? [numerator, denominator] : [numerator],
      ),
      ...(standing ? [standing.suggestionsWaiting, standing.suggestionsOverdue] : []),
    ];
    for (const { counts: kind, count, ticketsOf } of numbers) {
      const entries = await open(people.county, ticketsOf);
      expect([kind, new Set(entries.map(({ id }) => id)).size]).toEqual([kind, count]);
      const shown = { TICKET: 'ticket', SUGGESTION: 'suggestion', DELIBERATION: 'deliberation', RESOLUTION: 'item' }[
        kind
      ];
      expect(entries.every((entry) => entry[shown as string] !== null)).toBe(true);
    }
  });

  it('whose numbers count no tickets are not opened as tickets, nor from elsewhere', async () => {
    const figure = participation((await rows(people.county))[0])[0]?.numerator.ticketsOf ?? '';
    const asTickets = await town.ask(people.county, `{ ticketsOf(figure: "${figure}") { nodes { id } } }`);
    expect(asTickets.errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', field: 'figure' } });
    const query = `{ entriesOf(figure: "${figure}") { nodes { id } } }`;
    const codes = await Promise.all(
      [people.otherCounty, people.elsewhere].map(async (by) => (await town.ask(by, query)).errors[0]?.extensions?.code),
    );
    expect(codes).toEqual(['NOT_FOUND', 'NOT_FOUND']);
  });

  it('are the same when they are rebuilt', async () => {
    const whole = async () => [await rows(people.county), await rows(people.county, { groupBy: 'UNIT' })];
    const before = await whole();
    const order =
      'mutation { rebuildFigures(input: { jurisdiction: "zhengzhou" }) { rebuild { of } userErrors { code } } }';
    // Three suggestions, two meetings, two tickets.
    expect((await town.ask(admin, order)).data).toEqual({ rebuildFigures: { rebuild: { of: 7 }, userErrors: [] } });
    await town.service.countFigures();
    const look = '{ figureRebuild(jurisdiction: "zhengzhou") { running counted } }';
    expect((await town.ask(admin, look)).data).toEqual({ figureRebuild: { running: false, counted: 7 } });
    expect(await whole()).toEqual(before);
  });

  it('stand in the report of a period, printed and as a table', async () => {
    const query = `mutation { closePeriod(input: { from: "2026-03-01", to: "2026-03-31" }) { report { html csv } userErrors { code } } }`;
    type Closed = { closePeriod: { report: { html: string; csv: string } | null; userErrors: unknown[] } };
    const { data } = await town.ask<Closed>(people.county, query);
    const report = data?.closePeriod.report;
    expect(data?.closePeriod.userErrors).toEqual([]);
    expect(report?.html).toContain('群众参与');
    const lines = report?.csv.split('\r\n') ?? [];
    expect(
      lines.find((line) => line.startsWith(`"全域","${COUNTY}"`) && line.includes('"RESOLUTIONS_AGREED"')),
    ).toContain('"1","2","0.5"');
  });
});
