import { createHash } from 'node:crypto';
import type { Caller } from '@gridlink/contracts';
import { loadPacks, nationalCalendar, type Pack } from '@gridlink/jurisdiction';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  AGREED,
  agreed,
  aMeeting,
  convened,
  holds,
  inSession,
  listed,
  type Minutes,
  meet,
  minutesIn,
  published,
  seen,
} from './deliberation-story.ts';
import { reported } from './steps.ts';
import { COUNTY, GRID_ID, people, startTown, type Town, VILLAGE } from './town.ts';

const { leader, town: operator, county, worker, lead, otherCounty, elsewhere, resident } = people;

describe('[T19] deliberations of a community or grid', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
  });
  afterAll(() => town.stop());

  it('are convened by the grid’s leader or a center over it, with an agenda and invitations; residents’ names are sealed', async () => {
    const meeting = await convened(town);
    const byCenter = await holds(town, operator, [
      'conveneDeliberation',
      aMeeting(town, { gridId: null, division: VILLAGE }),
    ]);
    expect([meeting, byCenter.grid]).toMatchObject([
      {
        state: 'CONVENED',
        hall: { zh: '小院议事厅' },
        grid: { id: GRID_ID },
        agenda: [{ id: 'i1', subject: '晾衣区', sourceCode: null, resolution: null }],
        attendees: [
          { id: 'p1', name: '王小明', presentAt: null },
          { id: 'p2', name: '3-2-501' },
          { id: 'p3', name: null },
          { id: 'p4', organization: { code: `${COUNTY}-URBAN_MANAGEMENT` } },
        ],
      },
      null,
    ]);
    const byDepartment = await seen(town, lead, meeting.id);
    expect(byDepartment.attendees.slice(0, 2).map(({ name }) => name)).toEqual(['王**', '3******']);
    const kept = await town.database.db.collection('deliberations').find({}).toArray();
    expect(JSON.stringify(kept)).not.toContain('王小明');
  });

  it.each<[string, Record<string, unknown>, string, readonly string[]]>([
    ['without a title', { title: ' ' }, 'REQUIRED', ['title']],
    ['without a place', { gridId: null }, 'PLACE_NEEDED', ['gridId']],
    ['in a grid nobody knows', { gridId: 'nothing' }, 'GRID_UNKNOWN', ['gridId']],
    ['in a division that is none', { gridId: null, division: '4101' }, 'INVALID_DIVISION', ['division']],
    ['for a time that has passed', { startsAt: '2020-01-01T00:00:00Z' }, 'STARTS_IN_THE_PAST', ['startsAt']],
    ['with a new item that has no subject', { agenda: [{}] }, 'SUBJECT_NEEDED', ['agenda', '0', 'subject']],
    [
      'with a suggestion nobody knows',
      { agenda: [{ suggestionId: 'x' }] },
      'SUGGESTION_UNKNOWN',
      ['agenda', '0', 'suggestionId'],
    ],
    ['with a ticket nobody knows', { agenda: [{ ticketId: 'x' }] }, 'TICKET_UNKNOWN', ['agenda', '0', 'ticketId']],
    ['with a telephone number in what is published', { venue: '找13812345678' }, 'PERSONAL_DATA', ['venue']],
    ['with an attendee nobody can call', { attendees: [{ kind: 'RESIDENT' }] }, 'ATTENDEE_NEEDED', ['attendees', '0']],
    [
      'with a body nobody knows',
      { attendees: [{ kind: 'BODY', organization: 'nobody' }] },
      'BODY_UNKNOWN',
      ['attendees', '0'],
    ],
    [
      'with more items than a meeting holds',
      { agenda: Array.from({ length: 31 }, () => ({ subject: '议' })) },
      'TOO_MANY',
      ['agenda'],
    ],
  ])('are not convened %s', async (_what, more, code, field) => {
    const answer = await meet(town, leader, ['conveneDeliberation', aMeeting(town, more)]);
    expect([answer.deliberation, answer.userErrors.map((error) => [error.code, error.field])]).toEqual([
      null,
      [[code, field]],
    ]);
  });

  it('are convened by nobody else, and not elsewhere', async () => {
    const strange = { ...leader, subject: 'leader-2', grids: ['grid-2'] };
    const by = async (caller: Caller) => (await meet(town, caller, ['conveneDeliberation', aMeeting(town)])).code;
    const codes = await Promise.all([worker, lead, strange, otherCounty, elsewhere].map(by));
    expect(codes).toEqual(codes.map(() => 'FORBIDDEN'));
  });

  it('convened twice under one key, even at once, are one meeting', async () => {
    const before = (await listed(town, county)).length;
    const input = aMeeting(town, { idempotencyKey: 'one-meeting' });
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => meet(town, leader, ['conveneDeliberation', input])),
    );
    expect(new Set(answers.map(({ deliberation }) => deliberation?.id)).size).toBe(1);
    expect((await listed(town, county)).length).toBe(before + 1);
  });

  it('are seen by their grid’s staff, the centers over it and the bodies invited, and by nobody else', async () => {
    const { id, code } = await convened(town);
    const sees = async (caller: Caller) => (await listed(town, caller)).some((meeting) => meeting.code === code);
    const audience = [
      worker,
      operator,
      county,
      people.city,
      lead,
      people.strangerWorker,
      otherCounty,
      people.outsider,
      elsewhere,
    ];
    expect(await Promise.all(audience.map(sees))).toEqual([true, true, true, true, true, false, false, false, false]);
    const cancel = (caller: Caller) => meet(town, caller, ['cancelDeliberation', { deliberationId: id, reason: '雨' }]);
    const codes = [(await cancel(otherCounty)).code, (await cancel(elsewhere)).code, (await cancel(worker)).code];
    expect(codes).toEqual(['NOT_FOUND', 'NOT_FOUND', 'FORBIDDEN']);
  });

  it('take up a ticket as an item, which shows the meeting', async () => {
    const { ticket } = await reported(town);
    const { id } = await convened(town);
    const item = { deliberationId: id, item: { ticketId: ticket.id } };
    const extended = await holds(town, operator, ['addAgendaItem', item]);
    const again = await meet(town, operator, ['addAgendaItem', item]);
    const query = 'query ($id: ID) { ticket(id: $id) { deliberations { id } resolution { item { id } } } }';
    const { data } = await town.ask<{ ticket: unknown }>(operator, query, { id: ticket.id });
    expect([extended.agenda[1], data?.ticket, again.userErrors]).toMatchObject([
      { id: 'i2', subject: '井盖破损', ticket: { code: ticket.code } },
      { deliberations: [{ id }], resolution: null },
      [{ code: 'ON_AGENDA_ALREADY', field: ['item', 'subject'] }],
    ]);
  });

  it('are postponed and cancelled with the reason, until they are in session', async () => {
    const { id, startsAt } = await convened(town);
    const later = new Date(new Date(startsAt).getTime() + 86_400_000).toISOString();
    const postponed = await holds(town, leader, [
      'postponeDeliberation',
      { deliberationId: id, startsAt: later, reason: '大雨' },
    ]);
    const tooEarly = await meet(town, leader, ['recordAttendance', { deliberationId: id, present: ['p1'] }]);
    const cancelled = await holds(town, operator, ['cancelDeliberation', { deliberationId: id, reason: '已经解决' }]);
    const late = await meet(town, leader, ['addAgendaItem', { deliberationId: id, item: { subject: '又一项' } }]);
    expect([postponed, cancelled]).toMatchObject([
      { startsAt: later, postponements: [{ from: startsAt, to: later, step: { words: '大雨' } }] },
      { state: 'CANCELLED', cancelled: { words: '已经解决' } },
    ]);
    expect([tooEarly.userErrors[0]?.code, late.userErrors[0]?.code]).toEqual(['NOT_STARTED', 'DELIBERATION_STATE']);
    const session = await inSession(town);
    const tooLate = await meet(town, leader, ['cancelDeliberation', { deliberationId: session.id, reason: '雨' }]);
    expect(tooLate.userErrors[0]?.code).toBe('DELIBERATION_STATE');
  });

  it('count who is there, invited or not, and resolve each item once, of two at the same moment', async () => {
    const { id } = await convened(town);
    const others = [{ kind: 'RESIDENT', name: '孙先生' }];
    const session = await holds(town, leader, [
      'recordAttendance',
      { deliberationId: id, present: ['p1', 'p4'], others },
    ]);
    expect(session).toMatchObject({
      state: 'IN_SESSION',
      attendees: [
        { invited: true, presentAt: expect.any(String) },
        { presentAt: null },
        { presentAt: null },
        { presentAt: expect.any(String) },
        { id: 'p5', name: '孙先生', invited: false, presentAt: expect.any(String) },
      ],
    });
    const resolve = (caller: Caller, more: Record<string, unknown> = {}) =>
      meet(town, caller, ['resolveAgendaItem', { deliberationId: id, itemId: 'i1', ...AGREED, ...more }]);
    const wrong = await Promise.all([
      resolve(leader, { votes: { for: 4, against: 0, abstained: 0 } }),
      resolve(leader, { votes: null, actions: [] }),
      resolve(leader, { votes: null, actions: [{ title: '', text: '做', address: '院' }] }),
    ]);
    expect(wrong.map(({ userErrors }) => userErrors.map(({ code, field }) => [code, field]))).toEqual([
      [['VOTES_IMPOSSIBLE', ['votes']]],
      [['ACTIONS_NEEDED', ['actions']]],
      [['REQUIRED', ['actions', '0', 'title']]],
    ]);
    const votes = { for: 3, against: 0, abstained: 0 };
    const race = await Promise.all([resolve(leader, { votes }), resolve(operator, { votes: null })]);
    expect(race.map(({ userErrors }) => userErrors.map(({ code }) => code)).toSorted()).toEqual([
      [],
      ['RESOLVED_ALREADY'],
    ]);
  });

  it('publish their minutes without names, sealed, to everybody in the grid', async () => {
    const meeting = await published(town);
    const { id, minutes } = meeting;
    expect([meeting.state, minutes]).toMatchObject([
      'PUBLISHED',
      { intact: true, published: { summary: '王**等四方到会，一致同意' } },
    ]);
    const [inGrid, inCounty, elsewhereToo] = await Promise.all([
      minutesIn(town, { gridId: GRID_ID }),
      minutesIn(town, { division: COUNTY }),
      minutesIn(town, { division: '410103000000' }),
    ]);
    const first = inGrid?.find(({ code }) => code === meeting.code);
    expect([inCounty, elsewhereToo]).toEqual([inGrid, []]);
    expect(first).toMatchObject({
      code: meeting.code,
      present: { residents: 2, staff: 1, bodies: 1 },
      items: [{ subject: '晾衣区', outcome: 'AGREED', words: '王**等同意在院内设置晾衣区' }],
    });
    expect(JSON.stringify(inGrid)).not.toMatch(/王小明|3-2-501|worker-1/);
    // Whoever reads them can make the hash anew: canonical JSON, keys in their order.
    const { hash, items = [], ...said } = first as Minutes;
    const sorted = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(sorted);
      if (value === null || typeof value !== 'object') return value;
      const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
      return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
    };
    const sealed = ({ tickets: _, carriedFrom: _from, carriedTo: _to, ...item }: (typeof items)[number]) => item;
    const record = { ...said, items: items.map(sealed) };
    const text = `${meeting.code}|${JSON.stringify(sorted(record))}`;
    expect(hash).toBe(createHash('sha256').update(text).digest('hex'));
    await town.database.db
      .collection<{ _id: string }>('deliberations')
      .updateOne({ _id: id }, { $set: { 'minutes.published.summary': '无人同意' } });
    expect((await seen(town, leader, id)).minutes?.intact).toBe(false);
  });

  it('tell others what happened, each once', async () => {
    const { id } = await agreed(town);
    await holds(town, leader, ['publishMinutes', { deliberationId: id, summary: '同意' }]);
    await town.service.settled();
    const row = await town.database.db
      .collection<{ _id: string; sequence: number; outbox: unknown[] }>('deliberations')
      .findOne({ _id: id });
    // Convened, opened, resolved, published.
    expect([row?.sequence, row?.outbox]).toEqual([4, []]);
  });

  it('are asked for a place before minutes are shown, and refuse what is none', async () => {
    const asked = async (place: string) => {
      const { errors } = await town.ask(resident, `{ publishedMinutes${place} { nodes { code } } }`);
      return errors?.[0]?.extensions?.code;
    };
    expect([await asked(''), await asked('(division: "41")')]).toEqual(['BAD_USER_INPUT', 'BAD_USER_INPUT']);
  });

  it('ask for a quorum where the pack does', async () => {
    const packs = new Map(loadPacks());
    const zhengzhou = packs.get('zhengzhou') as Pack;
    const quorum = { share: 1, basis: 'LAW', article: '第十九条' } as const;
    const deliberation = { ...zhengzhou.loop.deliberation, quorum };
    packs.set('zhengzhou', { ...zhengzhou, loop: { ...zhengzhou.loop, deliberation } });
    await town.restartUnder({ packs, holidays: nationalCalendar() });
    const { id } = await convened(town);
    await holds(town, leader, ['recordAttendance', { deliberationId: id, present: ['p1', 'p2'] }]);
    const resolve = () =>
      meet(town, leader, ['resolveAgendaItem', { deliberationId: id, itemId: 'i1', ...AGREED, votes: null }]);
    const few = await resolve();
    await holds(town, leader, ['recordAttendance', { deliberationId: id, present: ['p3', 'p4'] }]);
    const enough = await resolve();
    expect(few.userErrors).toEqual([
      { code: 'NO_QUORUM', field: ['itemId'], article: expect.stringContaining('第十九条') },
    ]);
    expect(enough.userErrors).toEqual([]);
  });
});
