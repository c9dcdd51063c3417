import type { Caller } from '@gridlink/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SUGGESTION_COLUMNS } from '../src/export/domain/suggestion-columns.ts';
import { listFile } from './list-file.ts';
import { CENTER, type Errors, suggestionStory, URBAN } from './suggestion-story.ts';
import { GRID_ID, people, startTown, type Town } from './town.ts';

describe('[T20] suggestions followed by whoever made them', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
  });
  afterAll(() => town.stop());
  const file = listFile(() => town);
  const { list, give, follow, rate, received, answer } = suggestionStory(() => town);

  it('[E10] lose what is personal in them, by the county and not by others, and say that and why', async () => {
    const { receipt, suggestion } = await received({ subject: '李小红建议增设路灯' });
    const suggestionId = suggestion.id;
    const redaction = { suggestionId, fragments: ['李小红'], reason: 'PERSONAL_DATA', words: '写有姓名' };
    const others = [people.town, people.lead, people.otherCounty];
    const refused = await Promise.all(others.map((caller) => give(caller, 'redactSuggestion', redaction)));
    expect(refused.map(({ code }) => code)).toEqual(['FORBIDDEN', 'FORBIDDEN', 'NOT_FOUND']);
    const key = { ...redaction, idempotencyKey: 'redact-once' };
    const done = await give(people.county, 'redactSuggestion', key);
    const again = await give(people.county, 'redactSuggestion', key);
    expect([done.suggestion, again.suggestion?.version]).toMatchObject([
      {
        subject: '■■■建议增设路灯',
        redactions: [{ reason: 'PERSONAL_DATA', places: ['subject'], step: { words: '写有姓名' } }],
      },
      done.suggestion?.version,
    ]);
    expect(await follow(receipt)).toMatchObject({ subject: '■■■建议增设路灯' });
    const stored = await town.database.db.collection('suggestions').findOne({ code: receipt.code });
    expect(JSON.stringify(stored)).not.toContain('李小红');
    const nothing = await give(people.county, 'redactSuggestion', redaction);
    expect(nothing.userErrors).toEqual([{ code: 'NOT_IN_SUGGESTION', field: ['fragments', '0'] }]);
    const unknown = await give(people.county, 'redactSuggestion', {
      ...redaction,
      fragments: ['巷口'],
      reason: 'LIKING',
    });
    expect(unknown.userErrors).toEqual([{ code: 'REASON_UNKNOWN', field: ['reason'] }]);
  });

  it('are followed step by step by whoever made them, to the meeting that takes them up', async () => {
    const { receipt, suggestion } = await received();
    const suggestionId = suggestion.id;
    await give(people.town, 'handOnSuggestion', { suggestionId, to: URBAN, words: '内部：请尽快' });
    await give(people.lead, 'returnSuggestion', { suggestionId, words: '内部：不属本单位' });
    await answer(people.town, suggestionId);
    await rate(receipt, false);
    const startsAt = new Date(town.now().getTime() + 3_600_000).toISOString();
    const meeting = { gridId: GRID_ID, title: '小院议事', venue: '活动室', startsAt };
    const convene =
      'mutation ($input: ConveneDeliberationInput!) { conveneDeliberation(input: $input) { deliberation { id } userErrors { code } } }';
    await town.ask(people.town, convene, { input: { ...meeting, agenda: [{ suggestionId }] } });
    const followed = await follow(receipt);
    expect(followed).toMatchObject({
      answerer: CENTER,
      progress: [
        { label: '已登记', unit: CENTER },
        { label: '已转交答复单位', unit: URBAN },
        { label: '已退回网格中心', unit: CENTER },
        { label: '已答复', unit: CENTER },
        { label: '已评价不满意', unit: null },
      ],
      meetings: [{ title: '小院议事', venue: '活动室', state: 'CONVENED' }],
    });
    expect(JSON.stringify(followed)).not.toContain('内部');
  });

  it('show the contact to whoever must make it, with the purpose on record, and to nobody beside', async () => {
    const { receipt, suggestion } = await received({ reporter: { name: '王小明', phone: '13812345678' } });
    const suggestionId = suggestion.id;
    const reveal = async (caller: Caller, purpose = '核实位置') => {
      const query = `mutation ($input: RevealSuggesterInput!) { revealSuggester(input: $input) { name phone userErrors { code field } } }`;
      type Revealed = { revealSuggester: { phone: string | null; userErrors: Errors } | null };
      const { data, errors } = await town.ask<Revealed>(caller, query, { input: { suggestionId, purpose } });
      return errors?.[0]?.extensions?.code ?? data?.revealSuggester;
    };
    const before = await Promise.all(
      [people.town, people.lead, people.otherCounty, people.worker].map((by) => reveal(by)),
    );
    const empty = await reveal(people.town, ' ');
    await give(people.town, 'handOnSuggestion', { suggestionId, to: URBAN, words: '请答复' });
    const owing = await reveal(people.lead);
    await answer(people.lead, suggestionId);
    const answered = [await reveal(people.lead), await reveal(people.county)];
    await rate(receipt, true);
    const shown = { name: '王小明', phone: '13812345678', userErrors: [] };
    expect([before, owing, answered, await reveal(people.town)]).toEqual([
      [shown, 'NOT_FOUND', 'NOT_FOUND', 'FORBIDDEN'],
      shown,
      ['FORBIDDEN', shown],
      'FORBIDDEN',
    ]);
    expect(empty).toMatchObject({ phone: null, userErrors: [{ code: 'REQUIRED', field: ['purpose'] }] });
    const reveals = await town.database.db.collection('reveals').find({ suggestionId }).sort({ at: 1 }).toArray();
    expect(reveals.map(({ subject, purpose }) => [subject, purpose]).toSorted()).toEqual(
      [people.county, people.lead, people.town].map(({ subject }) => [subject, '核实位置']).toSorted(),
    );
  });

  it('are found by who owes the answer, and by when they came', async () => {
    const { suggestion } = await received();
    await give(people.town, 'handOnSuggestion', { suggestionId: suggestion.id, to: URBAN, words: '请答复' });
    const codes = async (caller: Caller, filter: Record<string, unknown>) =>
      (await list(caller, filter)).map(({ code }) => code);
    const hasIt = async (caller: Caller, filter: Record<string, unknown>) =>
      (await codes(caller, filter)).includes(suggestion.code);
    const hour = (hours: number) => new Date(town.now().getTime() + hours * 3_600_000).toISOString();
    expect([
      await hasIt(people.lead, { mine: true }),
      await hasIt(people.town, { mine: true }),
      await hasIt(people.county, { answerer: URBAN }),
      await hasIt(people.town, { receivedFrom: hour(-1), receivedTo: hour(1) }),
      await hasIt(people.town, { receivedFrom: hour(1) }),
      await hasIt(people.town, { receivedTo: hour(-1) }),
    ]).toEqual([true, false, true, true, false, false]);
    const { suggestion: own } = await received();
    expect([await codes(people.town, { mine: true }), await codes(people.worker, { mine: true })]).toEqual([
      expect.arrayContaining([own.code]),
      [],
    ]);
  });

  it('[E13] come as one file: the rows of the list, masked as there, on record before the first', async () => {
    const reporter = { name: '王小明', phone: '13812345678' };
    const { suggestion } = await received({ subject: '=1+1', reporter });
    await answer(people.town, suggestion.id);
    const row = (await file.rowsOf(people.county, 'suggestions.csv')).find(({ 编号 }) => 编号 === suggestion.code);
    expect(row).toMatchObject({
      主题: "'=1+1",
      状态: '已答复',
      归口的网格中心: CENTER,
      '提出人（脱敏）': '王**',
      '电话（脱敏）': '138****5678',
      最近一次答复的结论: '采纳',
      最近一次答复: '将予增设',
    });
    const [head = []] = await file.tableOf(people.county, 'suggestions.csv?state=OPEN');
    expect(head).toEqual(SUGGESTION_COLUMNS.map((column) => column.head));
    const sheet = await file.sheetOf(people.county, 'suggestions.xlsx');
    expect(sheet.slice(1).map(([first]) => first)).toEqual((await list(people.county)).map(({ code }) => code));
    const { found, sha256 } = await file.recordedAs(people.county, 'suggestions.csv?state=ANSWERED');
    const rows = (await list(people.county, { state: 'ANSWERED' })).length;
    expect(found).toMatchObject({ list: 'suggestions', state: 'COMPLETE', rows, sha256 });
  });

  it('[E13] come as one file by the conditions of the list, within the scope alone', async () => {
    const asked: [string, Caller, Record<string, unknown>][] = [
      ['?outcome=ADOPTED', people.county, { outcome: 'ADOPTED' }],
      ['?mine=true', people.lead, { mine: true }],
      [`?answerer=${URBAN}&overdue=false`, people.town, { answerer: URBAN, overdue: false }],
      [`?gridId=${GRID_ID}&receivedFrom=2026-03-02T02:00:00Z`, people.worker, { gridId: GRID_ID }],
      ['', people.outsider, {}],
      ['', people.elsewhere, {}],
    ];
    for (const [search, caller, filter] of asked) {
      const codes = (await file.rowsOf(caller, `suggestions.csv${search}`)).map(({ 编号 }) => 编号);
      expect(codes).toEqual((await list(caller, filter)).map(({ code }) => code));
    }
    const refused = async (path: string, caller: Caller = people.county) =>
      file.refusalOf(await file.take(caller, path));
    expect([
      await refused('suggestions.csv?stage=HANDLING'),
      await refused('suggestions.csv?state=HANDLING'),
      await refused('suggestions.csv?division=41'),
      await refused('suggestions.csv?receivedTo=today'),
      await refused('suggestions.csv', people.resident),
    ]).toEqual([
      [400, 'BAD_USER_INPUT', 'stage'],
      [400, 'BAD_USER_INPUT', 'state'],
      [400, 'BAD_USER_INPUT', 'division'],
      [400, 'BAD_USER_INPUT', 'receivedTo'],
      [403, 'FORBIDDEN', undefined],
    ]);
  });
});
