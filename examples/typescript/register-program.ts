import { setting } from './gridlink.ts';

/**
 * Once, by a coordinator (GRIDLINK_LOGIN, GRIDLINK_PASSWORD): registers a program for the organization named as the argument and
 * prints its credentials as lines for a shell. The secret is shown this one time.
 */
async function ask(query: string, input: object, token?: string): Promise<Record<string, unknown>> {
  const response = await fetch(setting('GRIDLINK_URL'), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const { data, errors } = (await response.json()) as { data?: Record<string, never>; errors?: { message: string }[] };
  const payload = Object.values(data ?? {})[0] as
    | (Record<string, unknown> & { userErrors: { message: string }[] })
    | undefined;
  const problem = errors?.[0] ?? payload?.userErrors[0];
  if (problem || !payload) throw new Error(problem?.message ?? 'no answer');
  return payload;
}

const LOGIN = 'mutation Login($input: LoginInput!) { login(input: $input) { accessToken userErrors { message } } }';
const REGISTER = `mutation Register($input: RegisterProgramInput!) {
  registerProgram(input: $input) { clientId clientSecret userErrors { message } }
}`;

const { accessToken } = await ask(LOGIN, { login: setting('GRIDLINK_LOGIN'), password: setting('GRIDLINK_PASSWORD') });
const { clientId, clientSecret } = await ask(
  REGISTER,
  { organization: process.argv[2], name: '业务系统', roles: ['DEPARTMENT_OFFICER', 'DATA_STEWARD'] },
  String(accessToken),
);
console.log(`export GRIDLINK_CLIENT_ID=${clientId}\nexport GRIDLINK_CLIENT_SECRET=${clientSecret}`);
