import { type GraphClient, give } from '@gridlink/demo';
import { eventually } from '@gridlink/test-kit';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type LiveStream, openLive, type Told } from './live-stream.ts';
import { type Reported, reportMatter } from './matter.ts';
import { steps } from './steps.ts';
import type { World } from './world.ts';

const HOUR_MS = 3_600_000;

type Clock = {
  readonly kind: string;
  readonly stoppedAt: string | null;
  readonly limit: { readonly amount: number; readonly unit: string };
  readonly plan: { readonly id: string; readonly mode: string } | null;
};
type Seen = {
  readonly severity: string;
  readonly deadlines: readonly Clock[];
  readonly emergencies: readonly {
    readonly alarmed: readonly { readonly code: string }[];
    readonly stoodDownAt: string | null;
  }[];
};
type TicketNotice = { readonly event: string; readonly urgent: boolean; readonly ticketCode: string };
type Heard = { readonly change: string; readonly instruction: { readonly id: string } };

const SEEN = /* GraphQL */ `
  query Seen($code: String!) {
    ticket(code: $code) {
      severity
      deadlines { kind stoppedAt limit { amount unit } plan { id mode } }
      emergencies { alarmed { code } stoodDownAt }
    }
  }
`;

export function emergencyJourney(running: () => World): void {
  let world: World;
  let matter: Reported;
  let rescuers = '';
  const streams: { close(): void }[] = [];
  beforeAll(() => {
    world = running();
    const { accounts, grids } = world.at('zhengzhou');
    const organization = `${grids[0]?.county}-EMERGENCY`;
    rescuers = accounts.find((account) => account.organization === organization)?.name ?? '';
  });
  afterAll(() => {
    for (const stream of streams) stream.close();
  });

  const run = async <Payload>(client: GraphClient, name: string, of: string, input: object): Promise<Payload> => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation Run($input: ${type}!) { ${name}(input: $input) { ${of} userErrors { code message } } }`;
    return client.command<Payload>(query, { input });
  };
  const look = async (code: string): Promise<Seen> =>
    (await world.desks.at(matter.desk.county).ask<{ ticket: Seen }>(SEEN, { code })).ticket;

  it('is prepared for by a plan that another person has reviewed, and tickets run by its limits', async () => {
    const [place] = world.at('zhengzhou').grids;
    const county = world.desks.at(`zhengzhou-county-${place?.county.slice(0, 6)}`);
    const city = world.desks.at('zhengzhou-city');
    const now = Date.now();
    const draft = {
      title: '防汛应急',
      words: '汛期加快受理',
      mode: 'EMERGENCY',
      divisions: [place?.county],
      from: new Date(now - HOUR_MS).toISOString(),
      until: new Date(now + 8 * HOUR_MS).toISOString(),
      limits: [{ step: 'ACCEPT', factor: 0.5 }],
    };
    type Planned = { plan: { id: string } };
    const { plan } = await run<Planned>(county, 'draftModePlan', 'plan { id }', draft);
    const publish = { planId: plan.id, words: '同意' };
    await expect(run(county, 'publishModePlan', 'plan { id }', publish)).rejects.toThrow();
    await run(city, 'publishModePlan', 'plan { id }', publish);
    matter = await reportMatter(world, 'zhengzhou');
    const clock = (await look(matter.receipt.code)).deadlines.find(({ kind }) => kind === 'ACCEPT');
    const { NORMAL } = world.at('zhengzhou').pack.limits.steps.accept;
    expect(clock).toMatchObject({
      limit: { amount: NORMAL.amount * 0.5, unit: NORMAL.unit },
      plan: { id: plan.id, mode: 'EMERGENCY' },
    });
  });

  it('is told to the town and the bodies of rescue at once, while the work goes on', async () => {
    const go = steps(world, matter);
    const { code } = matter.receipt;
    await go.accept();
    await go.escalate();
    const working = await go.reportIn(await go.dispatch());
    const stream: LiveStream<Told> = await openLive(world, rescuers, 'ticketChanged');
    streams.push(stream);

    await give(world.desks.at('zhengzhou-worker'), 'declareEmergency', {
      ticketId: matter.ticket.id,
      words: '路面塌陷扩大',
    });
    await eventually(() => stream.told.some(({ ticket }) => ticket.code === code));
    const { severity, emergencies, deadlines } = await look(code);
    expect(severity).toBe('URGENT');
    const { town, county } = matter.place;
    expect(emergencies[0]?.alarmed.map((body) => body.code)).toEqual(
      expect.arrayContaining([`${town}-TOWN`, `${county}-EMERGENCY`]),
    );
    expect(deadlines.filter(({ kind, stoppedAt }) => kind === 'HANDLE' && stoppedAt === null).length).toBeGreaterThan(
      0,
    );
    for (const login of [matter.desk.town, rescuers]) {
      const told = await eventually(async () => {
        const query = '{ notifications(first: 50) { nodes { event urgent ticketCode } } }';
        const { notifications } = await world.desks.at(login).ask<{ notifications: { nodes: TicketNotice[] } }>(query);
        return notifications.nodes.find((one) => one.ticketCode === code && one.event === 'emergency-declared');
      });
      expect([login, told.urgent]).toEqual([login, true]);
    }
    expect((await go.complete(working)).stage).toBe('FEEDBACK');
  });

  it('[T17] is commanded live, with receipts, until it is stood down; and the matter closes as any other', async () => {
    const go = steps(world, matter);
    const heard = await openLive<Heard>(world, rescuers, 'instructionReceived', {
      selection: 'change instruction { id }',
    });
    streams.push(heard);
    const issue = {
      title: '立即封控',
      words: '请到场设置警戒',
      urgency: 'URGENT',
      organizations: [`${matter.place.county}-EMERGENCY`],
      ticketId: matter.ticket.id,
    };
    type Issued = { instruction: { id: string } };
    const city = world.desks.at(matter.desk.city);
    const { instruction } = await run<Issued>(city, 'issueInstruction', 'instruction { id }', issue);
    await eventually(() => heard.told.some((told) => told.instruction.id === instruction.id));
    const receipt = { instructionId: instruction.id, words: '已到场' };
    const done = 'instruction { state progress { recipients acknowledged } }';
    await run(world.desks.at(rescuers), 'acknowledgeInstruction', 'instruction { id }', receipt);
    const query = `query Instruction($id: ID!) { ${done.replace('instruction', 'instruction(id: $id)')} }`;
    expect(await city.ask(query, { id: instruction.id })).toMatchObject({
      instruction: { progress: { recipients: 1, acknowledged: 1 } },
    });

    const standDown = { ticketId: matter.ticket.id, words: '险情解除' };
    await give(world.desks.at(matter.desk.county), 'standDown', standDown);
    const { severity, emergencies } = await look(matter.receipt.code);
    expect([severity, emergencies.map(({ stoodDownAt }) => stoodDownAt !== null)]).toEqual(['NORMAL', [true]]);
    await go.feedBack();
    expect((await go.verify(true)).stage).toBe('CLOSED');
  });
}
