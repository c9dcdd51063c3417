import type { Caller } from '@gridlink/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accepted, does, give, ORDERS, reported, type UserErrorView } from './steps.ts';
import { COUNTY, people, startTown, type Town } from './town.ts';

const HEALTH = `${COUNTY}-HEALTH`;
const NUMBER = '网办〔2026〕3号';
type ExceptionView = {
  id: string;
  documentNumber: string;
  signedBy: string;
  standing: boolean;
  revokedAt: string | null;
};
type Signed = { exception: ExceptionView | null; userErrors: UserErrorView[] };

const FIELDS = 'id documentNumber signedBy standing revokedAt';

describe('exceptions from the item list', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
  });
  afterAll(() => town.stop());

  const sign = async (more: object = {}, caller: Caller = people.city) => {
    const query = `mutation ($input: SignListExceptionInput!) { answer: signListException(input: $input) {
      exception { ${FIELDS} } userErrors { code field message article } } }`;
    const input = {
      kind: 'DUTY',
      department: HEALTH,
      itemCode: 'PUBLIC_FACILITIES',
      reason: '机构调整期间由该局代管',
      documentNumber: NUMBER,
      expiresAt: '2026-03-31T10:00:00.000Z',
      ...more,
    };
    const { data, errors } = await town.ask<{ answer: Signed | null }>(caller, query, { input });
    return { ...data?.answer, error: errors[0]?.extensions?.code };
  };
  const inDispatch = async (): Promise<string> => {
    const { ticket } = await reported(town);
    await accepted(town, ticket.id);
    await does(town, people.town, ['escalateTicket', { ticketId: ticket.id, words: '须部门办理' }]);
    return ticket.id;
  };
  const dispatchTo = async (ticketId: string, exceptionId?: string) => {
    const lead = { ...ORDERS[0], organization: HEALTH, ...(exceptionId ? { exceptionId } : {}) };
    return give(town, people.county, ['dispatchTicket', { ticketId, assignments: [lead] }]);
  };

  it('[B05] without one, a dispatch against the list is refused with the clause', async () => {
    const { userErrors } = await dispatchTo(await inDispatch());
    expect(userErrors).toMatchObject([{ code: 'UNIT_WITHOUT_DUTY', field: ['assignments', '0', 'organization'] }]);
    expect(userErrors[0]?.article).not.toBeNull();
  });

  it.each([['a county, where the law gives it to the city', people.county, 'NOT_THE_SIGNER']])(
    '[B05] is not signed by %s',
    async (_, caller, code) => {
      expect((await sign({}, caller)).userErrors).toMatchObject([
        { code, article: expect.stringContaining('第十五条') },
      ]);
    },
  );

  it.each([
    ['a town', people.town],
    ['a department', people.lead],
    ['the public', people.resident],
  ])('is not for %s to sign', async (_, caller) => {
    expect((await sign({}, caller)).error).toBe('FORBIDDEN');
  });

  it('[B05] where the law knows no consent to off-list work, none is signed', async () => {
    const { userErrors } = await sign({ kind: 'OFF_LIST', itemCode: null });
    expect(userErrors).toMatchObject([
      { code: 'NO_EXCEPTION_IN_LAW', article: expect.stringContaining('第十五条第三款') },
    ]);
  });

  it('[B05] signed, lets the dispatch through and says so on the ticket; it is counted to the department', async () => {
    const { exception, userErrors } = await sign();
    expect([userErrors, exception]).toMatchObject([[], { documentNumber: NUMBER, signedBy: 'city', standing: true }]);
    expect((await sign()).exception?.id).toBe(exception?.id);
    const ticketId = await inDispatch();
    expect((await dispatchTo(ticketId, exception?.id)).userErrors).toEqual([]);
    const query = `query ($id: ID!) { ticket(id: $id) { assignments { unit { code } exception { id documentNumber reason signedBy department { code } } }
      timeline { nodes { command facts } } } }`;
    type Answer = {
      ticket: {
        assignments: { exception: object | null }[];
        timeline: { nodes: { command: string; facts: unknown }[] };
      };
    };
    const { data, errors } = await town.ask<Answer>(people.county, query, { id: ticketId });
    expect(errors).toEqual([]);
    expect(data?.ticket.assignments).toEqual([
      {
        unit: { code: HEALTH },
        exception: {
          id: exception?.id,
          documentNumber: NUMBER,
          reason: '机构调整期间由该局代管',
          signedBy: 'city',
          department: { code: HEALTH },
        },
      },
    ]);
    const counts = '{ exceptionCounts(from: "2026-01-01T00:00:00Z") { department { code } signed standing used } }';
    const counted = await town.ask<{ exceptionCounts: object[] }>(people.city, counts);
    expect(counted.data?.exceptionCounts).toEqual([{ department: { code: HEALTH }, signed: 1, standing: 1, used: 1 }]);
  });

  it('[B05] that the list does not need leaves no trace', async () => {
    const { exception } = await sign();
    const ticketId = await inDispatch();
    const assignments = [{ ...ORDERS[0], exceptionId: exception?.id }];
    await does(town, people.county, ['dispatchTicket', { ticketId, assignments }]);
    const { data } = await town.ask<{ ticket: { assignments: object[] } }>(
      people.county,
      `{ ticket(id: "${ticketId}") { assignments { exception { id } } } }`,
    );
    expect(data?.ticket.assignments).toEqual([{ exception: null }]);
  });

  it.each([
    ['that nobody signed', async () => 'nothing'],
    ['for another department', async () => (await sign({ department: `${COUNTY}-PUBLIC_SECURITY` })).exception?.id],
  ])('[B05] %s does not help', async (_, id) => {
    const { userErrors } = await dispatchTo(await inDispatch(), await id());
    expect(userErrors).toMatchObject([{ code: 'EXCEPTION_UNKNOWN', field: ['assignments', '0', 'exceptionId'] }]);
  });

  it('[B05] ends when it is taken back, or on its day', async () => {
    const revoke = async (id: string | undefined) => {
      const query = `mutation ($input: RevokeListExceptionInput!) { answer: revokeListException(input: $input) {
        exception { ${FIELDS} } userErrors { code field message article } } }`;
      const input = { id, words: '机构已调整完毕' };
      return (await town.ask<{ answer: Signed }>(people.city, query, { input })).data?.answer;
    };
    const { exception } = await sign({ documentNumber: '网办〔2026〕4号' });
    expect((await revoke(exception?.id))?.exception).toMatchObject({ standing: false });
    expect((await revoke(exception?.id))?.userErrors).toMatchObject([{ code: 'NOT_STANDING' }]);
    const revoked = await dispatchTo(await inDispatch(), exception?.id);
    expect(revoked.userErrors).toMatchObject([{ code: 'EXCEPTION_OVER' }]);
    const short = await sign({ documentNumber: '网办〔2026〕5号', expiresAt: '2026-03-02T03:00:00.000Z' });
    const ticketId = await inDispatch();
    town.passHours(1);
    expect((await dispatchTo(ticketId, short.exception?.id)).ticket).not.toBeNull();
    const later = await inDispatch();
    town.passHours(0.01);
    expect((await dispatchTo(later, short.exception?.id)).userErrors).toMatchObject([{ code: 'EXCEPTION_OVER' }]);
  });

  it('are listed for the centers of the territory, newest first', async () => {
    const query = '{ listExceptions(first: 2) { nodes { documentNumber standing } pageInfo { hasNextPage } } }';
    type Answer = { listExceptions: { nodes: { documentNumber: string }[]; pageInfo: { hasNextPage: boolean } } };
    for (const caller of [people.city, people.county, people.town]) {
      const { data } = await town.ask<Answer>(caller, query);
      expect(data?.listExceptions.nodes.length).toBe(2);
      expect(data?.listExceptions.pageInfo.hasNextPage).toBe(true);
    }
    const elsewhere = await town.ask<Answer>(people.elsewhere, query);
    expect(elsewhere.data?.listExceptions.nodes).toEqual([]);
  });

  it('are counted over a year at most, and say so', async () => {
    const counts = async (from: string) => {
      const query = 'query ($from: DateTime!) { exceptionCounts(from: $from) { signed } }';
      return (await town.ask(people.city, query, { from })).errors;
    };
    expect(await counts('2025-03-03T00:00:00Z')).toEqual([]);
    expect(await counts('2025-02-28T00:00:00Z')).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT', field: 'from' } },
    ]);
  });

  it('finds their uses along an index', async () => {
    const plan = await town.database.db
      .collection('tickets')
      .find({ exceptions: { $in: ['x'] } })
      .explain();
    expect(JSON.stringify(plan)).not.toContain('COLLSCAN');
  });
});
