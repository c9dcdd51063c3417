import type { GraphClient } from '@gridlink/demo';
import { eventually } from '@gridlink/test-kit';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type LiveStream, openLive } from './live-stream.ts';
import { type Reported, reportMatter } from './matter.ts';
import type { World } from './world.ts';

const JURISDICTION = 'puyang';

type Told = {
  readonly change: string;
  readonly organizations?: readonly string[];
  readonly instruction: { readonly id: string; readonly title: string };
};
type Shown = {
  readonly id: string;
  readonly state: string;
  readonly meetingUrl: string | null;
  readonly progress: Readonly<Record<string, number>> | null;
  readonly receipts: readonly {
    readonly state: string;
    readonly organization: { readonly code: string; readonly name: string } | null;
    readonly grid: { readonly id: string; readonly name: string } | null;
    readonly acknowledged: { readonly words: string } | null;
  }[];
};

const FIELDS = `id state meetingUrl progress { recipients acknowledged done overdue }
  receipts { state organization { code name } grid { id name } acknowledged { words } }`;

const give = async (client: GraphClient, name: string, input: Record<string, unknown>): Promise<Shown> => {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation Give($input: ${type}!) { ${name}(input: $input) { instruction { ${FIELDS} } userErrors { code message } } }`;
  return (await client.command<{ instruction: Shown }>(query, { input })).instruction;
};

export function instructionsJourney(running: () => World): void {
  let world: World;
  let matter: Reported;
  const streams: LiveStream<Told>[] = [];
  beforeAll(async () => {
    world = running();
    matter = await reportMatter(world, JURISDICTION);
  }, 600_000);
  afterAll(() => {
    for (const stream of streams) stream.close();
  });

  const open = async (login: string, field: string, more = ''): Promise<LiveStream<Told>> => {
    const stream = await openLive<Told>(world, login, field, {
      selection: `change ${more} instruction { id title }`,
    });
    streams.push(stream);
    return stream;
  };
  const changesOf = ({ told }: LiveStream<Told>, id: string): string[] =>
    told.filter(({ instruction }) => instruction.id === id).map(({ change }) => change);

  it('goes from the city straight to a department and a grid, live, and their answers back to it', async () => {
    const { gridIds, staff } = world.at(JURISDICTION);
    const gridId = gridIds.get(staff[0]?.grid ?? '') ?? '';
    const [city, department, leader] = [matter.desk.city, matter.desk.lead, `${JURISDICTION}-leader`];
    const toDepartment = await open(department, 'instructionReceived');
    const toLeader = await open(leader, 'instructionReceived');
    const toCounty = await open(matter.desk.county, 'instructionReceived');
    const receipts = await open(city, 'instructionReceiptChanged', 'organizations');

    const { id } = await give(world.desks.at(city), 'issueInstruction', {
      title: '防汛叫应',
      words: '请立即到岗，转移低洼处居民',
      urgency: 'URGENT',
      organizations: [matter.lead],
      gridIds: [gridId],
      ticketId: matter.ticket.id,
      meetingUrl: 'https://meet.example.cn/flood',
    });
    await eventually(() => changesOf(toDepartment, id).length > 0 && changesOf(toLeader, id).length > 0);

    await give(world.desks.at(leader), 'receiveInstruction', { instructionId: id });
    await give(world.desks.at(leader), 'readInstruction', { instructionId: id });
    await give(world.desks.at(leader), 'acknowledgeInstruction', { instructionId: id, words: '已到岗' });
    await give(world.desks.at(city), 'resendInstruction', { instructionId: id });
    await eventually(() => changesOf(toDepartment, id).includes('RESENT'));
    await give(world.desks.at(department), 'acknowledgeInstruction', { instructionId: id, words: '已派员' });
    await give(world.desks.at(department), 'completeInstruction', { instructionId: id, words: '已抽排' });
    const own = await give(world.desks.at(leader), 'completeInstruction', { instructionId: id, words: '已转移' });
    await eventually(() => changesOf(receipts, id).filter((change) => change === 'DONE').length === 2);

    const { instruction } = await world.desks
      .at(city)
      .ask<{ instruction: Shown }>(`query Look($id: ID!) { instruction(id: $id) { ${FIELDS} } }`, { id });
    expect(instruction).toMatchObject({
      state: 'COMPLETED',
      meetingUrl: 'https://meet.example.cn/flood',
      progress: { recipients: 2, acknowledged: 2, done: 2, overdue: 0 },
      receipts: [
        { state: 'DONE', organization: { code: matter.lead }, acknowledged: { words: '已派员' } },
        { state: 'DONE', grid: { id: gridId }, acknowledged: { words: '已到岗' } },
      ],
    });
    expect(instruction.receipts.map(({ organization, grid }) => Boolean(organization?.name ?? grid?.name))).toEqual([
      true,
      true,
    ]);
    expect([own.receipts.length, own.progress]).toEqual([1, null]);
    expect([changesOf(toLeader, id), changesOf(toCounty, id)]).toEqual([['ISSUED'], []]);
    expect(changesOf(receipts, id)).toEqual(['ACKNOWLEDGED', 'ACKNOWLEDGED', 'DONE', 'DONE']);
  });

  it('is said to be overdue where nobody acknowledges, and can be withdrawn', async () => {
    const { city, lead } = { city: matter.desk.city, lead: matter.desk.lead };
    const { id } = await give(world.desks.at(city), 'issueInstruction', {
      title: '报送人数',
      words: '请报送在岗人数',
      urgency: 'URGENT',
      organizations: [matter.lead],
    });
    await world.later(24 * 60);
    const look = async (): Promise<Shown> => {
      const query = `query Look($id: ID!) { instruction(id: $id) { ${FIELDS} } }`;
      return (await world.desks.at(city).ask<{ instruction: Shown }>(query, { id })).instruction;
    };
    await eventually(async () => (await look()).progress?.overdue === 1);
    const withdrawn = await give(world.desks.at(city), 'withdrawInstruction', {
      instructionId: id,
      reason: '已另行掌握',
    });
    const late = give(world.desks.at(lead), 'acknowledgeInstruction', { instructionId: id, words: '收到' });
    await expect(late).rejects.toThrow('已撤回');
    expect(withdrawn.state).toBe('WITHDRAWN');
  });
}
