import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dispatched, does, EVIDENCE, give, look, ORDERS, reported } from './steps.ts';
import { people, startTown, type Town } from './town.ts';

type Request = { id: string; kind: string; state: string; unit: { code: string }; outcome: string | null };

describe('time that is asked for', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
  });
  afterAll(() => town.stop());

  const atWork = async () => {
    const sent = await dispatched(town);
    await does(town, people.lead, ['reportIn', { ticketId: sent.ticketId, assignmentId: sent.leadId }]);
    return sent;
  };

  async function requestsOf(code: string): Promise<Request[]> {
    const query = `query ($code: String!) { ticket(code: $code) { timeRequests { id kind state outcome unit { code } } } }`;
    const { data } = await town.ask<{ ticket: { timeRequests: Request[] } }>(people.lead, query, { code });
    return data?.ticket.timeRequests ?? [];
  }

  const dueOf = async (code: string, kind: string): Promise<string | null | undefined> =>
    (await look(town, people.county, code)).deadlines.find((deadline) => deadline.kind === kind)?.dueAt;

  it('[E04] is granted by the center, shown with its outcome, and moves the clock', async () => {
    const { ticketId, ticket, leadId } = await atWork();
    const before = await dueOf(ticket.code, 'HANDLE');
    const extendBy = { amount: 1, unit: 'WORKING_DAY' };
    await does(town, people.lead, ['requestExtension', { ticketId, assignmentId: leadId, extendBy, words: '待检' }]);
    await does(town, people.county, ['decideTimeRequest', { ticketId, requestId: 't1', granted: true, words: '同意' }]);
    expect(await requestsOf(ticket.code)).toMatchObject([{ kind: 'EXTENSION', state: 'GRANTED', outcome: '同意' }]);
    expect(Date.parse((await dueOf(ticket.code, 'HANDLE')) ?? '')).toBeGreaterThan(Date.parse(before ?? ''));
  });

  it('[E04] explains the stretch that a suspension does not count', async () => {
    const { ticketId, ticket, leadId } = await atWork();
    const until = new Date(town.now().getTime() + 3 * 86_400_000).toISOString();
    const suspend = { ticketId, assignmentId: leadId, until, reason: 'EXPERT_OPINION', words: '送检' };
    await does(town, people.lead, ['requestSuspension', suspend]);
    await does(town, people.county, ['decideTimeRequest', { ticketId, requestId: 't1', granted: true, words: '同意' }]);
    town.passHours(24);
    const query = `query ($code: String!) { ticket(code: $code) { deadlines { kind explain { why reason countedMinutes } } } }`;
    const { data } = await town.ask<{
      ticket: {
        deadlines: { kind: string; explain: { why: string; reason: string | null; countedMinutes: number }[] }[];
      };
    }>(people.lead, query, { code: ticket.code });
    const segments = data?.ticket.deadlines.filter(({ kind }) => kind === 'HANDLE').flatMap(({ explain }) => explain);
    expect(segments).toContainEqual({ why: 'SUSPENDED', reason: 'EXPERT_OPINION', countedMinutes: 0 });
  });

  it.each([
    ['a cap', { extendBy: { amount: 900, unit: 'WORKING_DAY' } }, 'EXTENSION_TOO_LONG', ['extendBy']],
    ['an amount that is none', { extendBy: { amount: 0, unit: 'WORKING_DAY' } }, 'INVALID_LIMIT', ['extendBy']],
  ])('is refused beyond %s, naming the field', async (_, more, code, field) => {
    const { ticketId, leadId } = await atWork();
    const input = { ticketId, assignmentId: leadId, words: '待检', ...more };
    expect((await give(town, people.lead, ['requestExtension', input])).userErrors).toMatchObject([{ code, field }]);
  });

  it('is not for the county to ask, nor for the unit to grant', async () => {
    const { ticketId, leadId } = await atWork();
    const ask = { ticketId, assignmentId: leadId, extendBy: { amount: 1, unit: 'WORKING_DAY' }, words: '待检' };
    const decide = { ticketId, requestId: 't1', granted: true, words: '同意' };
    expect([
      (await give(town, people.county, ['requestExtension', ask])).code,
      (await give(town, people.lead, ['decideTimeRequest', decide])).code,
    ]).toEqual(['FORBIDDEN', 'FORBIDDEN']);
  });

  it('[B02] gives an assignment milestones, each closed with its evidence before the whole', async () => {
    const { ticket } = await reported(town);
    const ticketId = ticket.id;
    await does(town, people.town, ['acceptTicket', { ticketId, itemCode: 'PUBLIC_FACILITIES' }]);
    await does(town, people.town, ['escalateTicket', { ticketId, words: '须部门办理' }]);
    const milestones = [{ title: '设置围挡', limit: { amount: 4, unit: 'URGENT_HOUR' } }];
    const assignments = ORDERS.map((order) => (order.part === 'LEAD' ? { ...order, milestones } : order));
    await does(town, people.county, ['dispatchTicket', { ticketId, assignments }]);
    await does(town, people.lead, ['reportIn', { ticketId, assignmentId: 'a1' }]);
    const finish = { ticketId, assignmentId: 'a1', result: '已更换', evidence: EVIDENCE };
    expect((await give(town, people.lead, ['completeAssignment', finish])).userErrors).toMatchObject([
      { code: 'MILESTONES_OPEN', message: expect.stringContaining('设置围挡') },
    ]);
    const step = { ticketId, assignmentId: 'a1', milestoneId: 'a1.m1', words: '已围挡', evidence: EVIDENCE };
    await does(town, people.lead, ['completeMilestone', step]);
    expect((await does(town, people.lead, ['completeAssignment', finish])).assignments[0]?.state).toBe('DONE');
  });
});
