import { createGraphClient, type GraphClient, give, type LoadedJurisdiction, lookUp, report } from '@gridlink/demo';
import { bodyOf } from '@gridlink/jurisdiction';
import type { Names } from '../corpus/expand.ts';
import type { Sender } from '../corpus/line.ts';

export type Laying = {
  readonly jurisdiction: LoadedJurisdiction;
  readonly clients: Readonly<Record<Exclude<Sender, 'public'>, GraphClient>>;
  readonly graphql: string;
};

const LOOK_EVERY_MS = 100;
const SEEN_WITHIN_MS = 30_000;

async function seen(client: GraphClient, code: string) {
  for (const end = Date.now() + SEEN_WITHIN_MS; Date.now() < end; ) {
    const ticket = await lookUp(client, code);
    if (ticket) return ticket;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  throw new Error(`${code} is not seen by its town`);
}

const matter = (place: LoadedJurisdiction['grids'][number], externalId: string): Record<string, unknown> => ({
  source: 'PUBLIC_CHANNEL',
  channel: 'WEB',
  title: '路面井盖缺失',
  text: '小区门口人行道上的井盖不见了，晚上很危险，请尽快处理。',
  division: place.division,
  place: { longitude: place.center[0], latitude: place.center[1], system: 'GCJ02', address: '小区门口' },
  reporter: { name: '李某', phone: '13900001234' },
  idempotencyKey: `proving-ground-${externalId}`,
});

/** One ticket as it came in, one that a department has been offered. */
async function layTickets({ jurisdiction, clients, graphql }: Laying): Promise<Names> {
  const { pack, grids } = jurisdiction;
  const [place] = grids;
  const item = pack.serviceItems.items.find(
    ({ lead, severity }) =>
      severity === 'NORMAL' && lead === 'URBAN_MANAGEMENT' && bodyOf(pack, lead)?.levels.includes('COUNTY'),
  );
  if (!place || !item) throw new Error('the county has no grid, or the list no item of its own department');
  const open = createGraphClient(graphql);
  const [fresh, offered] = [await report(open, matter(place, 'fresh')), await report(open, matter(place, 'offered'))];
  const ticketId = (await seen(clients.town, offered.code)).id;
  await give(clients.town, 'acceptTicket', { ticketId, itemCode: item.code, words: '情况属实' });
  await give(clients.town, 'escalateTicket', { ticketId, words: '需县级部门处置' });
  const lead = `${place.county}-${item.lead}`;
  const dispatched = await give(clients.county, 'dispatchTicket', {
    ticketId,
    words: '请依职责办理',
    assignments: [{ organization: lead, part: 'LEAD' }],
  });
  return {
    ticket: (await seen(clients.town, fresh.code)).id,
    ticketCode: fresh.code,
    queryCode: fresh.queryCode ?? '',
    offered: ticketId,
    assignment: dispatched.assignments[0]?.id ?? '',
    deadline: dispatched.deadlines[0]?.id ?? '',
    item: item.code,
    category: item.category,
    lead,
  };
}

const PUBLISH = /* GraphQL */ `
  mutation Publish($input: PublishResourceInput!) {
    publishResource(input: $input) { resource { id version } userErrors { code message } }
  }
`;
const REQUEST = /* GraphQL */ `
  mutation Request($input: RequestShareInput!) { requestShare(input: $input) { request { id } userErrors { code message } } }
`;
const PROGRAM = /* GraphQL */ `
  mutation Program($input: RegisterProgramInput!) {
    registerProgram(input: $input) { clientId userErrors { code message } }
  }
`;

/** A register of a department, and somebody's wish to read it. */
async function layData({ clients }: Laying): Promise<Names> {
  const fields = [
    { name: 'id', title: '编号', type: 'TEXT', grade: 'INTERNAL', keyField: true },
    { name: 'trade', title: '业态', type: 'TEXT', grade: 'PUBLIC' },
    { name: 'seats', title: '座位', type: 'INTEGER', grade: 'PUBLIC' },
    { name: 'phone', title: '电话', type: 'PHONE', grade: 'PERSONAL' },
  ];
  const declaration = { title: '沿街商户', fields, sharing: 'CONDITIONAL', refresh: 'MONTHLY' };
  const { resource } = await clients.steward.command<{ resource: { id: string } }>(PUBLISH, {
    input: { name: 'SHOPS', declaration },
  });
  const wish = { resource: resource.id, fields: ['trade'], purpose: '办理工单', termDays: 30 };
  const asked = await clients.asker.command<{ request: { id: string } }>(REQUEST, { input: wish });
  return { resource: resource.id, request: asked.request.id };
}

const ISSUE = /* GraphQL */ `
  mutation Issue($input: IssueInstructionInput!) {
    issueInstruction(input: $input) { instruction { id } userErrors { code message } }
  }
`;

/** An instruction to the department that leads. */
async function layInstruction({ clients }: Laying, lead: string): Promise<Names> {
  const { instruction } = await clients.county.command<{ instruction: { id: string } }>(ISSUE, {
    input: { title: '防汛叫应', words: '请立即到岗', urgency: 'NORMAL', organizations: [lead] },
  });
  return { instruction: instruction.id };
}

type Ids = {
  readonly accounts: { readonly nodes: readonly { readonly id: string; readonly login: string }[] };
  readonly grids: { readonly nodes: readonly { readonly id: string; readonly code: string; readonly name: string }[] };
  readonly persons: {
    readonly nodes: readonly {
      readonly id: string;
      readonly appointments: readonly { readonly id: string }[] | null;
    }[];
  };
};

async function lookAround({ clients, jurisdiction }: Laying): Promise<Names> {
  const county = jurisdiction.grids[0]?.county ?? '';
  const { accounts, grids, persons } = await clients.admin.ask<Ids>(
    `query Around($county: String!) {
      accounts(division: $county, first: 5) { nodes { id login } }
      grids(filter: { division: $county }, first: 5) { nodes { id code name } }
      persons(filter: { division: $county }, first: 5) { nodes { id appointments { id } } }
    }`,
    { county },
  );
  return {
    account: accounts.nodes[0]?.id ?? '',
    grid: grids.nodes[0]?.id ?? '',
    gridCode: grids.nodes[0]?.code ?? '',
    person: persons.nodes[0]?.id ?? '',
    appointment: persons.nodes[0]?.appointments?.[0]?.id ?? '',
  };
}

/** Lays out something of everything that a request can name. */
export async function layOut(laying: Laying): Promise<Names> {
  const { jurisdiction, clients } = laying;
  const [place] = jurisdiction.grids;
  const tickets = await layTickets(laying);
  const { clientId } = await clients.admin.command<{ clientId: string }>(PROGRAM, {
    input: { organization: tickets.lead, name: '业务系统', roles: ['DEPARTMENT_OFFICER'] },
  });
  return {
    ...tickets,
    ...(await layInstruction(laying, tickets.lead ?? '')),
    ...(await layData(laying)),
    ...(await lookAround(laying)),
    program: clientId,
    jurisdiction: jurisdiction.pack.code,
    county: place?.county ?? '',
    town: place?.town ?? '',
    village: place?.division ?? '',
    longitude: String(place?.center[0] ?? 0),
    latitude: String(place?.center[1] ?? 0),
  };
}
