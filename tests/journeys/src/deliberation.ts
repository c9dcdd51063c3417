import { randomUUID } from 'node:crypto';
import { deskNames, type GraphClient, suggestAndDeliberate } from '@gridlink/demo';
import { eventually } from '@gridlink/test-kit';
import { beforeAll, expect, it } from '@jest/globals';
import { departmentItem, type Reported, seenBy } from './matter.ts';
import { steps } from './steps.ts';
import type { World } from './world.ts';

type Receipt = { readonly code: string; readonly queryCode: string };
type Meeting = {
  readonly id: string;
  readonly state: string;
  readonly attendees: readonly { readonly id: string }[];
  readonly agenda: readonly {
    readonly suggestion: { readonly code: string } | null;
    readonly resolution: { readonly actions: readonly { readonly ticket: { readonly code: string } | null }[] } | null;
  }[];
};
type Followed = {
  readonly state: string;
  readonly answers: readonly { readonly outcome: string; readonly words: string }[];
  readonly resolutions: readonly {
    readonly outcome: string;
    readonly tickets: readonly { readonly code: string; readonly stage: string; readonly result: string | null }[];
  }[];
};

const MEETING = 'id state attendees { id } agenda { suggestion { code } resolution { actions { ticket { code } } } }';

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
      state answers { outcome words } resolutions { outcome tickets { code stage result } }
    }
  }`;
    return (await world.public.ask<{ suggestionByNumber: Followed }>(query, receipt)).suggestionByNumber;
  };
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
    const { gridId } = placeAndDesks();
    const query = `query Minutes($gridId: ID) { publishedMinutes(gridId: $gridId, first: 5) { nodes { summary items { words tickets { code } } } } }`;
    const { publishedMinutes } = await world.public.ask<{
      publishedMinutes: { nodes: { summary: string; items: { words: string; tickets: { code: string }[] }[] }[] };
    }>(query, { gridId });
    const code = meeting.agenda[0]?.resolution?.actions[0]?.ticket?.code;
    expect(publishedMinutes.nodes).toEqual([
      { summary: '到会两户，一致同意', items: [{ words: '赵**等同意在巷口增设路灯', tickets: [{ code }] }] },
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
      '巷口增设路灯',
    ]);
  });
}
