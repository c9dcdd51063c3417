import type { Caller } from '@gridlink/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MEETING_COLUMNS } from '../src/export/domain/meeting-columns.ts';
import {
  AGREED,
  aMeeting,
  convened,
  deferred,
  holds,
  inSession,
  listed,
  meet,
  minutesIn,
  published,
  seen,
} from './deliberation-story.ts';
import { listFile } from './list-file.ts';
import { look } from './steps.ts';
import { COUNTY, GRID_ID, people, startTown, type Town, VILLAGE } from './town.ts';

const { leader, town: operator, worker, resident } = people;

describe('[T19] deliberations after they were convened, and from one to the next', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
  });
  afterAll(() => town.stop());
  const file = listFile(() => town);
  const ticketsWith = (title: string): Promise<number> =>
    town.database.db.collection('tickets').countDocuments({ title });

  type Item = { readonly carriedFrom: string | null; readonly carriedTo: string | null };
  /** The one item of a meeting, as its published minutes show it to anybody. */
  const inMinutes = async (code: string): Promise<Item | undefined> => {
    const query =
      'query ($gridId: ID) { publishedMinutes(first: 200, gridId: $gridId) { nodes { code items { carriedFrom carriedTo } } } }';
    type Published = { publishedMinutes: { nodes: { code: string; items: Item[] }[] } };
    const { data } = await town.ask<Published>(resident, query, { gridId: GRID_ID });
    return data?.publishedMinutes.nodes.find((minutes) => minutes.code === code)?.items[0];
  };

  it('invite more until they open, once under one key, and show invitations beside attendance', async () => {
    const { id } = await convened(town);
    const more = [
      { kind: 'RESIDENT', name: '钱大爷' },
      { kind: 'BODY', organization: `${COUNTY}-PUBLIC_SECURITY` },
    ];
    const asked = { deliberationId: id, attendees: more, idempotencyKey: 'invite' };
    const invited = await holds(town, leader, ['inviteToDeliberation', asked]);
    const again = await holds(town, leader, ['inviteToDeliberation', asked]);
    const wrong = await Promise.all([
      meet(town, leader, ['inviteToDeliberation', { deliberationId: id, attendees: [] }]),
      meet(town, operator, ['inviteToDeliberation', { deliberationId: id, attendees: more.slice(1) }]),
      meet(town, worker, ['inviteToDeliberation', { deliberationId: id, attendees: more }]),
    ]);
    expect([again.attendees.length, invited, wrong.map(({ code, userErrors }) => code ?? userErrors[0])]).toMatchObject(
      [
        6,
        {
          turnout: { invited: 6, invitedPresent: 0, absent: 6, uninvited: 0, present: 0 },
          invitations: [{ step: { role: 'GRID_LEADER' }, attendees: ['p5', 'p6'] }],
        },
        [
          { code: 'NOBODY_INVITED', field: ['attendees'] },
          { code: 'INVITED_TWICE', field: ['attendees', '0'] },
          'FORBIDDEN',
        ],
      ],
    );
    expect((await listed(town, people.assist)).some((meeting) => meeting.id === id)).toBe(true);
    const others = [{ kind: 'RESIDENT', name: '孙先生' }];
    const session = await holds(town, leader, [
      'recordAttendance',
      { deliberationId: id, present: ['p1', 'p5'], others },
    ]);
    expect(session.turnout).toEqual({ invited: 6, invitedPresent: 2, absent: 4, uninvited: 1, present: 3 });
    const late = await meet(town, leader, ['inviteToDeliberation', { deliberationId: id, attendees: others }]);
    expect(late.userErrors[0]?.code).toBe('DELIBERATION_STATE');
  });

  it('take a deferred item up again at one later meeting, of two at the same moment, and both show it', async () => {
    const first = await deferred(town);
    const item = { deferred: { deliberationId: first.id, itemId: 'i1' } };
    const both = await Promise.all([
      meet(town, leader, ['conveneDeliberation', aMeeting(town, { agenda: [item] })]),
      meet(town, operator, [
        'conveneDeliberation',
        aMeeting(town, { agenda: [item], gridId: null, division: VILLAGE }),
      ]),
    ]);
    expect(both.map(({ userErrors }) => userErrors.map(({ code, field }) => [code, field])).toSorted()).toEqual([
      [],
      [['CARRIED_ALREADY', ['agenda', '0', 'deferred']]],
    ]);
    const later = both.map(({ deliberation }) => deliberation).find((meeting) => meeting !== null);
    if (!later) throw new Error('nobody took it up');
    expect([later.agenda[0], (await seen(town, operator, first.id)).agenda[0]]).toMatchObject([
      {
        subject: '晾衣区',
        carriedFrom: { deliberation: { code: first.code }, item: { id: 'i1', resolution: { outcome: 'DEFERRED' } } },
      },
      { carriedFrom: null, carriedTo: { deliberation: { code: later.code }, item: { id: 'i1' } } },
    ]);
    expect(await inMinutes(first.code)).toMatchObject({ carriedFrom: null, carriedTo: later.code });
    // A meeting that is not held takes nothing up.
    await holds(town, operator, ['cancelDeliberation', { deliberationId: later.id, reason: '改期另行召集' }]);
    expect(await inMinutes(first.code)).toMatchObject({ carriedTo: null });
    const { id } = await convened(town);
    const added = await holds(town, leader, ['addAgendaItem', { deliberationId: id, item, idempotencyKey: 'again' }]);
    const twice = await holds(town, leader, ['addAgendaItem', { deliberationId: id, item, idempotencyKey: 'again' }]);
    expect([added.agenda[1], twice.agenda.length]).toMatchObject([
      { added: { role: 'GRID_LEADER' }, carriedFrom: { deliberation: { code: first.code } } },
      2,
    ]);
  });

  it('make a ticket of each thing that was agreed, in the grid, and each shows the other', async () => {
    const meeting = await published(town);
    const actions = meeting.agenda[0]?.resolution?.actions ?? [];
    expect(actions).toMatchObject([
      { title: '划定晾衣区', ticket: { stage: 'ACCEPTANCE' } },
      { title: '安装晾衣架', ticket: { stage: 'ACCEPTANCE' } },
    ]);
    const code = actions[1]?.ticket?.code ?? '';
    const query =
      'query ($code: String) { ticket(code: $code) { source grid { id } resolution { deliberation { code } item { id subject resolution { outcome } } } } }';
    const { data } = await town.ask<{ ticket: unknown }>(operator, query, { code });
    expect(data?.ticket).toEqual({
      source: 'OTHER',
      grid: { id: GRID_ID },
      resolution: {
        deliberation: { code: meeting.code },
        item: { id: 'i1', subject: '晾衣区', resolution: { outcome: 'AGREED' } },
      },
    });
    const minutes = (await minutesIn(town, { gridId: GRID_ID })).find((entry) => entry.code === meeting.code);
    expect(minutes?.items[0]?.tickets.map((ticket) => ticket.code)).toEqual(actions.map(({ ticket }) => ticket?.code));
    expect((await look(town, operator, code)).stage).toBe('ACCEPTANCE');
  });

  it('make no ticket twice: published twice at once, retried, or finished by another after a crash', async () => {
    const title = '只做一次';
    const [action] = AGREED.actions;
    const meeting = await inSession(town);
    const deliberationId = meeting.id;
    const resolved = {
      deliberationId,
      itemId: 'i1',
      ...AGREED,
      actions: [
        { ...action, title },
        { ...action, title },
      ],
    };
    await holds(town, leader, ['resolveAgendaItem', resolved]);
    const publish = (caller: Caller) =>
      meet(town, caller, ['publishMinutes', { deliberationId, summary: '同意', idempotencyKey: 'p' }]);
    const race = await Promise.all([publish(leader), publish(operator)]);
    const again = await publish(race[0]?.deliberation ? leader : operator);
    expect(race.map(({ userErrors }) => userErrors.map(({ code }) => code)).toSorted()).toEqual([
      [],
      ['DELIBERATION_STATE'],
    ]);
    expect([again.deliberation?.state, await ticketsWith(title)]).toEqual(['PUBLISHED', 2]);

    // As whoever died between the minutes and the second ticket left it.
    const { db } = town.database;
    await db.collection('tickets').deleteOne({ 'origin.id': deliberationId, 'origin.part': 'i1.2' });
    await db
      .collection<{ _id: string }>('deliberations')
      .updateOne({ _id: deliberationId }, { $set: { ticketsDueAt: town.now() } });
    expect([await town.service.sweepResolutions(), await town.service.sweepResolutions()]).toEqual([1, 0]);
    expect(await ticketsWith(title)).toBe(2);
  });

  it('publish nothing while an item is open, and nothing at all of what was not agreed becomes a ticket', async () => {
    const { id } = await inSession(town, { agenda: [{ subject: '甲' }, { subject: '乙' }] });
    const open = await meet(town, leader, ['publishMinutes', { deliberationId: id, summary: '同意' }]);
    for (const [itemId, outcome] of [
      ['i1', 'NOT_AGREED'],
      ['i2', 'DEFERRED'],
    ] as const) {
      await holds(town, leader, ['resolveAgendaItem', { deliberationId: id, itemId, outcome, words: '再议' }]);
    }
    const minutes = await holds(town, leader, ['publishMinutes', { deliberationId: id, summary: '无一致意见' }]);
    const tickets = await town.database.db.collection('tickets').countDocuments({ 'origin.id': id });
    expect([open.userErrors[0]?.code, minutes.state, tickets]).toEqual(['ITEMS_OPEN', 'PUBLISHED', 0]);
  });

  it('take nothing up again that was not deferred, or was deferred elsewhere', async () => {
    const done = await published(town);
    const [open, whole] = [await convened(town), await deferred(town, { gridId: null, division: VILLAGE })];
    const add = async (deliberationId: string, itemId: string) => {
      const item = { deferred: { deliberationId, itemId } };
      return (await meet(town, leader, ['addAgendaItem', { deliberationId: open.id, item }])).userErrors;
    };
    expect([await add(done.id, 'i1'), await add(done.id, 'i9'), await add(whole.id, 'i1')]).toMatchObject([
      [{ code: 'NOT_DEFERRED', field: ['item', 'deferred'] }],
      [{ code: 'DEFERRED_UNKNOWN' }],
      // Of the whole community: the grid’s leader does not see it.
      [{ code: 'DEFERRED_UNKNOWN' }],
    ]);
    const item = { deferred: { deliberationId: whole.id, itemId: 'i1' } };
    const byCenter = await meet(town, operator, ['addAgendaItem', { deliberationId: open.id, item }]);
    expect(byCenter.userErrors).toMatchObject([{ code: 'DEFERRED_ELSEWHERE', field: ['item', 'deferred'] }]);
  });

  it('are found by who convened them, by when they begin, and where their time came and nobody held them', async () => {
    const { id, startsAt } = await convened(town);
    const has = async (filter: Record<string, unknown>, caller = leader) =>
      (await listed(town, caller, filter)).some((meeting) => meeting.id === id);
    const before = await has({ overdue: true });
    town.passHours(2);
    expect([
      before,
      await has({ mine: true }),
      await has({ mine: true }, operator),
      await has({ startsFrom: startsAt }),
      await has({ startsTo: startsAt }),
      await has({ overdue: true }),
      await has({ overdue: false }),
    ]).toEqual([false, true, false, true, false, true, false]);
  });

  it('[E13] come as one file: the rows of the list and nobody’s name, on record before the first', async () => {
    const { id, code } = await published(town, { title: '=1+1' });
    const path = `meetings.csv?gridId=${GRID_ID}`;
    const row = (await file.rowsOf(leader, path)).find(({ 编号 }) => 编号 === code);
    expect(row).toMatchObject({
      会议名称: "'=1+1",
      状态: '纪要已公布',
      议题: '1. 晾衣区',
      达成一致: '1',
      决定办理的事项数: '2',
      受邀方数: '4',
      到会方数: '4',
      受邀单位: `${COUNTY}-URBAN_MANAGEMENT`,
      '纪要摘要（SHA-256）': (await seen(town, leader, id)).minutes?.hash,
    });
    const table = await file.tableOf(leader, path);
    expect(table[0]).toEqual(MEETING_COLUMNS.map(({ head }) => head));
    expect(JSON.stringify(table)).not.toContain('王小明');
    const sheet = await file.sheetOf(operator, 'meetings.xlsx');
    expect(sheet.slice(1).map(([first]) => first)).toEqual((await listed(town, operator)).map((each) => each.code));
    const { found, sha256 } = await file.recordedAs(operator, 'meetings.csv?state=PUBLISHED');
    const rows = (await listed(town, operator, { state: 'PUBLISHED' })).length;
    expect(found).toMatchObject({ list: 'meetings', state: 'COMPLETE', rows, sha256 });
  });

  it('[E13] come as one file by the conditions of the list, within the scope alone', async () => {
    const asked: [string, Caller, Record<string, unknown>][] = [
      ['?mine=true', leader, { mine: true }],
      ['?overdue=true', operator, { overdue: true }],
      [`?division=${VILLAGE}&startsTo=2026-03-02T12:00:00Z`, operator, { startsTo: '2026-03-02T12:00:00Z' }],
      ['', people.outsider, {}],
      ['', people.elsewhere, {}],
    ];
    for (const [search, caller, filter] of asked) {
      const codes = (await file.rowsOf(caller, `meetings.csv${search}`)).map(({ 编号 }) => 编号);
      expect(codes).toEqual((await listed(town, caller, filter)).map(({ code }) => code));
    }
    const refused = async (path: string, caller: Caller = operator) => file.refusalOf(await file.take(caller, path));
    expect([
      await refused('meetings.csv?state=OPEN'),
      await refused('meetings.csv?overdue=yes'),
      await refused('meetings.csv?title=x'),
      await refused('meetings.csv', resident),
    ]).toEqual([
      [400, 'BAD_USER_INPUT', 'state'],
      [400, 'BAD_USER_INPUT', 'overdue'],
      [400, 'BAD_USER_INPUT', 'title'],
      [403, 'FORBIDDEN', undefined],
    ]);
  });
});
