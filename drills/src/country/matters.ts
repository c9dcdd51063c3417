import type { Caller } from '@gridlink/contracts';
import { type GraphClient, give, lookUp, type TicketView } from '@gridlink/demo';
import { bodyOf } from '@gridlink/jurisdiction';
import { callerAt, granteeOf, ownerOf, type Workplace, workplacesOf } from './callers.ts';
import type { Country, Territory } from './country.ts';

const REPORT = /* GraphQL */ `
  mutation Report($input: ReportTicketInput!) {
    reportTicket(input: $input) { receipt { code queryCode } userErrors { code message field } }
  }
`;

const PHOTO = {
  name: 'before.jpg',
  uri: 'urn:gridlink:drill:before.jpg',
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
};

type Clients = Pick<Country, 'clientOf'>;

/** An item that a department of the county leads. */
function itemCode({ pack, code }: Territory): string {
  const item = pack.serviceItems.items.find(
    ({ lead, severity }) =>
      severity === 'NORMAL' && lead === 'URBAN_MANAGEMENT' && bodyOf(pack, lead)?.levels.includes('COUNTY'),
  );
  if (!item) throw new Error(`${code} has no item of urban management`);
  return item.code;
}

async function reportAt(client: GraphClient, territory: Territory, index: number): Promise<string> {
  const place = territory.grids[index];
  if (!place) throw new Error('no such grid');
  const { receipt } = await client.command<{ receipt: { code: string } }>(REPORT, {
    input: {
      source: 'DEPARTMENT',
      title: `路面井盖缺失 ${index}`,
      text: '小区门口人行道上的井盖不见了，晚上很危险，请尽快处理。',
      division: place.division,
      place: { longitude: place.center[0], latitude: place.center[1], system: 'GCJ02', address: '小区门口' },
      reporter: { name: '李某', phone: '13900001234' },
      evidence: [PHOTO],
    },
  });
  return receipt.code;
}

async function patiently<T>(look: () => Promise<T | null>): Promise<T> {
  for (const end = Date.now() + 20_000; ; ) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > end) throw new Error('the ticket was not found');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** One matter of the town goes as far as two departments, one of them supervised. */
async function workOn(country: Clients, place: Workplace, work: { code: string; item: string }): Promise<void> {
  const as = (role: Caller['roles'][number]): GraphClient => country.clientOf(callerAt(role, place));
  const ticket: TicketView = await patiently(() => lookUp(as('TOWN_OPERATOR'), work.code));
  const ticketId = ticket.id;
  await give(as('TOWN_OPERATOR'), 'acceptTicket', { ticketId, itemCode: work.item, words: '情况属实' });
  await give(as('TOWN_OPERATOR'), 'escalateTicket', { ticketId, words: '需县级部门处置' });
  await give(as('COUNTY_COORDINATOR'), 'dispatchTicket', {
    ticketId,
    words: '请依职责办理',
    assignments: [
      { organization: ownerOf(place.county), part: 'LEAD', instruction: '补齐井盖' },
      { organization: granteeOf(place.county), part: 'ASSIST', instruction: '疏导交通' },
    ],
  });
  await give(as('COUNTY_COORDINATOR'), 'superviseTicket', {
    ticketId,
    target: ownerOf(place.county),
    words: '请按期办结',
  });
}

/** A matter in every grid, handed in by a department; one of each town is worked on. */
export async function reportMatters(country: Clients, territory: Territory): Promise<void> {
  const places = workplacesOf(territory);
  const item = itemCode(territory);
  const first = new Map<string, string>();
  for (const [index, { town }] of territory.grids.entries()) {
    const place = places.find((candidate) => candidate.town === town);
    if (!place) continue;
    const officer = country.clientOf(callerAt('DEPARTMENT_OFFICER', place));
    const code = await reportAt(officer, territory, index);
    if (!first.has(town)) first.set(town, code);
  }
  for (const place of places) await workOn(country, place, { code: first.get(place.town) ?? '', item });
}
