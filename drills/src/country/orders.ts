import type { GraphClient } from '@gridlink/demo';
import { callerAt, type Workplace, workplacesOf } from './callers.ts';
import type { Country, Territory } from './country.ts';

const ISSUE = /* GraphQL */ `
  mutation Issue($input: IssueInstructionInput!) {
    issueInstruction(input: $input) { instruction { id } userErrors { code message field } }
  }
`;
const DRAFT = /* GraphQL */ `
  mutation Draft($input: DraftModePlanInput!) {
    draftModePlan(input: $input) { plan { id } userErrors { code message field } }
  }
`;
const PUBLISH = /* GraphQL */ `
  mutation PublishPlan($input: PublishModePlanInput!) {
    publishModePlan(input: $input) { plan { id } userErrors { code message field } }
  }
`;

const SUGGEST = /* GraphQL */ `
  mutation Suggest($input: MakeSuggestionInput!) {
    makeSuggestion(input: $input) { receipt { code queryCode } userErrors { code message field } }
  }
`;

const CONVENE = /* GraphQL */ `
  mutation Convene($input: ConveneDeliberationInput!) {
    conveneDeliberation(input: $input) { deliberation { id } userErrors { code message field } }
  }
`;

type Clients = Pick<Country, 'clientOf'>;

/** The town orders the staff of its grid, the county a department and the town. */
async function instruct(country: Clients, place: Workplace): Promise<void> {
  const as = (role: 'TOWN_OPERATOR' | 'COUNTY_COORDINATOR'): GraphClient => country.clientOf(callerAt(role, place));
  const order = { title: '防汛叫应', words: '请到岗值守', urgency: 'NORMAL' };
  await as('TOWN_OPERATOR').command(ISSUE, { input: { ...order, gridIds: [place.grid] } });
  const organizations = [place.department, `${place.town}-TOWN`];
  await as('COUNTY_COORDINATOR').command(ISSUE, { input: { ...order, organizations } });
}

/** A county plans for its town, the city publishes it; it asks for patrols and leaves limits alone. */
async function plan(country: Clients, place: Workplace): Promise<void> {
  const input = {
    title: '节日值守',
    words: '加强巡查',
    mode: 'HOLIDAY',
    divisions: [place.town],
    from: new Date().toISOString(),
    until: new Date(Date.now() + 86_400_000).toISOString(),
    patrolsADay: 2,
  };
  const county = country.clientOf(callerAt('COUNTY_COORDINATOR', place));
  const drafted = await county.command<{ plan: { id: string } }>(DRAFT, { input });
  const published = { planId: drafted.plan.id, words: '同意' };
  await country.clientOf(callerAt('CITY_COORDINATOR', place)).command(PUBLISH, { input: published });
}

/** A worker takes in what a resident of the grid suggests. */
async function suggest(country: Clients, place: Workplace): Promise<void> {
  const worker = country.clientOf(callerAt('GRID_WORKER', place));
  const input = { subject: '增设路灯', text: '巷口夜里太暗，建议增设一盏路灯', gridId: place.grid };
  await worker.command(SUGGEST, { input });
}

/** The town convenes its grid, and the department with it. */
async function convene(country: Clients, place: Workplace): Promise<void> {
  const input = {
    gridId: place.grid,
    title: '小院议事',
    venue: '社区活动室',
    startsAt: new Date(Date.now() + 86_400_000).toISOString(),
    agenda: [{ subject: '晾衣区' }],
    attendees: [{ kind: 'BODY', organization: place.department }],
  };
  await country.clientOf(callerAt('TOWN_OPERATOR', place)).command(CONVENE, { input });
}

/** Instructions and plans of every town, a suggestion and a meeting of each; its grids and bodies are known by then. */
export async function giveOrders(country: Clients, territory: Territory): Promise<void> {
  for (const place of workplacesOf(territory)) {
    await instruct(country, place);
    await plan(country, place);
    await suggest(country, place);
    await convene(country, place);
  }
}
