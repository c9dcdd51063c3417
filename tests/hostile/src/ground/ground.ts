import type { MemberName, Stack } from '@gridlink/stack';
import type { Line } from '../corpus/line.ts';
import { type BuiltGround, buildGround } from './build-ground.ts';
import type { Wire } from './send.ts';

/**
 * What the corpus is let loose on: the real processes with production's own settings, at rates that no test reaches, so that what refuses
 * is the rule under test.
 */
export const GROUND_ENVIRONMENT = {
  LOG_LEVEL: 'warn',
  NODE_ENV: 'production',
  RATE_PER_SECOND: '1000000',
  RATE_BURST: '1000000',
  PUBLIC_RATE_PER_SECOND: '1000000',
  PUBLIC_RATE_BURST: '1000000',
} as const;

export type Ground = BuiltGround & { readonly stack: Stack; readonly wire: Wire };

/** Tokens live for ten minutes. */
const TOKEN_KEPT_MS = 300_000;

const addressOf = (stack: Stack, member: MemberName): string => {
  const url = stack.endpoints.members[member]?.url;
  if (!url) throw new Error(`the stack has no ${member}`);
  return url;
};

const LOGIN = 'mutation SignIn($input: LoginInput!) { login(input: $input) { accessToken userErrors { code } } }';

async function tokenFor(graphql: string, login: string, password: string): Promise<string> {
  const response = await fetch(graphql, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: LOGIN, variables: { input: { login, password } } }),
  });
  const { data } = (await response.json()) as { data: { login: { accessToken: string | null } } };
  if (!data.login.accessToken) throw new Error(`${login} cannot sign in`);
  return data.login.accessToken;
}

/** The stack with everything in it that the corpus names. */
export async function openGround(stack: Stack): Promise<Ground> {
  const gateway = addressOf(stack, 'gateway');
  const built = await buildGround(stack);
  const tokens = new Map<string, { readonly token: Promise<string>; readonly until: number }>();
  const token = async ({ by = 'public' }: Pick<Line, 'by'>): Promise<string | undefined> => {
    if (by === 'public') return undefined;
    const password = by === 'admin' ? built.adminPassword : built.password;
    const known = tokens.get(by);
    if (known && known.until > Date.now()) return known.token;
    const token = tokenFor(`${gateway}/graphql`, built.logins[by], password);
    tokens.set(by, { token, until: Date.now() + TOKEN_KEPT_MS });
    return token;
  };
  const addresses = {
    gateway,
    personnel: addressOf(stack, 'personnel'),
    tickets: addressOf(stack, 'tickets'),
    grid: addressOf(stack, 'grid'),
    dataexchange: addressOf(stack, 'dataexchange'),
  };
  return { ...built, stack, wire: { names: built.names, addresses, token } };
}
