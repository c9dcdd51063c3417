import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dispatched, does, fedBack, give, look } from './steps.ts';
import { COUNTY, people, startTown, type Town } from './town.ts';

const TARGET = `${COUNTY}-URBAN_MANAGEMENT`;

describe('supervision', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
  });
  afterAll(() => town.stop());

  const underSupervision = async () => {
    const sent = await dispatched(town);
    const { ticketId } = sent;
    const after = await does(town, people.county, ['superviseTicket', { ticketId, target: TARGET, words: '进展缓慢' }]);
    return { ...sent, supervisionId: after.supervisions[0]?.id ?? '' };
  };

  it('[T11] is answered by the unit, settled by the center, and seen in the list of supervised tickets', async () => {
    const { ticketId, ticket, supervisionId } = await underSupervision();
    const list = 'query { tickets(filter: { supervised: true }) { nodes { code } } }';
    const { data } = await town.ask<{ tickets: { nodes: { code: string }[] } }>(people.city, list);
    expect(data?.tickets.nodes.map(({ code }) => code)).toContain(ticket.code);
    await does(town, people.lead, ['answerSupervision', { ticketId, supervisionId, words: '已加派人员' }]);
    const settled = await does(town, people.county, [
      'settleSupervision',
      { ticketId, supervisionId, words: '已落实' },
    ]);
    expect(settled.supervisions).toMatchObject([{ state: 'SETTLED' }]);
  });

  it('[T12] that fails refers the unit to discipline inspection at once; its inspector then sees the ticket', async () => {
    const { ticketId, ticket, supervisionId } = await underSupervision();
    await does(town, people.lead, ['answerSupervision', { ticketId, supervisionId, words: '无法办理' }]);
    const failed = await does(town, people.county, ['failSupervision', { ticketId, supervisionId, words: '拒不落实' }]);
    expect(failed.referrals).toMatchObject([
      { about: { code: TARGET }, dossierHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
    const inspector = {
      subject: 'inspector',
      kind: 'PERSON',
      jurisdiction: 'zhengzhou',
      roles: ['DISCIPLINE_INSPECTOR'],
      organization: failed.referrals[0]?.to.code ?? '',
    } as const;
    const query = `query ($code: String!) { ticket(code: $code) { timelineIntact timeline { nodes { command private } } } }`;
    const { data } = await town.ask<{
      ticket: { timelineIntact: boolean; timeline: { nodes: { command: string }[] } };
    }>({ ...inspector, roles: ['DISCIPLINE_INSPECTOR'] }, query, { code: ticket.code });
    expect(data?.ticket.timelineIntact).toBe(true);
    expect(data?.ticket.timeline.nodes.map(({ command }) => command)).toContain('FAIL_SUPERVISION');
  });

  it('[T14] marks a false closure when verification fails', async () => {
    const { ticketId, ticket } = await fedBack(town);
    const fail = { ticketId, passed: false, words: '现场未修复', falseClosure: true };
    await does(town, people.county, ['verifyTicket', fail]);
    expect(await look(town, people.county, ticket.code)).toMatchObject({
      stage: 'HANDLING',
      round: 2,
      falseClosures: 1,
    });
  });

  it('refuses to supervise who has no part in the ticket', async () => {
    const { ticketId } = await dispatched(town);
    const order = { ticketId, target: `${COUNTY}-HEALTH`, words: '督办' };
    expect((await give(town, people.county, ['superviseTicket', order])).userErrors).toMatchObject([
      { code: 'NOT_CONCERNED', field: ['target'] },
    ]);
  });
});
