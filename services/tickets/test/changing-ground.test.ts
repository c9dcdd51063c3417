import { eventually } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accepted, dispatched, does, EVIDENCE, give, look, ORDERS, reported } from './steps.ts';
import { CITY, people, startTown, type Town } from './town.ts';

/** What somebody stood on is gone when they act. */
describe('the ground changes under an open ticket', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
  });
  afterAll(() => town.stop());

  it('[T02] a department answers after its assignment was revoked: refused, and nothing is stored', async () => {
    const { ticketId, ticket, leadId, assistId } = await dispatched(town);
    await does(town, people.assist, ['reportIn', { ticketId, assignmentId: assistId }]);
    const words = { reason: 'NOT_OUR_DUTY', words: '管线属供水公司' };
    await does(town, people.lead, ['returnAssignment', { ticketId, assignmentId: leadId, ...words }]);
    const answer = { ticketId, assignmentId: assistId, result: '已疏导', evidence: EVIDENCE };
    expect((await give(town, people.assist, ['completeAssignment', answer])).userErrors).toMatchObject([
      { code: 'WRONG_STAGE' },
    ]);
    await does(town, people.county, [
      'dispatchTicket',
      { ticketId, assignments: [{ ...ORDERS[0], instruction: '权属已核实，请修复' }] },
    ]);
    const before = await look(town, people.county, ticket.code);
    expect((await give(town, people.assist, ['completeAssignment', answer])).userErrors).toMatchObject([
      { code: 'ASSIGNMENT_STATE' },
    ]);
    expect(await look(town, people.county, ticket.code)).toEqual(before);
  });

  it('[G10] an item left the list yesterday: nothing new is accepted by it, what was goes on to its end', async () => {
    const { ticket } = await reported(town);
    await accepted(town, ticket.id);
    const late = (await reported(town, { title: '路灯不亮' })).ticket;
    const list = {
      id: 'list-without',
      jurisdiction: 'zhengzhou',
      version: 2,
      division: CITY,
      effectiveFrom: '2026-03-02T16:00:00.000Z',
      items: [],
      negative: [],
    };
    await town.hear('gridlink.grid.item-list.published.v1', list.id, { list }, CITY);
    await eventually(() => town.database.db.collection('item_lists').findOne({}));
    town.setNow('2026-03-04T02:00:00Z');
    const refused = await give(town, people.town, [
      'acceptTicket',
      { ticketId: late.id, itemCode: 'PUBLIC_FACILITIES' },
    ]);
    expect(refused.userErrors).toMatchObject([{ code: 'ITEM_UNKNOWN' }]);
    await does(town, people.town, ['escalateTicket', { ticketId: ticket.id, words: '须部门办理' }]);
    expect(
      (await give(town, people.county, ['dispatchTicket', { ticketId: ticket.id, assignments: ORDERS }])).userErrors,
    ).toEqual([]);
  });
});
