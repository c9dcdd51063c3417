import { randomUUID } from 'node:crypto';
import { accountRevoked, type Caller } from '@gridlink/contracts';
import { createNatsBus, type EventBus } from '@gridlink/event-bus';
import { eventually, natsServer, testPrefix } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { person } from './fixture/callers.ts';
import { type Federation, startFederation } from './fixture/federation.ts';

const ASKER = '{ asker { subject } }';

describe('who is asking', () => {
  const prefix = testPrefix();
  let federation: Federation;
  let bus: EventBus;
  beforeAll(async () => {
    bus = await createNatsBus({ ...natsServer(), prefix, name: 'test' });
    await bus.onStreamGeneration('personnel', async () => {});
    federation = await startFederation({ EVENT_PREFIX: prefix });
    await eventually(async () => {
      const health = (await (await fetch(`${federation.operatorUrl}/health`)).json()) as { revocations: string };
      return health.revocations === 'heard';
    });
  });
  afterAll(async () => {
    await federation.stop();
    await bus.close();
  });

  const revoke = async (data: { accountId: string; session?: string }): Promise<void> =>
    bus.publish({
      specversion: '1.0',
      id: randomUUID(),
      source: '/gridlink/personnel',
      type: accountRevoked.type,
      subject: data.accountId,
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      jurisdiction: 'somewhere',
      division: '410105001001',
      sequence: 1,
      data: { ...data, before: new Date().toISOString(), reason: 'left' },
    });
  const statusOf = async (token: string): Promise<number> => (await federation.ask(ASKER, { token })).status;

  it('is the public without a token', async () => {
    expect((await federation.ask(ASKER)).data).toEqual({ asker: { subject: 'public' } });
  });

  it('is the account of a good token', async () => {
    const token = await federation.office.token(person());
    expect((await federation.ask(ASKER, { token })).data).toEqual({ asker: { subject: 'account-1' } });
  });

  const now = (): number => Math.floor(Date.now() / 1000);
  it.each<[string, () => Promise<string>]>([
    ['is no token', async () => 'nonsense'],
    ['is of another issuer', () => federation.office.token(person(), { issuer: 'https://evil.example' })],
    ['is for another audience', () => federation.office.token(person(), { audience: 'another' })],
    ['has expired', () => federation.office.token(person(), { issuedAt: now() - 700 })],
    [
      'is older than tokens may be',
      () => federation.office.token(person(), { issuedAt: now() - 4_000, expiresIn: 9_000 }),
    ],
    ['names no caller', () => federation.office.token(null)],
    [
      'names a role that does not exist',
      () => federation.office.token({ ...person(), roles: ['KING'] } as unknown as Caller),
    ],
    ['claims to be the public', () => federation.office.token({ ...person(), kind: 'PUBLIC' })],
    ['was changed', async () => `${(await federation.office.token(person())).slice(0, -6)}AAAAAA`],
    [
      'is signed by nobody',
      async () =>
        `${Buffer.from('{"alg":"none"}').toString('base64url')}.${(await federation.office.token(person())).split('.')[1]}.`,
    ],
    ['is longer than tokens are', async () => 'a'.repeat(9_000)],
  ])('is nobody when the token %s', async (_why, make) => {
    const before = federation.requestsTo('grid');
    const { status, errors, headers } = await federation.ask(ASKER, { token: await make() });
    expect([status, errors[0]?.extensions.code, headers.get('www-authenticate') !== null]).toEqual([
      401,
      'UNAUTHENTICATED',
      true,
    ]);
    expect(federation.requestsTo('grid')).toBe(before);
  });

  it('says that a token has expired, so that a client knows to refresh it', async () => {
    const token = await federation.office.token(person(), { issuedAt: now() - 700 });
    expect((await federation.ask(ASKER, { token })).errors[0]?.message).toMatch(/已过期.*expired/);
  });

  it('is found with a key that was published after the start', async () => {
    await federation.office.token(person());
    await federation.office.rotate();
    const token = await federation.office.token(person());
    // Keys are read again at most every two seconds, so that forged key ids do not become a flood.
    await eventually(async () => (await statusOf(token)) === 200);
    expect(await statusOf(token)).toBe(200);
  });

  it('[P06] is refused once the account is revoked, long before its token expires', async () => {
    const token = await federation.office.token(person([], { subject: 'leaver', session: 'x' }));
    expect(await statusOf(token)).toBe(200);
    await revoke({ accountId: 'leaver' });
    await eventually(async () => (await statusOf(token)) === 401);
    expect((await federation.ask(ASKER, { token })).errors[0]?.message).toMatch(/撤销.*revoked/);
  });

  it('is refused once its session is revoked, while another session goes on', async () => {
    const caller = (session: string) => federation.office.token(person([], { subject: 'two', session }));
    const [lost, kept] = [await caller('lost'), await caller('kept')];
    await revoke({ accountId: 'two', session: 'lost' });
    await eventually(async () => (await statusOf(lost)) === 401);
    expect(await statusOf(kept)).toBe(200);
  });

  it('is refused by a gateway that starts after the revocation', async () => {
    const token = await federation.office.token(person([], { subject: 'gone' }));
    await revoke({ accountId: 'gone' });
    const later = await startFederation({
      EVENT_PREFIX: prefix,
      TOKEN_ISSUER: federation.office.issuer,
      TOKEN_JWKS_URL: federation.office.keySetUrl,
    });
    await eventually(async () => (await later.ask(ASKER, { token })).status === 401);
    expect((await later.ask(ASKER, { token })).status).toBe(401);
    await later.stop();
  });

  it('cannot be told when the keys are out of reach, and that is not the caller’s fault', async () => {
    const alone = await startFederation({ TOKEN_JWKS_URL: 'http://127.0.0.1:9/keys' });
    const { status, errors } = await alone.ask(ASKER, { token: await alone.office.token(person()) });
    await alone.stop();
    expect([status, errors[0]?.extensions.code]).toEqual([503, 'UPSTREAM_UNAVAILABLE']);
  });

  it('is an outside account where an OpenID issuer is configured', async () => {
    const { openTokenOffice } = await import('./fixture/token-office.ts');
    const outside = await openTokenOffice('http://127.0.0.1:1/realm');
    const open = await startFederation({
      OIDC_ISSUER: outside.issuer,
      OIDC_JWKS_URL: outside.keySetUrl,
      OIDC_CLAIMS: JSON.stringify({ roleMap: { clerk: 'TOWN_OPERATOR' } }),
    });
    const token = await outside.token(null, { claims: { sub: 'u1', roles: ['clerk'] } });
    const { data } = await open.ask('{ asker { subject } grid(id: "1") { remark } }', { token });
    await Promise.all([open.stop(), outside.stop()]);
    expect(data).toEqual({ asker: { subject: `${outside.issuer}#u1` }, grid: { remark: 'seen by the town only' } });
  });
});
