import type { Caller } from '@gridlink/contracts';
import { eventually } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { notificationConsumer } from '../src/notification/events/after-ticket-changed.ts';
import { aMeeting, holds } from './deliberation-story.ts';
import { closed, dispatched, does, reported } from './steps.ts';
import { COUNTY, GRID_ID, IN_THE_GRID, people, startTown, type Town, VILLAGE } from './town.ts';

type Row = {
  id: string;
  kind: string;
  event: string;
  words: { zh: string; en: string };
  code: string;
  ticketCode: string | null;
  ticket: { code: string } | null;
  suggestion: { id: string } | null;
  deliberation: { id: string } | null;
  dueAt: string | null;
  about: { code: string } | null;
  organization: { code: string } | null;
  grid: { id: string } | null;
  read: boolean;
  at: string;
};
const ROW =
  'id kind event words { zh en } code ticketCode ticket { code } suggestion { id } deliberation { id } dueAt about { code } organization { code } grid { id } read at';

describe('[E12] notifications', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown({ env: { NOTIFICATIONS: 'here', NOTIFICATION_RETENTION_DAYS: '3650' } });
  });
  afterAll(() => town.stop());

  const ofDesk = async (caller: Caller, args = 'first: 200'): Promise<Row[]> => {
    const query = `{ notifications(${args}) { nodes { ${ROW} } pageInfo { hasNextPage endCursor } } }`;
    const { data, errors } = await town.ask<{ notifications: { nodes: Row[] } }>(caller, query);
    if (!data) throw new Error(JSON.stringify(errors));
    return data.notifications.nodes;
  };
  const heard = (caller: Caller, code: string, event: string): Promise<Row> =>
    eventually(async () =>
      (await ofDesk(caller)).find((row) => row.ticketCode === code && row.event === event),
    ) as Promise<Row>;
  const unread = async (caller: Caller): Promise<number> => {
    const { data } = await town.ask<{ unreadNotifications: number }>(caller, '{ unreadNotifications }');
    return data?.unreadNotifications ?? Number.NaN;
  };
  const mark = async (caller: Caller, input: Record<string, unknown>) => {
    const query = `mutation ($input: MarkNotificationsReadInput!) {
      markNotificationsRead(input: $input) { unread userErrors { code field message } } }`;
    type Answer = { markNotificationsRead: { unread: number | null; userErrors: { code: string; field: string[] }[] } };
    return (await town.ask<Answer>(caller, query, { input })).data?.markNotificationsRead;
  };

  it('a dispatch tells the desks of its units, and not who sent it', async () => {
    const { ticket } = await dispatched(town);
    const row = await heard(people.lead, ticket.code, 'dispatched');
    expect(row).toMatchObject({
      kind: 'WORK',
      ticket: { code: ticket.code },
      organization: { code: `${COUNTY}-URBAN_MANAGEMENT` },
      grid: null,
      read: false,
    });
    expect(row.words.zh).toMatch(
      new RegExp(`^工单 ${ticket.code}：已交办，请报到办理（期限 2026-03-\\d\\d \\d\\d:\\d\\d）$`),
    );
    await heard(people.assist, ticket.code, 'dispatched');
    const own = (await ofDesk(people.county)).filter(({ ticketCode }) => ticketCode === ticket.code);
    expect(own.map(({ event }) => event)).toEqual(['escalated']);
  });

  it('one is opened by its id at the desk it is for, unless its kind is turned off', async () => {
    const { ticket } = await dispatched(town);
    const row = await heard(people.lead, ticket.code, 'dispatched');
    const open = async (caller: Caller): Promise<unknown> => {
      const query = 'query ($id: ID!) { notification(id: $id) { id kind ticketCode } }';
      return (await town.ask<{ notification: unknown }>(caller, query, { id: row.id })).data?.notification;
    };
    expect(await open(people.lead)).toEqual({ id: row.id, kind: 'WORK', ticketCode: ticket.code });
    expect([await open(people.outsider), await open(people.elsewhere)]).toEqual([null, null]);
    const turnOff = async (inAppOff: readonly string[]): Promise<unknown> => {
      const input = `input: { inAppOff: [${inAppOff}] }`;
      return town.ask(people.lead, `mutation { setNotificationPreferences(${input}) { userErrors { code } } }`);
    };
    await turnOff(['WORK']);
    expect(await open(people.lead)).toBeNull();
    await turnOff([]);
  });

  it('a report tells the center and the staff of its grid, nobody beside', async () => {
    const { ticket } = await reported(town);
    expect((await heard(people.town, ticket.code, 'reported')).organization).not.toBeNull();
    expect((await heard(people.worker, ticket.code, 'reported')).grid).toEqual({ id: GRID_ID });
    for (const caller of [
      people.strangerWorker,
      people.outsider,
      people.otherCounty,
      people.elsewhere,
      people.county,
    ]) {
      expect((await ofDesk(caller)).filter(({ ticketCode }) => ticketCode === ticket.code)).toEqual([]);
    }
  });

  it('[T19] [T20] a suggestion, and the meeting that takes it up, are told to the desks concerned, each once', async () => {
    const suggest = `mutation ($input: MakeSuggestionInput!) { makeSuggestion(input: $input) { receipt { code } } }`;
    const input = { subject: '增设路灯', text: '巷口太暗', place: IN_THE_GRID };
    type Made = { makeSuggestion: { receipt: { code: string } } };
    const code = (await town.ask<Made>(people.resident, suggest, { input })).data?.makeSuggestion.receipt.code ?? '';
    const told = (caller: Caller, number: string, event: string): Promise<Row> =>
      eventually(async () =>
        (await ofDesk(caller)).find((row) => row.code === number && row.event === event),
      ) as Promise<Row>;
    const { suggestion } = await told(people.town, code, 'suggestion-received');
    const suggestionId = suggestion?.id;
    expect(suggestionId).toBeTruthy();
    const give = async (name: string, given: Record<string, unknown>): Promise<void> => {
      const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
      const query = `mutation ($input: ${type}!) { ${name}(input: $input) { userErrors { code } } }`;
      const { data } = await town.ask<Record<string, { userErrors: unknown[] }>>(people.town, query, { input: given });
      expect(data?.[name]?.userErrors).toEqual([]);
    };
    const URBAN = `${COUNTY}-URBAN_MANAGEMENT`;
    await give('handOnSuggestion', { suggestionId, to: URBAN, words: '请答复' });
    const handedOn = await told(people.lead, code, 'suggestion-handed-on');
    expect([handedOn.kind, handedOn.ticketCode, handedOn.ticket, handedOn.organization]).toEqual([
      'WORK',
      null,
      null,
      { code: URBAN },
    ]);
    await give('answerSuggestion', { suggestionId, outcome: 'ADOPTED', words: '提交议事厅' });
    const startsAt = new Date(town.now().getTime() + 3_600_000).toISOString();
    await give('conveneDeliberation', {
      gridId: GRID_ID,
      title: '小院议事',
      venue: '活动室',
      startsAt,
      agenda: [{ suggestionId }],
      attendees: [{ kind: 'BODY', organization: `${COUNTY}-PUBLIC_SECURITY` }],
    });
    const invited = (await eventually(async () =>
      (await ofDesk(people.assist)).find(({ event }) => event === 'deliberation-convened'),
    )) as Row;
    expect([invited.dueAt, invited.words.zh.startsWith(`议事会 ${invited.code}：已召集，请参加（时间 `)]).toEqual([
      startsAt,
      true,
    ]);
    // Whose answer put it on the agenda hears of the meeting, and may open it.
    const concerned = await told(people.lead, invited.code, 'deliberation-convened');
    expect(concerned.deliberation).toEqual({ id: invited.deliberation?.id });
    await give('cancelDeliberation', { deliberationId: invited.deliberation?.id, reason: '雨' });
    await told(people.worker, invited.code, 'deliberation-cancelled');
    expect(await ofDesk(people.otherCounty)).toEqual([]);
    const ids = (await ofDesk(people.lead)).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('[T19] whoever is invited to a meeting as staff hears of it by name, also where it has no grid', async () => {
    const known = (caller: Caller, person: string): Caller => ({ ...caller, person });
    const [first, second] = [known(people.outsider, 'person-1'), known(people.strangerWorker, 'person-2')];
    const host = people.town;
    const startsAt = new Date(town.now().getTime() + 3_600_000).toISOString();
    const { id, code } = await holds(town, host, [
      'conveneDeliberation',
      aMeeting(town, {
        gridId: null,
        division: VILLAGE,
        startsAt,
        attendees: [{ kind: 'STAFF', personId: 'person-1' }],
      }),
    ]);
    const told = (caller: Caller, event: string) =>
      eventually(async () => (await ofDesk(caller)).find((row) => row.code === code && row.event === event));
    expect(await told(first, 'deliberation-convened')).toMatchObject({
      dueAt: startsAt,
      grid: null,
      organization: null,
    });
    const attendees = [{ kind: 'STAFF', personId: 'person-2' }];
    await holds(town, host, ['inviteToDeliberation', { deliberationId: id, attendees }]);
    await told(second, 'deliberation-invited');
    await holds(town, host, ['cancelDeliberation', { deliberationId: id, reason: '雨' }]);
    for (const caller of [first, second]) await told(caller, 'deliberation-cancelled');
    // At one instant of the town's clock they have no order of their own.
    const events = async (caller: Caller) =>
      (await ofDesk(caller)).flatMap(({ event, code: about }) => (about === code ? [event] : [])).toSorted();
    expect([await events(first), await events(second), await events(people.outsider)]).toEqual([
      ['deliberation-cancelled', 'deliberation-convened'],
      ['deliberation-cancelled', 'deliberation-invited'],
      [],
    ]);
  });

  it('[E07] a reopened ticket is told to the unit that closed it', async () => {
    const { ticket, ticketId, queryCode } = await closed(town);
    expect(ticketId).toBeTruthy();
    const input = { code: ticket.code, queryCode, words: '又坏了' };
    await town.ask(
      people.resident,
      'mutation ($input: ReopenTicketInput!) { reopenTicket(input: $input) { userErrors { code } } }',
      {
        input,
      },
    );
    expect((await heard(people.lead, ticket.code, 'reopened')).words.zh).toContain('已办结的工单重新打开');
  });

  it('what a unit does is told to the center, with the unit it is about', async () => {
    const { ticket, ticketId, leadId } = await dispatched(town);
    await does(town, people.lead, ['reportIn', { ticketId, assignmentId: leadId }]);
    const row = await heard(people.county, ticket.code, 'reported-in');
    expect([row.kind, row.about]).toEqual(['PROGRESS', { code: `${COUNTY}-URBAN_MANAGEMENT` }]);
  });

  it('reading is each account’s own, by identifier or up to an instant', async () => {
    const { ticket } = await dispatched(town);
    const row = await heard(people.lead, ticket.code, 'dispatched');
    const colleague = { ...people.lead, subject: 'colleague' };
    const before = await unread(people.lead);
    expect(await mark(people.lead, { ids: [row.id] })).toEqual({ unread: before - 1, userErrors: [] });
    expect((await heard(people.lead, ticket.code, 'dispatched')).read).toBe(true);
    expect((await heard(colleague, ticket.code, 'dispatched')).read).toBe(false);
    expect((await ofDesk(people.lead, 'unreadOnly: true')).map(({ id }) => id)).not.toContain(row.id);
    expect(await mark(people.lead, { until: row.at })).toEqual({ unread: 0, userErrors: [] });
    expect(await unread(people.lead)).toBe(0);
    expect(await unread(colleague)).toBe(before);
  });

  it.each([
    ['nothing', {}, 'NOTHING_NAMED', []],
    [
      'more than a page',
      { ids: Array.from({ length: 201 }, (_, index) => `n${index}`) },
      'TOO_MANY_NOTIFICATIONS',
      ['ids'],
    ],
  ])('marking %s is refused with the field', async (_, input, code, field) => {
    expect(await mark(people.lead, input)).toMatchObject({ unread: null, userErrors: [{ code, field }] });
  });

  it('pages and kinds', async () => {
    const all = await ofDesk(people.lead);
    const query = `query ($after: String) { notifications(first: 2, after: $after) { nodes { id } pageInfo { endCursor } } }`;
    type Page = { notifications: { nodes: { id: string }[]; pageInfo: { endCursor: string } } };
    const first = (await town.ask<Page>(people.lead, query)).data?.notifications;
    const next = (await town.ask<Page>(people.lead, query, { after: first?.pageInfo.endCursor })).data?.notifications;
    expect([...(first?.nodes ?? []), ...(next?.nodes ?? [])].map(({ id }) => id)).toEqual(
      all.slice(0, 4).map(({ id }) => id),
    );
    const outcomes = await ofDesk(people.lead, 'kinds: [OUTCOME]');
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['OUTCOME']));
    expect(outcomes.map(({ event }) => event)).toContain('verified');
  });

  it('who is moved to another unit sees that unit’s and no longer the old one’s', async () => {
    const { ticket } = await dispatched(town);
    await heard(people.lead, ticket.code, 'dispatched');
    const moved = { ...people.lead, organization: `${COUNTY}-HEALTH` };
    expect(await ofDesk(moved)).toEqual([]);
    expect((await ofDesk({ ...people.lead, grids: [], roles: ['GRID_WORKER'] })).length).toBe(0);
  });

  it('an event that is handled again tells nobody twice', async () => {
    const { ticket } = await dispatched(town);
    const { id } = await heard(people.lead, ticket.code, 'dispatched');
    const event = await eventually(() =>
      town.database.db.collection('event_log').findOne({ _id: id.split('|')[0] as never }),
    );
    const { deps } = town.service;
    const { handlers } = notificationConsumer({ ...deps, channels: [], retentionDays: 3_650, now: town.now });
    const heardAgain = event.event as Parameters<(typeof handlers)[string]>[0];
    await handlers[heardAgain.type]?.(heardAgain);
    const stored = await town.database.db
      .collection('notifications')
      .countDocuments({ ticketId: ticket.id, verb: 'dispatched' });
    expect(stored).toBe(2);
  });

  it('what happened longer ago than notifications are kept is not told', async () => {
    const { ticket } = await reported(town);
    const { id } = await heard(people.town, ticket.code, 'reported');
    const stored = await town.database.db.collection('event_log').findOne({ _id: id.split('|')[0] as never });
    const event = { ...(stored?.event as { id: string; type: string }), id: 'another', subject: 'S' };
    const { deps } = town.service;
    const tenDaysLater = () => new Date(town.now().getTime() + 10 * 86_400_000);
    const { handlers } = notificationConsumer({ ...deps, channels: [], retentionDays: 9, now: tenDaysLater });
    await handlers[event.type]?.(event as never);
    const written = await town.database.db.collection('notifications').countDocuments({ _id: /^another/ as never });
    expect(written).toBe(0);
  });

  it('the public may not ask', async () => {
    const { errors } = await town.ask(people.resident, '{ notifications { nodes { id } } }');
    expect(errors[0]?.extensions?.code).toBe('FORBIDDEN');
  });
});
