import type { Caller, EventEnvelope } from '@gridlink/contracts';
import { instructionEvents } from '@gridlink/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { reported } from './steps.ts';
import { COUNTY, GRID_ID, people, startTown, TOWN, type Town } from './town.ts';

const UNIT = `${COUNTY}-URBAN_MANAGEMENT`;
const FIELDS = `id version state title words sender { code } meetingUrl ticketCode ticket { code } limit { amount unit } acknowledgeBy
  progress { recipients delivered read acknowledged done overdue } resends { recipients }
  receipts { organization { code } grid { id } state overdueAt resentAt acknowledged { role words } }`;

type Shown = {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly ticket: { readonly code: string } | null;
  readonly ticketCode: string | null;
  readonly progress: Readonly<Record<string, number>> | null;
  readonly resends: readonly object[] | null;
  readonly receipts: readonly {
    readonly organization: { readonly code: string } | null;
    readonly grid: { readonly id: string } | null;
    readonly state: string;
    readonly overdueAt: string | null;
    readonly resentAt: readonly string[];
    readonly acknowledged: { readonly role: string; readonly words: string | null } | null;
  }[];
};
type Payload = {
  readonly instruction: Shown | null;
  readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] }[];
};

describe('[T17] instructions', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
  });
  afterAll(() => town.stop());

  const give = async (caller: Caller, name: string, input: Record<string, unknown>) => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { instruction { ${FIELDS} } userErrors { code field } } }`;
    const { data, errors } = await town.ask<Record<string, Payload>>(caller, query, { input });
    return { payload: data?.[name], codes: (errors ?? []).map(({ extensions }) => extensions?.code) };
  };
  const done = async (caller: Caller, name: string, input: Record<string, unknown>): Promise<Shown> => {
    const { payload, codes } = await give(caller, name, input);
    if (!payload?.instruction) throw new Error(`${name}: ${JSON.stringify([payload?.userErrors, codes])}`);
    return payload.instruction;
  };
  const sound = {
    title: '防汛叫应',
    words: '请立即到岗',
    urgency: 'URGENT',
    organizations: [`${TOWN}-TOWN`, UNIT],
    gridIds: [GRID_ID],
  };
  const issue = (more: Record<string, unknown> = {}, caller: Caller = people.county): Promise<Shown> =>
    done(caller, 'issueInstruction', { ...sound, ...more });
  const look = async (caller: Caller, id: string): Promise<Shown | null> => {
    const { data } = await town.ask<{ instruction: Shown | null }>(
      caller,
      `query ($id: ID!) { instruction(id: $id) { ${FIELDS} } }`,
      { id },
    );
    return data?.instruction ?? null;
  };
  /** The events of an instruction, in order, each as its contract has it. */
  const eventsOf = async (id: string): Promise<readonly EventEnvelope[]> => {
    await town.service.settled();
    const rows = await town.database.db.collection('event_log').find({ 'event.subject': id }).toArray();
    const events = rows.map(({ event }) => event as EventEnvelope).sort((a, b) => a.sequence - b.sequence);
    for (const { type, data } of events) instructionEvents.find((event) => event.type === type)?.data.parse(data);
    return events;
  };
  const verbs = async (id: string): Promise<string[]> =>
    (await eventsOf(id)).map(({ type }) => type.split('.')[3] ?? '');

  it('reach grids and bodies below, each with a receipt of its own that says who and when', async () => {
    const { id } = await issue({ meetingUrl: 'https://meet.example.cn/r/1' });
    await done(people.worker, 'receiveInstruction', { instructionId: id });
    await done(people.worker, 'readInstruction', { instructionId: id });
    await done(people.worker, 'acknowledgeInstruction', { instructionId: id, words: '已到岗' });
    await done(people.town, 'acknowledgeInstruction', { instructionId: id, words: '已布置' });
    await done(people.worker, 'completeInstruction', { instructionId: id, words: '已转移 12 人' });
    const seen = await look(people.county, id);
    expect(seen?.receipts).toMatchObject([
      {
        organization: { code: `${TOWN}-TOWN` },
        grid: null,
        state: 'ACKNOWLEDGED',
        acknowledged: { role: 'TOWN_OPERATOR' },
      },
      { organization: { code: UNIT }, state: 'SENT', acknowledged: null },
      {
        organization: null,
        grid: { id: GRID_ID },
        state: 'DONE',
        acknowledged: { role: 'GRID_WORKER', words: '已到岗' },
      },
    ]);
    expect(seen?.progress).toEqual({ recipients: 3, delivered: 2, read: 2, acknowledged: 2, done: 1, overdue: 0 });
    expect(await verbs(id)).toEqual(['issued', 'acknowledged', 'acknowledged', 'done']);
  });

  it('show a recipient what is its own and nothing of the others', async () => {
    const { id } = await issue();
    const own = await look(people.lead, id);
    expect([own?.receipts.map(({ organization }) => organization?.code), own?.progress, own?.resends]).toEqual([
      [UNIT],
      null,
      null,
    ]);
  });

  it.each([
    ['a department it is not for', people.assist],
    ['staff of another grid', people.strangerWorker],
    ['a neighbouring county', people.otherCounty],
    ['another jurisdiction', people.elsewhere],
  ])('are hidden from %s, who can do nothing with them', async (_who, caller) => {
    const { id } = await issue();
    const { codes } = await give(caller, 'readInstruction', { instructionId: id });
    expect([await look(caller, id), codes]).toEqual([null, ['NOT_FOUND']]);
  });

  it('are shown whole to the center above', async () => {
    const { id } = await issue();
    const { id: townOwn } = await issue({ organizations: [] }, people.town);
    expect([
      (await look(people.city, id))?.receipts.length,
      (await look(people.county, townOwn))?.progress?.recipients,
    ]).toEqual([3, 1]);
  });

  it('are refused where a recipient lies outside, with its place in the list', async () => {
    const { payload } = await give(people.town, 'issueInstruction', sound);
    expect(payload?.userErrors).toEqual([{ code: 'RECIPIENT_OUTSIDE', field: ['organizations', '1'] }]);
  });

  it.each([
    ['nothing to say', { words: ' ' }, 'REQUIRED', ['words']],
    ['a title that is too long', { title: '防'.repeat(101) }, 'TOO_LONG', ['title']],
    ['a grid there is not', { gridIds: ['none'] }, 'RECIPIENT_UNKNOWN', ['gridIds', '0']],
    ['a link that is none', { meetingUrl: 'javascript:alert(1)' }, 'NOT_A_MEETING_LINK', ['meetingUrl']],
    ['a limit out of bounds', { limit: { amount: 90, unit: 'NATURAL_DAY' } }, 'LIMIT_OUT_OF_BOUNDS', ['limit']],
    ['a ticket there is not', { ticketId: 'none' }, 'TICKET_UNKNOWN', ['ticketId']],
  ])('are refused with the field named: %s', async (_what, more, code, field) => {
    const { payload } = await give(people.county, 'issueInstruction', { ...sound, ...more });
    expect([payload?.instruction, payload?.userErrors]).toEqual([null, [{ code, field }]]);
  });

  it('are not for whoever works in no center, nor answered by the sender', async () => {
    const { id } = await issue();
    expect([
      (await give(people.lead, 'issueInstruction', sound)).codes,
      (await give(people.county, 'acknowledgeInstruction', { instructionId: id, words: '收到' })).codes,
      (await give(people.town, 'withdrawInstruction', { instructionId: id, reason: '误发' })).codes,
    ]).toEqual([['FORBIDDEN'], ['FORBIDDEN'], ['FORBIDDEN']]);
  });

  it('name a ticket, which only those see who may see it anyway', async () => {
    const { ticket } = await reported(town);
    const { id } = await issue({ ticketId: ticket.id });
    const [center, department] = [await look(people.county, id), await look(people.lead, id)];
    expect([center?.ticket?.code, department?.ticket, department?.ticketCode]).toEqual([
      ticket.code,
      null,
      ticket.code,
    ]);
  });

  it('are one for a request that is sent twice, and so is an answer', async () => {
    const [first, second] = [await issue({ idempotencyKey: 'same' }), await issue({ idempotencyKey: 'same' })];
    const answer = { instructionId: first.id, words: '收到', idempotencyKey: 'a' };
    await done(people.lead, 'acknowledgeInstruction', answer);
    await done(people.lead, 'acknowledgeInstruction', answer);
    expect([second.id, await verbs(first.id)]).toEqual([first.id, ['issued', 'acknowledged']]);
  });

  it('are sent again to those who have not acknowledged, and withdrawn with a reason; both in the version that was read', async () => {
    const { id, version } = await issue();
    const acknowledged = await done(people.lead, 'acknowledgeInstruction', { instructionId: id, words: '收到' });
    const stale = await give(people.county, 'resendInstruction', { instructionId: id, expectedVersion: version });
    const resent = await done(people.county, 'resendInstruction', { instructionId: id, expectedVersion: version + 1 });
    const withdrawn = await done(people.city, 'withdrawInstruction', { instructionId: id, reason: '险情解除' });
    const late = await give(people.worker, 'acknowledgeInstruction', { instructionId: id, words: '收到' });
    // Whom it is for alone is shown its version; the command itself moved it by one.
    expect([acknowledged.version, stale.codes, resent.receipts.map(({ resentAt }) => resentAt.length)]).toEqual([
      version + 1,
      ['CONFLICT'],
      [1, 0, 1],
    ]);
    expect([withdrawn.state, late.payload?.userErrors[0]?.code]).toEqual(['WITHDRAWN', 'WITHDRAWN']);
    const last = (await eventsOf(id)).at(-2);
    expect([await verbs(id), (last?.data.recipients as object[] | undefined)?.length]).toEqual([
      ['issued', 'acknowledged', 'resent', 'withdrawn'],
      2,
    ]);
  });

  it('that are not acknowledged in time are overdue once for each recipient, however many sweep', async () => {
    const { id } = await issue();
    await done(people.lead, 'acknowledgeInstruction', { instructionId: id, words: '收到' });
    town.passHours(24);
    await Promise.all([town.service.sweepAlarms(), town.service.sweepAlarms()]);
    await town.service.sweepAlarms();
    town.passHours(24);
    await town.service.sweepAlarms();
    const overdue = (await eventsOf(id)).filter(({ type }) => type.includes('overdue'));
    expect(
      overdue.map(({ data }) =>
        (data.recipients as { organization?: string; gridId?: string }[]).map(
          ({ organization, gridId }) => organization ?? gridId,
        ),
      ),
    ).toEqual([[`${TOWN}-TOWN`, GRID_ID]]);
    expect((await look(people.county, id))?.progress?.overdue).toBe(2);
  });

  it('are answered by everybody in the same moment, and no answer is lost', async () => {
    const { id } = await issue();
    const answers = [people.town, people.lead, people.worker, people.town, people.lead, people.leader].map((caller) =>
      give(caller, 'acknowledgeInstruction', { instructionId: id, words: '收到' }),
    );
    const refused = (await Promise.all(answers)).flatMap(({ payload }) => payload?.userErrors ?? []);
    expect([refused.map(({ code }) => code), (await look(people.county, id))?.progress?.acknowledged]).toEqual([
      ['ACKNOWLEDGED_ALREADY', 'ACKNOWLEDGED_ALREADY', 'ACKNOWLEDGED_ALREADY'],
      3,
    ]);
  });

  it('are listed for whom they are addressed to and for the sender, by state, a page at a time', async () => {
    // Whatever the others issued is older.
    town.passHours(1);
    const { id } = await issue({ title: '名单' });
    await done(people.lead, 'acknowledgeInstruction', { instructionId: id, words: '收到' });
    const ids = async (caller: Caller, field: string, args = ''): Promise<readonly string[]> => {
      const { data } = await town.ask<Record<string, { nodes: { id: string }[] }>>(
        caller,
        `{ ${field}(first: 200 ${args}) { nodes { id } } }`,
      );
      return data?.[field]?.nodes.map((node) => node.id) ?? [];
    };
    const lists = [
      (await ids(people.lead, 'instructionsReceived', 'filter: { state: ACKNOWLEDGED }'))[0],
      (await ids(people.lead, 'instructionsReceived', 'filter: { state: SENT }')).includes(id),
      (await ids(people.town, 'instructionsReceived', 'filter: { state: SENT }'))[0],
      (await ids(people.county, 'instructionsSent', 'filter: { state: OPEN }'))[0],
      (await ids(people.county, 'instructionsSent', 'filter: { overdue: true }')).includes(id),
      (await ids(people.assist, 'instructionsReceived')).length,
      (await ids(people.otherCounty, 'instructionsSent')).length,
    ];
    expect(lists).toEqual([id, false, id, id, false, 0, 0]);
  });
});
