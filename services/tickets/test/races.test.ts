import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accepted, dispatched, does, EVIDENCE, give, look, ORDERS, reported, type TicketView } from './steps.ts';
import { people, startTown, type Town } from './town.ts';

describe('two at once', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
  });
  afterAll(() => town.stop());

  it('dispatching: one is through, the other gets a CONFLICT', async () => {
    const { ticket } = await reported(town);
    await accepted(town, ticket.id);
    await does(town, people.town, ['escalateTicket', { ticketId: ticket.id, words: '须部门办理' }]);
    const dispatch = ['dispatchTicket', { ticketId: ticket.id, assignments: ORDERS }] as const;
    const answers = await Promise.all([give(town, people.county, dispatch), give(town, people.secondCounty, dispatch)]);
    const outcomes = answers.map(({ ticket: after, code, userErrors }) => after?.stage ?? code ?? userErrors[0]?.code);
    expect(outcomes.sort()).toEqual(['CONFLICT', 'HANDLING']);
    expect((await look(town, people.county, ticket.code)).assignments.length).toBe(2);
  });

  it('units reporting in: both are through', async () => {
    const { ticketId, leadId, assistId } = await dispatched(town);
    const answers = await Promise.all([
      give(town, people.lead, ['reportIn', { ticketId, assignmentId: leadId }]),
      give(town, people.assist, ['reportIn', { ticketId, assignmentId: assistId }]),
    ]);
    expect(answers.map(({ code, userErrors }) => [code, userErrors])).toEqual([
      [undefined, []],
      [undefined, []],
    ]);
  });

  it('units completing: the ticket waits for feedback exactly once', async () => {
    const { ticketId, ticket, leadId, assistId } = await dispatched(town);
    const hands = [
      [people.lead, leadId],
      [people.assist, assistId],
    ] as const;
    for (const [who, assignmentId] of hands) await does(town, who, ['reportIn', { ticketId, assignmentId }]);
    await Promise.all(
      hands.map(([who, assignmentId]) =>
        does(town, who, ['completeAssignment', { ticketId, assignmentId, result: '好', evidence: EVIDENCE }]),
      ),
    );
    const after = await look(town, people.county, ticket.code);
    expect([after.stage, after.deadlines.filter(({ kind }) => kind === 'FEED_BACK').length]).toEqual(['FEEDBACK', 1]);
  });

  it('[E03] merging two tickets into each other: one goes on, whoever was first', async () => {
    const pairs = await Promise.all(
      Array.from({ length: 6 }, async () => [await reported(town), await reported(town)] as const),
    );
    const merge = (from: TicketView, into: TicketView) =>
      give(town, people.town, ['mergeTicket', { ticketId: from.id, into: into.code, words: '同一事项' }]);
    await Promise.all(
      pairs.flatMap(([one, other]) => [merge(one.ticket, other.ticket), merge(other.ticket, one.ticket)]),
    );
    for (const pair of pairs) {
      const after = await Promise.all(pair.map(({ ticket }) => look(town, people.county, ticket.code)));
      expect(after.filter(({ stage }) => stage === 'ACCEPTANCE').length).toBeGreaterThan(0);
    }
  });

  it('a command with the version that was read is refused when it moved', async () => {
    const { ticket } = await reported(town);
    const escalate = { ticketId: ticket.id, words: '上报', expectedVersion: ticket.version };
    await accepted(town, ticket.id);
    expect((await give(town, people.town, ['escalateTicket', escalate])).code).toBe('CONFLICT');
  });

  it('a retry under the same key changes nothing and answers as the first did', async () => {
    const { ticket } = await reported(town);
    const accept = ['acceptTicket', { ticketId: ticket.id, itemCode: 'STREET_ORDER', idempotencyKey: 'k1' }] as const;
    const first = await does(town, people.town, accept);
    const second = await does(town, people.town, accept);
    expect([second.stage, second.version]).toEqual(['DISPATCH', first.version]);
  });
});
