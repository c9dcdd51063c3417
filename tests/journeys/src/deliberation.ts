import { randomUUID } from 'node:crypto';
import { deskNames, type GraphClient, suggestAndDeliberate } from '@gridlink/demo';
import { eventually } from '@gridlink/test-kit';
import { beforeAll, expect, it } from '@jest/globals';
import { departmentItem, type Reported, seenBy } from './matter.ts';
import { steps } from './steps.ts';
import type { World } from './world.ts';

type Receipt = { readonly code: string; readonly queryCode: string };
type Carried = { readonly deliberation: { readonly code: string } } | null;
type Meeting = {
  readonly id: string;
  readonly code: string;
  readonly state: string;
  readonly turnout: Readonly<Record<string, number>>;
  readonly attendees: readonly { readonly id: string }[];
  readonly agenda: readonly {
    readonly id: string;
    readonly carriedFrom: Carried;
    readonly carriedTo: Carried;
    readonly suggestion: { readonly code: string } | null;
    readonly resolution: { readonly actions: readonly { readonly ticket: { readonly code: string } | null }[] } | null;
  }[];
};
type Figure = { readonly count: number; readonly ticketsOf: string };
type Told = { readonly event: string; readonly code: string };
type Followed = {
  readonly state: string;
  readonly progress: readonly { readonly label: string }[];
  readonly meetings: readonly { readonly title: string; readonly state: string }[];
  readonly answers: readonly { readonly outcome: string; readonly words: string }[];
  readonly resolutions: readonly {
    readonly outcome: string;
    readonly tickets: readonly { readonly code: string; readonly stage: string; readonly result: string | null }[];
  }[];
};

const MEETING =
  'id code state attendees { id } turnout { invited invitedPresent absent uninvited } agenda { id carriedFrom { deliberation { code } } carriedTo { deliberation { code } } suggestion { code } resolution { actions { ticket { code } } } }';

async function give<T>(client: GraphClient, name: string, [input, shown]: readonly [Record<string, unknown>, string]) {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation Give($input: ${type}!) { ${name}(input: $input) { ${shown} userErrors { code message field } } }`;
  return client.command<T>(query, { input });
}

export function deliberationJourney(running: () => World): void {
  let world: World;
  let receipt: Receipt;
  let meeting: Meeting;
  let matter: Reported;
  beforeAll(() => {
    world = running();
  });

  const placeAndDesks = () => {
    const jurisdiction = world.at('zhengzhou');
    const [place] = jurisdiction.grids;
    if (!place) throw new Error('no grid');
    const names = deskNames({ jurisdiction: 'zhengzhou', town: place.town, county: place.county });
    const item = departmentItem(jurisdiction);
    const lead = `${place.county}-${item.lead}`;
    const gridId = jurisdiction.gridIds.get(place.externalId);
    return {
      place,
      gridId,
      item,
      lead,
      desk: { town: names.town, county: names.county, city: 'zhengzhou-city', lead: names.unit(lead) },
    };
  };
  const follow = async (): Promise<Followed> => {
    const query = `query Follow($code: String!, $queryCode: String!) {
    suggestionByNumber(code: $code, queryCode: $queryCode) {
      state progress { label } meetings { title state } answers { outcome words } resolutions { outcome tickets { code stage result } }
    }
  }`;
    return (await world.public.ask<{ suggestionByNumber: Followed }>(query, receipt)).suggestionByNumber;
  };
  /** The number at a desk of something it was told, once it has been. */
  const told = (login: string, event: string): Promise<string> =>
    eventually(async () => {
      const query = '{ notifications(first: 50) { nodes { event code } } }';
      const { notifications } = await world.desks.at(login).ask<{ notifications: { nodes: Told[] } }>(query);
      const found = notifications.nodes.find((row) => row.event === event);
      if (!found) throw new Error(`${login} has not heard of ${event}`);
      return found.code;
    });
  const command = async (login: string, name: string, input: Record<string, unknown>): Promise<Meeting> => {
    const asked = { deliberationId: meeting?.id, ...input };
    return (await give<{ deliberation: Meeting }>(world.desks.at(login), name, [asked, `deliberation { ${MEETING} }`]))
      .deliberation;
  };

  it('is suggested without an account, and adopted by the grid center', async () => {
    const { gridId, desk } = placeAndDesks();
    const suggestion = {
      subject: '增设路灯',
      text: '巷口夜里太暗，建议增设一盏路灯',
      gridId,
      reporter: { name: '李某', phone: '13900001234' },
      idempotencyKey: randomUUID(),
    };
    // The ticket service hears of the grid by an event.
    const made = await eventually(() =>
      give<{ receipt: Receipt }>(world.public, 'makeSuggestion', [suggestion, 'receipt { code queryCode }']),
    );
    receipt = made.receipt;
    const town = world.desks.at(desk.town);
    const list = await town.ask<{ suggestions: { nodes: { id: string; code: string }[] } }>(
      '{ suggestions(first: 5, filter: { state: OPEN }) { nodes { id code } } }',
    );
    const found = list.suggestions.nodes.find(({ code }) => code === receipt.code);
    const suggestionId = found?.id;
    expect(await told(desk.town, 'suggestion-received')).toBe(receipt.code);
    const reveal = { suggestionId, purpose: '核实位置' };
    expect(await give(town, 'revealSuggester', [reveal, 'name phone'])).toMatchObject({
      name: '李某',
      phone: '13900001234',
    });
    const answer = { suggestionId: found?.id, outcome: 'ADOPTED', words: '提交小院议事厅议决' };
    await give(town, 'answerSuggestion', [answer, 'suggestion { state }']);
    expect(await follow()).toMatchObject({
      state: 'ANSWERED',
      answers: [{ outcome: 'ADOPTED', words: '提交小院议事厅议决' }],
      resolutions: [],
    });
    const convene = {
      gridId,
      title: '小院议事',
      venue: '社区活动室',
      startsAt: new Date(Date.now() + 30 * 60_000).toISOString(),
      agenda: [{ suggestionId: found?.id }],
      attendees: [
        { kind: 'RESIDENT', name: '赵大娘' },
        { kind: 'RESIDENT', name: '李某' },
      ],
    };
    const convened = await give<{ deliberation: Meeting }>(town, 'conveneDeliberation', [
      convene,
      `deliberation { ${MEETING} }`,
    ]);
    meeting = convened.deliberation;
    expect(meeting).toMatchObject({ state: 'CONVENED', agenda: [{ suggestion: { code: receipt.code } }] });
    expect(await follow()).toMatchObject({
      progress: [{ label: '已登记' }, { label: '已答复' }],
      meetings: [{ title: '小院议事', state: 'CONVENED' }],
    });
  });

  it('is deferred by those who came, and taken up again at the next meeting, to which a department is invited', async () => {
    const { gridId, desk, lead } = placeAndDesks();
    const [first] = meeting.attendees;
    const others = [{ kind: 'RESIDENT', name: '孙先生' }];
    const session = await command(desk.town, 'recordAttendance', { present: [first?.id], others });
    expect(session.turnout).toEqual({ invited: 2, invitedPresent: 1, absent: 1, uninvited: 1 });
    await command(desk.town, 'resolveAgendaItem', { itemId: 'i1', outcome: 'DEFERRED', words: '人少，下次再议' });
    const earlier = await command(desk.town, 'publishMinutes', { summary: '到会两方，暂缓' });
    const deferred = { deliberationId: earlier.id, itemId: 'i1' };
    const startsAt = new Date(Date.now() + 30 * 60_000).toISOString();
    const next = { gridId, title: '小院再议', venue: '社区活动室', startsAt, agenda: [{ deferred }] };
    const attendees = [{ kind: 'RESIDENT', name: '赵大娘' }];
    const shown = `deliberation { ${MEETING} }`;
    const convene = [{ ...next, attendees }, shown] as const;
    const town = world.desks.at(desk.town);
    meeting = (await give<{ deliberation: Meeting }>(town, 'conveneDeliberation', convene)).deliberation;
    expect(meeting.agenda).toMatchObject([
      { suggestion: { code: receipt.code }, carriedFrom: { deliberation: { code: earlier.code } } },
    ]);
    meeting = await command(desk.town, 'inviteToDeliberation', { attendees: [{ kind: 'BODY', organization: lead }] });
    expect(await told(desk.lead, 'deliberation-invited')).toBe(meeting.code);
    const query = `query Look($id: ID!) { deliberation(id: $id) { ${MEETING} } }`;
    const { deliberation } = await town.ask<{ deliberation: Meeting }>(query, { id: earlier.id });
    expect(deliberation.agenda[0]?.carriedTo).toEqual({ deliberation: { code: meeting.code } });
  });

  it('is resolved by those who came, and becomes a ticket when the minutes are published', async () => {
    const { desk } = placeAndDesks();
    await command(desk.town, 'recordAttendance', { present: meeting.attendees.map(({ id }) => id) });
    await command(desk.town, 'resolveAgendaItem', {
      itemId: 'i1',
      outcome: 'AGREED',
      votes: { for: 2, against: 0, abstained: 0 },
      words: '赵大娘等同意在巷口增设路灯',
      actions: [{ title: '巷口增设路灯', text: '在巷口增设一盏路灯', address: '巷口' }],
    });
    meeting = await command(desk.town, 'publishMinutes', { summary: '到会两户，一致同意' });
    expect(await told(desk.lead, 'deliberation-published')).toBe(meeting.code);
    const { gridId } = placeAndDesks();
    const query = `query Minutes($gridId: ID) { publishedMinutes(gridId: $gridId, first: 5) { nodes { summary items { words tickets { code } } } } }`;
    const { publishedMinutes } = await world.public.ask<{
      publishedMinutes: { nodes: { summary: string; items: { words: string; tickets: { code: string }[] }[] }[] };
    }>(query, { gridId });
    const code = meeting.agenda[0]?.resolution?.actions[0]?.ticket?.code;
    expect(publishedMinutes.nodes).toEqual([
      { summary: '到会两户，一致同意', items: [{ words: '赵**等同意在巷口增设路灯', tickets: [{ code }] }] },
      { summary: '到会两方，暂缓', items: [{ words: '人少，下次再议', tickets: [] }] },
    ]);
  });

  it('is handled as any matter is', async () => {
    const { place, item, lead, desk } = placeAndDesks();
    const code = meeting.agenda[0]?.resolution?.actions[0]?.ticket?.code ?? '';
    const ticket = await seenBy(world.desks.at(desk.town), code);
    matter = { receipt: { ...receipt, code } as Reported['receipt'], ticket, item, place, lead, desk };
    const loop = steps(world, matter);
    await loop.accept();
    await loop.escalate();
    const sent = await loop.dispatch();
    await loop.reportIn(sent);
    await loop.complete(sent);
    await loop.feedBack();
    expect((await loop.verify(true)).stage).toBe('CLOSED');
  });

  it('is read by the resident, who still has the number and the code, to its end', async () => {
    expect(await follow()).toMatchObject({
      resolutions: [
        { outcome: 'DEFERRED', tickets: [] },
        {
          outcome: 'AGREED',
          tickets: [{ code: matter.ticket.code, stage: 'CLOSED', result: '井盖已补齐，谢谢您的反映' }],
        },
      ],
    });
    const rated = { ...receipt, satisfied: true, words: '路灯亮了' };
    const answer = await give<{ suggestion: { state: string } }>(world.public, 'rateSuggestionAnswer', [
      rated,
      'suggestion { state }',
    ]);
    expect(answer.suggestion.state).toBe('SATISFIED');
  });

  it('stands in the figures of the county, whose numbers open it', async () => {
    const { place, desk } = placeAndDesks();
    const county = world.desks.at(desk.county);
    const year = new Date().getFullYear();
    const input = { area: place.county, from: `${year - 1}-12-01`, to: `${year}-12-31` };
    const query = `query Figures($input: FiguresInput!) { figures(input: $input) { rows { values {
      indicator { code } numerator { count ticketsOf } denominator { count } } } } }`;
    type Value = { indicator: { code: string }; numerator: Figure; denominator: { count: number } | null };
    type Figures = { figures: { rows: readonly { values: readonly Value[] }[] } };
    const numbers = await eventually(async () => {
      const { figures } = await county.ask<Figures>(query, { input });
      const values = new Map(figures.rows[0]?.values.map((value) => [value.indicator.code, value]));
      // Figures come about half a second after what they count.
      expect(values.get('RESOLUTIONS_CARRIED_OUT')).toMatchObject({
        numerator: { count: 1 },
        denominator: { count: 1 },
      });
      return values;
    });
    const counts = ['SUGGESTIONS', 'DELIBERATIONS', 'RESOLUTIONS', 'RESOLUTIONS_WITH_TICKETS'].map(
      (code) => numbers.get(code)?.numerator.count,
    );
    expect(counts).toEqual([1, 2, 2, 1]);
    const open = 'query Open($figure: String!) { entriesOf(figure: $figure) { nodes { suggestion { code } } } }';
    const figure = numbers.get('SUGGESTIONS')?.numerator.ticketsOf;
    expect(await county.ask(open, { figure })).toMatchObject({
      entriesOf: { nodes: [{ suggestion: { code: receipt.code } }] },
    });
  });

  it('is what the demonstration loads a little of', async () => {
    const { grids } = world.at('zhengzhou');
    await suggestAndDeliberate([{ code: 'zhengzhou', grids }], world);
    const { desk } = placeAndDesks();
    const list = '{ deliberations(first: 5, filter: { state: PUBLISHED }) { nodes { agenda { subject } } } }';
    const { deliberations } = await world.desks
      .at(desk.county)
      .ask<{ deliberations: { nodes: { agenda: { subject: string }[] }[] } }>(list);
    expect(deliberations.nodes.map(({ agenda }) => agenda[0]?.subject).toSorted()).toEqual([
      '增设路灯',
      '增设路灯',
      '巷口增设路灯',
    ]);
  });
}
