import type { GraphClient } from '@gridlink/demo';
import { callerAt, type Workplace, workplacesOf } from './callers.ts';
import type { Country, Territory } from './country.ts';

const ISSUE = /* GraphQL */ `
  mutation Issue($input: IssueInstructionInput!) {
    issueInstruction(input: $input) { instruction { id } userErrors { code message field } }
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

/** Instructions of every town; its grids and bodies are known by then. */
export async function giveOrders(country: Clients, territory: Territory): Promise<void> {
  for (const place of workplacesOf(territory)) {
    await instruct(country, place);
  }
}
