import { type Caller, callerSchema, PUBLIC_CALLER } from '@gridlink/contracts';
import { eventually } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { ADMIN_PASSWORD, ISSUER, type ServedPersonnel, servePersonnel } from './served-personnel.ts';
import { platformAdmin } from './story.ts';

type Tokens = { accessToken: string; refreshToken: string };
type SignedIn = Tokens & { roles: string[]; account: { id: string } | null; userErrors: { code: string }[] };

const LOGIN = `mutation($input: LoginInput!) { login(input: $input) { accessToken refreshToken roles
  account { id login } userErrors { code } } }`;
const REFRESH =
  'mutation($input: RefreshSessionInput!) { refreshSession(input: $input) { tokens { accessToken refreshToken } } }';
const OPEN =
  'mutation($input: OpenAccountInput!) { openAccount(input: $input) { account { id version } userErrors { code } } }';
const PASSWORD = 'a long enough secret';

describe('signing in', () => {
  let served: ServedPersonnel;
  beforeAll(async () => {
    served = await servePersonnel();
  });
  afterAll(() => served.stop());

  const login = async (name: string, password = PASSWORD) =>
    served.ask<{ login: SignedIn }>(PUBLIC_CALLER, LOGIN, { input: { login: name, password } });
  const signIn = async (name: string, password = PASSWORD): Promise<SignedIn> => {
    const { data, errors } = await login(name, password);
    if (!data?.login) throw new Error(JSON.stringify(errors));
    return data.login;
  };
  const refresh = async (refreshToken: string) =>
    served.ask<{ refreshSession: { tokens: Tokens } }>(PUBLIC_CALLER, REFRESH, { input: { refreshToken } });
  const open = async (name: string): Promise<{ id: string; version: number }> => {
    const input = { login: name, password: PASSWORD, roles: ['TOWN_OPERATOR'], division: '410902001000' };
    const { data } = await served.ask<{ openAccount: { account: { id: string; version: number } } }>(
      platformAdmin,
      OPEN,
      {
        input,
      },
    );
    if (!data) throw new Error('no account');
    return data.openAccount.account;
  };
  const callerIn = async (accessToken: string): Promise<Caller> => {
    const keys = createRemoteJWKSet(new URL(`${served.service.url}/.well-known/jwks.json`));
    const { payload } = await jwtVerify(accessToken, keys, {
      issuer: ISSUER,
      audience: 'gridlink',
      algorithms: ['EdDSA'],
    });
    return callerSchema.parse(payload.caller);
  };
  const revocations = (filter: Record<string, unknown>) =>
    served.database.db
      .collection('event_log')
      .find({ 'event.type': 'gridlink.personnel.account.revoked.v1', ...filter })
      .toArray();

  it('as the first administrator gives a token the published keys confirm', async () => {
    const { accessToken } = await signIn('admin', ADMIN_PASSWORD);
    expect(await callerIn(accessToken)).toMatchObject({ kind: 'PERSON', roles: ['ADMIN'] });
  });

  it('gives the place and roles of the account', async () => {
    const { id } = await open('operator-1');
    const { accessToken } = await signIn('operator-1');
    expect(await callerIn(accessToken)).toMatchObject({
      subject: id,
      roles: ['TOWN_OPERATOR'],
      jurisdiction: 'puyang',
      division: '410902001000',
    });
  });

  it('takes the name in any case', async () => {
    await open('operator-case');
    expect((await signIn(' Operator-CASE ')).userErrors).toEqual([]);
  });

  it.each([
    ['a wrong password', 'admin', 'not the password at all'],
    ['an unknown name', 'nobody-here', PASSWORD],
    ['a password of a million characters', 'admin', 'x'.repeat(10_000)],
  ])('answers the same to %s', async (_, name, password) => {
    const { userErrors, accessToken } = await signIn(name, password);
    expect([userErrors.map(({ code }) => code), accessToken]).toEqual([['INVALID_CREDENTIALS'], null]);
  });

  describe('too often with a wrong password', () => {
    const attempt = async (name: string, password: string) => (await login(name, password)).errors[0];

    it('is refused with the time to wait, even with the right one', async () => {
      await open('throttled');
      for (let attempts = 0; attempts < 10; attempts++) await login('throttled', 'not the password at all');
      const error = await attempt('throttled', PASSWORD);
      expect([error?.extensions?.code, Number(error?.extensions?.retryAfterSeconds) > 0]).toEqual([
        'RATE_LIMITED',
        true,
      ]);
    });

    it('counts attempts side by side', async () => {
      await open('side-by-side');
      const answers = await Promise.all(Array.from({ length: 30 }, () => attempt('side-by-side', 'not the password')));
      expect(answers.filter((error) => error?.extensions?.code === 'RATE_LIMITED').length).toBe(20);
    });

    it('does not stand in the way of others', async () => {
      await open('bystander');
      expect(await attempt('bystander', PASSWORD)).toBeUndefined();
    });

    it('is forgotten after a quarter of an hour', async () => {
      await open('patient');
      for (let attempts = 0; attempts < 11; attempts++) await login('patient', 'not the password at all');
      served.advance(15 * 60_000 + 1_000);
      expect((await signIn('patient')).userErrors).toEqual([]);
    });
  });

  describe('a refresh token', () => {
    it('is traded for new ones', async () => {
      await open('refresher');
      const { refreshToken } = await signIn('refresher');
      const { data } = await refresh(refreshToken);
      expect(data?.refreshSession.tokens.refreshToken).not.toBe(refreshToken);
    });

    it('used twice ends the whole session', async () => {
      await open('stolen');
      const { refreshToken } = await signIn('stolen');
      const next = (await refresh(refreshToken)).data?.refreshSession.tokens.refreshToken ?? '';
      const reuse = await refresh(refreshToken);
      const owner = await refresh(next);
      expect([reuse.errors[0]?.extensions?.code, owner.errors[0]?.extensions?.code]).toEqual([
        'UNAUTHENTICATED',
        'UNAUTHENTICATED',
      ]);
    });

    it('used twice is announced with its session', async () => {
      await open('announced');
      const { refreshToken, accessToken } = await signIn('announced');
      await refresh(refreshToken);
      await refresh(refreshToken);
      const { session } = await callerIn(accessToken);
      const [event] = await eventually(async () => {
        const found = await revocations({ 'event.data.session': session });
        return found.length > 0 ? found : undefined;
      });
      expect(event?.event.data.reason).toBe('REFRESH_TOKEN_REUSED');
    });

    it('used twice at the same moment lets nobody go on', async () => {
      await open('racing');
      const { refreshToken } = await signIn('racing');
      const answers = await Promise.all([refresh(refreshToken), refresh(refreshToken)]);
      const tokens = answers.flatMap(({ data }) => data?.refreshSession?.tokens.refreshToken ?? []);
      const later = await Promise.all(tokens.map(refresh));
      expect(later.every(({ errors }) => errors[0]?.extensions?.code === 'UNAUTHENTICATED')).toBe(true);
    });

    it('is kept by hash only', async () => {
      await open('hashed');
      const { refreshToken } = await signIn('hashed');
      const stored = JSON.stringify(await served.database.db.collection('sessions').find().toArray());
      expect(stored).not.toContain(refreshToken.split('.')[1]);
    });

    it.each(['', 'nonsense', `${'a'.repeat(22)}.${'b'.repeat(43)}`])('is not %j', async (token) => {
      expect((await refresh(token)).errors[0]?.extensions?.code).toBe('UNAUTHENTICATED');
    });

    it('ends when nobody was at the desk for half an hour', async () => {
      await open('away');
      const { refreshToken } = await signIn('away');
      served.advance(29 * 60_000);
      const renewed = (await refresh(refreshToken)).data?.refreshSession.tokens.refreshToken ?? '';
      served.advance(31 * 60_000);
      expect([renewed.length > 0, (await refresh(renewed)).errors[0]?.extensions?.code]).toEqual([
        true,
        'UNAUTHENTICATED',
      ]);
    });

    it('ends with its session after a week', async () => {
      await open('weekly');
      const { refreshToken } = await signIn('weekly');
      served.advance(7 * 86_400_000 + 1_000);
      expect((await refresh(refreshToken)).errors[0]?.extensions?.code).toBe('UNAUTHENTICATED');
    });
  });

  describe('signing out', () => {
    it('ends the session', async () => {
      await open('leaver');
      const { accessToken, refreshToken } = await signIn('leaver');
      const { data } = await served.ask<{ logout: { session: string } }>(
        await callerIn(accessToken),
        'mutation { logout { session } }',
      );
      expect([typeof data?.logout.session, (await refresh(refreshToken)).errors[0]?.extensions?.code]).toEqual([
        'string',
        'UNAUTHENTICATED',
      ]);
    });
  });

  describe('changing the password', () => {
    const CHANGE = `mutation($input: ChangePasswordInput!) { changePassword(input: $input) {
      tokens { accessToken refreshToken } userErrors { code } } }`;
    const change = async (accessToken: string, oldPassword: string, newPassword: string) =>
      (
        await served.ask<{ changePassword: { tokens: Tokens | null; userErrors: { code: string }[] } }>(
          await callerIn(accessToken),
          CHANGE,
          { input: { oldPassword, newPassword } },
        )
      ).data?.changePassword;

    it('ends every session but the new one', async () => {
      await open('changer');
      const first = await signIn('changer');
      const changed = await change(first.accessToken, PASSWORD, 'another long secret');
      const old = await refresh(first.refreshToken);
      const fresh = await refresh(changed?.tokens?.refreshToken ?? '');
      expect([old.errors[0]?.extensions?.code, fresh.errors]).toEqual(['UNAUTHENTICATED', []]);
    });

    it('makes the old password useless', async () => {
      expect((await signIn('changer')).userErrors[0]?.code).toBe('INVALID_CREDENTIALS');
    });

    it.each([
      ['without the old one', 'not the password', 'another long secret', 'WRONG_PASSWORD'],
      ['to a short one', PASSWORD, 'short', 'WEAK_PASSWORD'],
      ['to the same one', PASSWORD, PASSWORD, 'WEAK_PASSWORD'],
    ])('is refused %s', async (how, oldPassword, newPassword, code) => {
      const name = `refused-${how.replaceAll(' ', '-')}`;
      await open(name);
      const { accessToken } = await signIn(name);
      expect((await change(accessToken, oldPassword, newPassword))?.userErrors[0]?.code).toBe(code);
    });
  });

  it('tells who one is', async () => {
    await open('myself');
    const { accessToken } = await signIn('myself');
    const { data } = await served.ask(
      await callerIn(accessToken),
      '{ me { roles jurisdiction division { code } account { login } grids { id } person { id } } }',
    );
    expect(data).toEqual({
      me: {
        roles: ['TOWN_OPERATOR'],
        jurisdiction: 'puyang',
        division: { code: '410902001000' },
        account: { login: 'myself' },
        grids: [],
        person: null,
      },
    });
  });
});
