import type { County } from '@gridlink/bench';
import { adminPasswordOf, openAccounts } from '@gridlink/demo';
import type { Stack } from '@gridlink/stack';
import type { DoorKeeper } from './door-keeper.ts';

/** Tokens of those who hand personal data in and look at it. */
export type Staff = { readonly [role in 'admin' | 'town' | 'county' | 'steward' | 'officer' | 'auditor']: string };

const LOGIN = /* GraphQL */ `
  mutation SignIn($input: LoginInput!) { login(input: $input) { accessToken userErrors { code message } } }
`;

async function signIn(keeper: DoorKeeper, login: string, password: string): Promise<string> {
  const answer = await keeper.knock<{ login: { accessToken: string | null } }>(undefined, LOGIN, {
    input: { login, password },
  });
  if (!answer?.login.accessToken) throw new Error(`${login} cannot sign in`);
  return answer.login.accessToken;
}

export async function signStaffIn(stack: Stack, county: County, keeper: DoorKeeper): Promise<Staff> {
  const { accounts } = county.jurisdiction;
  const { password, login } = county.coordinator;
  const named = (role: string) => accounts.find((account) => account.role === role && account.name !== login);
  const [town, steward, officer, auditor] = ['TOWN_OPERATOR', 'DATA_STEWARD', 'DEPARTMENT_OFFICER', 'AUDITOR'].map(
    named,
  );
  if (!town || !steward || !officer || !auditor) throw new Error('the county has no such desks');
  await openAccounts(county.admin, [steward, officer, auditor], password);
  const administrator = adminPasswordOf(stack.endpoints);
  return {
    admin: await signIn(keeper, 'admin', administrator),
    county: await signIn(keeper, login, password),
    town: await signIn(keeper, town.name, password),
    steward: await signIn(keeper, steward.name, password),
    officer: await signIn(keeper, officer.name, password),
    auditor: await signIn(keeper, auditor.name, password),
  };
}
