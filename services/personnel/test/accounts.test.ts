import { type Caller, callerSchema, PUBLIC_CALLER } from '@gridlink/contracts';
import { eventually } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { type ServedPersonnel, servePersonnel } from './served-personnel.ts';
import {
  countyCoordinator,
  department,
  gridIn,
  JIANGSU,
  NEXT_COUNTY,
  PUYANG,
  personRow,
  platformAdmin,
  tell,
  townBody,
  townOperator,
} from './story.ts';

type Account = { id: string; version: number; login: string };
type Answer = { account: Account | null; userErrors: { code: string }[] };

const PASSWORD = 'a long enough secret';
const OPEN =
  'mutation($input: OpenAccountInput!) { done: openAccount(input: $input) { account { id version login } userErrors { code } } }';
const REVOKE =
  'mutation($input: RevokeAccountInput!) { done: revokeAccount(input: $input) { account { id version login } userErrors { code } } }';
const CHANGE =
  'mutation($input: ChangeAccountRolesInput!) { done: changeAccountRoles(input: $input) { account { id version login } userErrors { code } } }';
const LIST = '{ accounts(first: 100) { nodes { login } } }';

describe('accounts', () => {
  let served: ServedPersonnel;
  const county = countyCoordinator(PUYANG);
  beforeAll(async () => {
    served = await servePersonnel();
    const story = tell(served.ask);
    await story.registerOrganizations(platformAdmin, 'puyang', [townBody(PUYANG), department(PUYANG)]);
  });
  afterAll(() => served.stop());

  const run = async (caller: Caller, query: string, input: Record<string, unknown>): Promise<Answer> => {
    const { data, errors } = await served.ask<{ done: Answer }>(caller, query, { input });
    if (!data?.done) throw new Error(String(errors[0]?.extensions?.code));
    return data.done;
  };
  const open = (login: string, story: Record<string, unknown> = {}, caller = county) =>
    run(caller, OPEN, { login, password: PASSWORD, roles: ['TOWN_OPERATOR'], division: PUYANG.town, ...story });
  const signIn = async (login: string) => {
    const { data } = await served.ask<{
      login: { accessToken: string | null; refreshToken: string; userErrors: { code: string }[] };
    }>(
      PUBLIC_CALLER,
      'mutation($input: LoginInput!) { login(input: $input) { accessToken refreshToken userErrors { code } } }',
      { input: { login, password: PASSWORD } },
    );
    const token = data?.login.accessToken;
    return { ...data?.login, caller: token ? callerSchema.parse(decodeJwt(token).caller) : undefined };
  };
  const refresh = async (refreshToken = '') => {
    const { data, errors } = await served.ask<{ refreshSession: { tokens: { accessToken: string } } }>(
      PUBLIC_CALLER,
      'mutation($input: RefreshSessionInput!) { refreshSession(input: $input) { tokens { accessToken } } }',
      { input: { refreshToken } },
    );
    const token = data?.refreshSession?.tokens.accessToken;
    return token ? callerSchema.parse(decodeJwt(token).caller).roles : errors[0]?.extensions?.code;
  };
  const announced = (subject: string, reason: string) =>
    eventually(() =>
      served.database.db.collection('event_log').findOne({
        'event.type': 'gridlink.personnel.account.revoked.v1',
        'event.subject': subject,
        'event.data.reason': reason,
      }),
    );

  it('are opened inside the own county', async () => {
    expect((await open('town-1')).account?.login).toBe('town-1');
  });

  it('keep their login name to themselves', async () => {
    await open('taken');
    expect((await open('taken')).userErrors).toEqual([{ code: 'LOGIN_TAKEN' }]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['of the next county', { division: NEXT_COUNTY.town }, 'OUTSIDE_SCOPE'],
    ['of another jurisdiction', { division: JIANGSU.town }, 'OUTSIDE_SCOPE'],
    ['with a role above the giver’s', { roles: ['ADMIN'] }, 'ROLE_ABOVE_OWN'],
    ['with a role only appointments give', { roles: ['GRID_LEADER'] }, 'ROLE_BY_APPOINTMENT'],
    ['with a weak password', { password: '1234' }, 'WEAK_PASSWORD'],
  ])('are not opened %s', async (how, story, code) => {
    const name = `refused-${how.replaceAll(/[^a-z]+/g, '-')}x`;
    expect((await open(name, story)).userErrors.map((error) => error.code)).toContain(code);
  });

  it('are not opened by an operator of a town', async () => {
    await expect(open('by-operator', {}, townOperator(PUYANG))).rejects.toThrow('FORBIDDEN');
  });

  it('act for a department', async () => {
    const organization = `${PUYANG.county}-URBAN_MANAGEMENT`;
    await open('officer', { roles: ['DEPARTMENT_OFFICER'], division: null, organization });
    expect((await signIn('officer')).caller).toMatchObject({ organization, jurisdiction: 'puyang' });
  });

  it('are listed to whoever administers them', async () => {
    const list = async (caller: Caller) =>
      (await served.ask<{ accounts: { nodes: Account[] } }>(caller, LIST)).data?.accounts.nodes.map(
        ({ login }) => login,
      );
    await open('listed');
    expect([(await list(county))?.includes('listed'), await list(countyCoordinator(NEXT_COUNTY))]).toEqual([true, []]);
  });

  describe('when revoked', () => {
    it('sign in no more', async () => {
      const { account } = await open('revoked-1');
      await run(county, REVOKE, { accountId: account?.id, reason: '调离' });
      expect((await signIn('revoked-1')).userErrors).toEqual([{ code: 'INVALID_CREDENTIALS' }]);
    });

    it('lose their sessions, and everybody is told', async () => {
      const { account } = await open('revoked-2');
      const { refreshToken } = await signIn('revoked-2');
      await run(county, REVOKE, { accountId: account?.id, reason: '调离' });
      const event = await announced(account?.id ?? '', 'ACCOUNT_REVOKED');
      expect([await refresh(refreshToken), event?.event.data.accountId]).toEqual(['UNAUTHENTICATED', account?.id]);
    });

    it('are out of a neighbour’s reach', async () => {
      const { account } = await open('revoked-3');
      const asked = run(countyCoordinator(NEXT_COUNTY), REVOKE, { accountId: account?.id, reason: '调离' });
      await expect(asked).rejects.toThrow('NOT_FOUND');
    });

    it('are not one’s own', async () => {
      const { account } = await open(
        'revoked-4',
        { roles: ['COUNTY_COORDINATOR'], division: PUYANG.county },
        platformAdmin,
      );
      const self: Caller = { ...county, subject: account?.id ?? '' };
      await expect(run(self, REVOKE, { accountId: account?.id, reason: '离职' })).rejects.toThrow('FORBIDDEN');
    });

    it('do not stand above whoever revokes', async () => {
      const { account } = await open('revoked-5', { roles: ['CITY_COORDINATOR'] }, platformAdmin);
      await expect(run(county, REVOKE, { accountId: account?.id, reason: '离职' })).rejects.toThrow('FORBIDDEN');
    });
  });

  it('with other roles bring them at the next refresh', async () => {
    const { account } = await open('changed', { roles: ['TOWN_OPERATOR', 'PLATFORM_OPERATOR'] });
    const { refreshToken } = await signIn('changed');
    await run(county, CHANGE, { accountId: account?.id, roles: ['TOWN_OPERATOR'], expectedVersion: 1 });
    await announced(account?.id ?? '', 'ROLES_CHANGED');
    expect(await refresh(refreshToken)).toEqual(['TOWN_OPERATOR']);
  });

  describe('of grid staff', () => {
    const grid = gridIn(PUYANG, 1);
    let personId = '';
    let appointment: { id: string; version: number } | null = null;

    beforeAll(async () => {
      await served.publishGrid(grid);
      await eventually(() => served.database.db.collection('grids').findOne({ _id: grid.id as never }));
      const story = tell(served.ask);
      const { rows } = await story.registerPersons(county, 'puyang', [personRow(PUYANG.village)]);
      personId = rows[0]?.id ?? '';
      await open('worker', { personId, roles: [], division: null });
    });

    it('have no role before anybody appoints them', async () => {
      expect((await signIn('worker')).userErrors).toEqual([{ code: 'NO_ROLE' }]);
    });

    it('[P05] have role and grid by their appointment', async () => {
      const input = { personId, position: 'FULL_TIME_WORKER', gridId: grid.id, appointingBody: `${PUYANG.town}-TOWN` };
      ({ appointment } = await tell(served.ask).appoint(county, input));
      expect((await signIn('worker')).caller).toMatchObject({
        roles: ['GRID_WORKER'],
        grids: [grid.id],
        person: personId,
      });
    });

    it('[P13] lose them with it: tokens are refused and the session gives no new ones', async () => {
      const { caller, refreshToken } = await signIn('worker');
      const input = { appointmentId: appointment?.id, reason: '辞职', expectedVersion: appointment?.version };
      await served.ask(
        county,
        'mutation($input: EndAppointmentInput!) { endAppointment(input: $input) { userErrors { code } } }',
        {
          input,
        },
      );
      await announced(caller?.subject ?? '', 'APPOINTMENT_ENDED');
      expect(await refresh(refreshToken)).toBe('UNAUTHENTICATED');
    });
  });

  describe('of programs', () => {
    const organization = `${PUYANG.county}-URBAN_MANAGEMENT`;
    const REGISTER =
      'mutation($input: RegisterProgramInput!) { done: registerProgram(input: $input) { clientId clientSecret userErrors { code } } }';
    const TOKEN =
      'mutation($input: ProgramTokenInput!) { done: programToken(input: $input) { accessToken userErrors { code } } }';
    type Credentials = { clientId: string; clientSecret: string };
    const register = async (story: Record<string, unknown> = {}, caller = county) =>
      (
        await served.ask<{ done: Credentials & { userErrors: { code: string }[] } }>(caller, REGISTER, {
          input: { organization, name: '数字城管', roles: ['DATA_STEWARD'], ...story },
        })
      ).data?.done;
    const token = async (input: Credentials) => {
      const { data } = await served.ask<{ done: { accessToken: string | null; userErrors: { code: string }[] } }>(
        PUBLIC_CALLER,
        TOKEN,
        { input },
      );
      return data?.done.accessToken
        ? callerSchema.parse(decodeJwt(data.done.accessToken).caller)
        : data?.done.userErrors;
    };
    const issued = async (): Promise<Credentials> => {
      const done = await register();
      return { clientId: done?.clientId ?? '', clientSecret: done?.clientSecret ?? '' };
    };

    it('act for their department', async () => {
      expect(await token(await issued())).toMatchObject({ kind: 'PROGRAM', organization, roles: ['DATA_STEWARD'] });
    });

    it.each([
      ['another secret', { clientSecret: 'x'.repeat(43) }],
      ['another id', { clientId: 'nobody' }],
    ])('are refused with %s', async (_, changed) => {
      expect(await token({ ...(await issued()), ...changed })).toEqual([{ code: 'INVALID_CREDENTIALS' }]);
    });

    it('do not administer', async () => {
      expect((await register({ roles: ['ADMIN'] }))?.userErrors).toEqual([{ code: 'ROLE_NOT_FOR_PROGRAMS' }]);
    });

    it('are not registered by a neighbour', async () => {
      expect((await register({}, countyCoordinator(NEXT_COUNTY)))?.userErrors).toEqual([{ code: 'OUTSIDE_SCOPE' }]);
    });

    it('are refused once revoked, and everybody is told', async () => {
      const credentials = await issued();
      await served.ask(
        county,
        'mutation($input: RevokeProgramInput!) { revokeProgram(input: $input) { userErrors { code } } }',
        {
          input: { clientId: credentials.clientId, reason: '系统停用' },
        },
      );
      await announced(credentials.clientId, 'PROGRAM_REVOKED');
      expect(await token(credentials)).toEqual([{ code: 'INVALID_CREDENTIALS' }]);
    });

    it('keep their secret by hash only', async () => {
      const { clientSecret } = await issued();
      const stored = JSON.stringify(await served.database.db.collection('programs').find().toArray());
      expect(stored).not.toContain(clientSecret);
    });

    it('are shown to their department and not to others', async () => {
      const list = async (caller: Caller) =>
        (
          await served.ask<{ programs: unknown[] }>(
            caller,
            'query($organization: String!) { programs(organization: $organization) { id } }',
            { organization },
          )
        ).data?.programs.length;
      const lead: Caller = {
        subject: 'lead',
        kind: 'PERSON',
        roles: ['DEPARTMENT_LEAD'],
        jurisdiction: 'puyang',
        organization,
      };
      const other: Caller = { ...lead, organization: `${PUYANG.county}-FINANCE` };
      expect([(await list(lead)) === 0, await list(other)]).toEqual([false, 0]);
    });
  });
});
