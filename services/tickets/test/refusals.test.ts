import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closed, dispatched, fedBack, give, handled, ORDERS, PASS, reported } from './steps.ts';
import { COUNTY, people, startTown, type Town } from './town.ts';

describe('what a client is refused', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
  });
  afterAll(() => town.stop());

  it('is forbidden where the caller does not stand to the ticket as the command needs', async () => {
    const { ticket } = await reported(town);
    const answer = await give(town, people.county, ['acceptTicket', { ticketId: ticket.id, itemCode: 'STREET_ORDER' }]);
    expect(answer.code).toBe('FORBIDDEN');
  });

  it('is forbidden where the role may not give the command at all', async () => {
    const { ticket } = await reported(town);
    const answer = await give(town, people.lead, ['acceptTicket', { ticketId: ticket.id, itemCode: 'STREET_ORDER' }]);
    expect(answer.code).toBe('FORBIDDEN');
  });

  it('is not found outside the own scope', async () => {
    const { ticket } = await reported(town);
    const answer = await give(town, people.otherCounty, ['voidTicket', { ticketId: ticket.id, words: '无关' }]);
    expect(answer.code).toBe('NOT_FOUND');
  });

  it('[T02] names the stage a command belongs to', async () => {
    const { ticket } = await reported(town);
    const dispatch = ['dispatchTicket', { ticketId: ticket.id, assignments: ORDERS }] as const;
    expect((await give(town, people.town, dispatch)).userErrors).toMatchObject([
      { code: 'WRONG_STAGE', message: expect.stringContaining('DISPATCH') },
    ]);
  });

  it.each([
    ['words that are blank', 'declineTicket', { reason: 'UNCLEAR', words: '  ' }, 'REQUIRED', ['words']],
    [
      'a reason that is not on the list',
      'declineTicket',
      { reason: 'LAZY', words: '说明' },
      'REASON_UNKNOWN',
      ['reason'],
    ],
    ['an item that is not on the list', 'acceptTicket', { itemCode: 'INVENTED' }, 'ITEM_UNKNOWN', ['itemCode']],
    ['a grid there is not', 'acceptTicket', { itemCode: 'STREET_ORDER', gridId: 'no' }, 'GRID_UNKNOWN', ['gridId']],
    [
      'a time to come',
      'escalateTicket',
      { words: '上报', madeAt: '2030-01-01T00:00:00Z' },
      'IN_THE_FUTURE',
      ['madeAt'],
    ],
  ])('names the field of %s', async (_, command, input, code, field) => {
    const { ticket } = await reported(town);
    const { userErrors } = await give(town, people.town, [command, { ticketId: ticket.id, ...input }]);
    expect(userErrors.map((error) => [error.code, error.field])).toEqual([[code, field]]);
  });

  it('[T04] names the order whose unit has no duty, in law’s words', async () => {
    const { ticketId, leadId } = await dispatched(town);
    await give(town, people.lead, [
      'returnAssignment',
      { ticketId, assignmentId: leadId, reason: 'NOT_OUR_DUTY', words: '非职责' },
    ]);
    const orders = [{ organization: `${COUNTY}-HEALTH`, part: 'LEAD', instruction: '办理' }];
    const { userErrors } = await give(town, people.county, ['dispatchTicket', { ticketId, assignments: orders }]);
    expect(userErrors).toMatchObject([
      {
        code: 'UNIT_WITHOUT_DUTY',
        field: ['assignments', '0', 'organization'],
        article: expect.stringContaining('第十四条'),
      },
    ]);
  });

  it('asks for exactly one assignee of an order', async () => {
    const { ticketId } = await dispatched(town);
    const orders = [{ part: 'LEAD', instruction: '办理' }];
    const { userErrors } = await give(town, people.county, ['dispatchTicket', { ticketId, assignments: orders }]);
    expect(userErrors.map(({ code }) => code)).toEqual(['ONE_ASSIGNEE']);
  });

  it('wants evidence of completion', async () => {
    const { ticketId, leadId } = await dispatched(town);
    await give(town, people.lead, ['reportIn', { ticketId, assignmentId: leadId }]);
    const done = { ticketId, assignmentId: leadId, result: '好了', evidence: [] };
    expect((await give(town, people.lead, ['completeAssignment', done])).userErrors.map(({ code }) => code)).toEqual([
      'EVIDENCE_NEEDED',
    ]);
  });

  it('[T14] does not let a handler verify', async () => {
    const { ticketId } = await fedBack(town);
    const both = { ...people.county, subject: people.lead.subject };
    expect((await give(town, both, ['verifyTicket', { ticketId, ...PASS }])).userErrors).toMatchObject([
      { code: 'OWN_WORK', article: expect.stringContaining('第二十五条') },
    ]);
  });

  it('does not close without feedback', async () => {
    const { ticketId } = await handled(town);
    expect((await give(town, people.county, ['verifyTicket', { ticketId, ...PASS }])).userErrors[0]?.code).toBe(
      'WRONG_STAGE',
    );
  });

  it('does not void what has ended', async () => {
    const { ticketId } = await closed(town);
    expect((await give(town, people.county, ['voidTicket', { ticketId, words: '误录' }])).userErrors[0]?.code).toBe(
      'WRONG_STAGE',
    );
  });
});
