import type { Caller } from '@gridlink/contracts';
import { loadPacks, nationalCalendar, type Pack } from '@gridlink/jurisdiction';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CENTER, type Receipt, suggestionStory, URBAN } from './suggestion-story.ts';
import { COUNTY, GRID_ID, people, startTown, type Town, VILLAGE } from './town.ts';

describe('[T20] opinions and suggestions of residents', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
  });
  afterAll(() => town.stop());

  const { make, list, look, give, follow, rate, raise, received, answer } = suggestionStory(() => town);

  it('arrive without an account, find their grid and its center, and are answered to whoever holds the number and code', async () => {
    const { receipt, suggestion } = await received({ reporter: { name: '王小明', phone: '13812345678' } });
    expect([receipt.center, receipt.code.length, suggestion]).toMatchObject([
      CENTER,
      23,
      {
        state: 'OPEN',
        grid: { id: GRID_ID },
        center: { code: CENTER },
        answerer: { code: CENTER },
        suggester: { anonymous: false, name: '王**', phone: '138****5678' },
        takenBy: null,
        limit: { amount: 15, unit: 'WORKING_DAY' },
      },
    ]);
    await answer(people.town, suggestion.id, 'NOTED');
    const followed = await follow(receipt);
    const rated = await rate(receipt, true);
    expect([followed, rated?.suggestion, await rate(receipt, false)]).toEqual([
      expect.objectContaining({
        state: 'ANSWERED',
        answerBy: null,
        answers: [{ unit: CENTER, outcome: 'NOTED', words: '将予增设', rating: null }],
        ticket: null,
      }),
      { state: 'SATISFIED' },
      { suggestion: null, userErrors: [{ code: 'SUGGESTION_STATE', field: ['code'] }] },
    ]);
    expect(await follow({ ...receipt, queryCode: 'WRONGONE' })).toBeNull();
    const kept = await town.database.db.collection('suggestions').find({}).toArray();
    expect(JSON.stringify(kept)).not.toMatch(/13812345678|王小明/);
  });

  it('need neither name nor contact nor place, and may be anonymous', async () => {
    const made = await make(people.resident, { place: null, division: VILLAGE });
    const anonymous = await make(people.resident, { reporter: { anonymous: true } });
    expect([made.userErrors, anonymous.userErrors]).toEqual([[], []]);
    expect(await look(people.town, made.receipt?.code ?? '')).toMatchObject({ grid: null, center: { code: CENTER } });
  });

  it.each<[string, Record<string, unknown>, string, readonly string[]]>([
    ['without a subject', { subject: ' ' }, 'REQUIRED', ['subject']],
    ['with a text of nothing', { text: '' }, 'REQUIRED', ['text']],
    ['of nowhere', { place: null }, 'DIVISION_NEEDED', ['division']],
    ['of a division that is none', { division: '4101' }, 'INVALID_DIVISION', ['division']],
    ['of a grid nobody knows', { gridId: 'nothing' }, 'GRID_UNKNOWN', ['gridId']],
    ['beyond the country', { place: { longitude: 0, latitude: 0 } }, 'OUTSIDE_CHINA', ['place']],
    [
      'in the sea off the division',
      { place: { longitude: 123.5, latitude: 30.2 }, division: VILLAGE },
      'POINT_OUTSIDE_DIVISION',
      ['place'],
    ],
    ['outside the platform', { place: null, division: '110101001001' }, 'NO_JURISDICTION', ['division']],
    ['of a topic nobody has', { topic: '天气' }, 'TOPIC_UNKNOWN', ['topic']],
    ['under a key that can be guessed', { idempotencyKey: 'k' }, 'KEY_TOO_SHORT', ['idempotencyKey']],
    [
      'anonymous with a phone',
      { reporter: { anonymous: true, phone: '13812345678' } },
      'NOT_ANONYMOUS',
      ['reporter', 'anonymous'],
    ],
  ])('are refused %s', async (_what, more, code, field) => {
    const { receipt, userErrors } = await make(people.resident, more);
    expect([receipt, userErrors]).toEqual([null, [{ code, field }]]);
  });

  it('sent twice under one key, even at once, are one suggestion with one number and one code', async () => {
    const idempotencyKey = 'a-key-of-a-phone-0001';
    const before = (await list(people.county)).length;
    const answers = await Promise.all(Array.from({ length: 6 }, () => make(people.resident, { idempotencyKey })));
    const receipts = new Set(answers.map(({ receipt }) => `${receipt?.code} ${receipt?.queryCode}`));
    expect([receipts.size, answers.filter(({ duplicate }) => !duplicate).length]).toEqual([1, 1]);
    expect((await list(people.county)).length).toBe(before + 1);
  });

  it('are taken in by a worker for a resident, who follows them by the number and code', async () => {
    const { receipt } = await make(people.worker, { gridId: GRID_ID, place: null, reporter: { name: '赵大娘' } });
    const seen = await look(people.worker, receipt?.code ?? '');
    expect(seen).toMatchObject({ takenBy: { role: 'GRID_WORKER' }, suggester: { name: '赵**' } });
    expect(await follow(receipt as Receipt)).toMatchObject({ state: 'OPEN' });
    const elsewhere = await make(people.elsewhere);
    expect(elsewhere.userErrors).toEqual([{ code: 'OTHER_JURISDICTION', field: ['division'] }]);
  });

  it('are handed on to the body that should answer, given back, and answered by whoever has them', async () => {
    const { suggestion } = await received();
    const suggestionId = suggestion.id;
    const blind = await answer(people.lead, suggestionId);
    const outside = await give(people.town, 'handOnSuggestion', {
      suggestionId,
      to: `${COUNTY}-NOBODY`,
      words: '请答复',
    });
    const on = await give(people.town, 'handOnSuggestion', { suggestionId, to: URBAN, words: '请答复' });
    const byAnother = await give(people.assist, 'returnSuggestion', { suggestionId, words: '不属本单位' });
    const back = await give(people.lead, 'returnSuggestion', { suggestionId, words: '不属本单位' });
    await give(people.county, 'handOnSuggestion', { suggestionId, to: URBAN, words: '确属职责' });
    const done = await answer(people.lead, suggestionId);
    expect([
      blind.code,
      outside.userErrors,
      on.suggestion?.answerer,
      byAnother.code,
      back.suggestion?.answerer,
    ]).toEqual([
      'NOT_FOUND',
      [{ code: 'ANSWERER_UNKNOWN', field: ['to'] }],
      { code: URBAN },
      'NOT_FOUND',
      { code: CENTER },
    ]);
    expect(done.suggestion).toMatchObject({
      state: 'ANSWERED',
      handOns: [
        { to: { code: URBAN }, returned: { words: '不属本单位' } },
        { to: { code: URBAN }, returned: null },
      ],
      answers: [{ organization: { code: URBAN }, outcome: 'ADOPTED' }],
    });
  });

  it('are answered once, of two answers at the same moment; the other is told', async () => {
    const { suggestion } = await received();
    const answers = await Promise.all([answer(people.town, suggestion.id), answer(people.county, suggestion.id)]);
    expect(answers.map(({ userErrors }) => userErrors.map(({ code }) => code)).toSorted()).toEqual([
      [],
      ['SUGGESTION_STATE'],
    ]);
    expect(await look(people.town, suggestion.code)).toMatchObject({ answers: [{ outcome: 'ADOPTED' }] });
  });

  it('given again under the key of a lost answer, and for a version that has moved', async () => {
    const { suggestion } = await received();
    const input = { suggestionId: suggestion.id, outcome: 'NOTED', words: '留作参考', idempotencyKey: 'once' };
    const first = await give(people.town, 'answerSuggestion', { ...input, expectedVersion: suggestion.version });
    const again = await give(people.town, 'answerSuggestion', { ...input, expectedVersion: suggestion.version });
    const stale = await give(people.county, 'answerSuggestion', { ...input, expectedVersion: suggestion.version });
    expect([first.suggestion?.version, again.suggestion?.version, stale.code]).toEqual([2, 2, 'CONFLICT']);
  });

  it('go to the desk of their place alone, and not to the neighbours', async () => {
    const { suggestion } = await received();
    const { id, code } = suggestion;
    const sees = async (caller: Caller) => (await list(caller)).some((row) => row.code === code);
    const seen = await Promise.all(
      [
        people.worker,
        people.town,
        people.county,
        people.city,
        people.strangerWorker,
        people.otherCounty,
        people.lead,
        people.elsewhere,
      ].map(sees),
    );
    expect(seen).toEqual([true, true, true, true, false, false, false, false]);
    const outside = await Promise.all(
      [people.otherCounty, people.elsewhere].map(async (caller) => (await answer(caller, id)).code),
    );
    const byWorker = await answer(people.worker, id);
    const publicly = await town.ask(people.resident, `{ suggestions { nodes { code } } }`);
    expect([outside, byWorker.code, publicly.errors?.[0]?.extensions?.code]).toEqual([
      ['NOT_FOUND', 'NOT_FOUND'],
      'FORBIDDEN',
      expect.stringMatching(/FORBIDDEN|UNAUTHENTICATED/),
    ]);
  });

  it('that were adopted become one ticket, however often and by however many it is asked for; each shows the other', async () => {
    const { receipt, suggestion } = await received({ reporter: { name: '王小明', phone: '13812345678' } });
    const input = { suggestionId: suggestion.id, title: '巷口增设路灯' };
    const tooEarly = await raise(people.town, input);
    await answer(people.town, suggestion.id);
    const answers = await Promise.all([
      raise(people.town, input),
      raise(people.county, input),
      raise(people.town, input),
    ]);
    const again = await raise(people.town, input);
    expect(tooEarly.userErrors).toEqual([{ code: 'SUGGESTION_STATE', field: ['suggestionId'] }]);
    expect([new Set(answers.map(({ ticket }) => ticket?.id)).size, again.duplicate]).toEqual([1, true]);
    expect(again.ticket).toMatchObject({
      source: 'PUBLIC_CHANNEL',
      title: '巷口增设路灯',
      grid: { id: GRID_ID },
      suggestion: { code: suggestion.code },
      reporter: { name: '王**', phone: '138****5678' },
    });
    const seen = await look(people.town, suggestion.code);
    expect(seen.ticket).toMatchObject({ code: again.ticket?.code, suggestion: { code: suggestion.code } });
    expect(await follow(receipt)).toMatchObject({
      ticket: { code: again.ticket?.code, stage: 'ACCEPTANCE', result: null },
    });
    expect((await raise(people.otherCounty, input)).code).toBe('NOT_FOUND');
  });

  it('that were not adopted become none', async () => {
    const { suggestion } = await received();
    await answer(people.town, suggestion.id, 'NOT_ADOPTED');
    expect((await raise(people.town, { suggestionId: suggestion.id })).userErrors).toEqual([
      { code: 'NOT_ADOPTED', field: ['suggestionId'] },
    ]);
  });

  it('whose limit passed are on the list of what is overdue until they are answered, and told once', async () => {
    const { receipt, suggestion } = await received();
    town.setNow(receipt.answerBy as string);
    await town.service.sweepAlarms();
    const onTime = await look(people.town, suggestion.code);
    town.passHours(1);
    await town.service.sweepAlarms();
    await town.service.sweepAlarms();
    const overdue = (await list(people.town, { overdue: true })).map(({ code }) => code);
    const shown = await follow(receipt);
    await answer(people.town, suggestion.id);
    const later = (await list(people.town, { overdue: true })).map(({ code }) => code);
    await town.service.settled();
    expect([onTime.overdueAt, overdue.includes(suggestion.code), shown, later.includes(suggestion.code)]).toEqual([
      null,
      true,
      expect.objectContaining({ overdue: true }),
      false,
    ]);
    const row = await town.database.db.collection('suggestions').findOne({ code: suggestion.code });
    // Received, overdue, answered: each event once.
    expect(row?.sequence).toBe(3);
  });

  it('run under no limit where the pack sets none', async () => {
    const packs = new Map(loadPacks());
    const zhengzhou = packs.get('zhengzhou') as Pack;
    const limits = { ...zhengzhou.limits, suggestions: { basis: 'OPERATOR', article: null } as const };
    packs.set('zhengzhou', { ...zhengzhou, limits });
    await town.restartUnder({ packs, holidays: nationalCalendar() });
    const { receipt, suggestion } = await received();
    town.passHours(24 * 365);
    await town.service.sweepAlarms();
    expect([receipt.answerBy, suggestion.limit, (await look(people.town, suggestion.code)).overdueAt]).toEqual([
      null,
      null,
      null,
    ]);
  });
});
