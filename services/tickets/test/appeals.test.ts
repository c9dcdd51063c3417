import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dispatched, does, EVIDENCE, give, reported } from './steps.ts';
import { COUNTY, people, startTown, type Town } from './town.ts';

type Appealed = {
  appeals: { id: string; kind: string; state: string; unit: { code: string }; reviews: { outcome: string }[] }[];
  deadlines: { id: string; kind: string; lateAt: string | null; excused: boolean; appeal: { id: string } | null }[];
};

const APPEALED = `appeals { id kind state unit { code } reviewer { code } furtherUntil reviews { outcome words at } }
  deadlines { id kind lateAt excused appeal { id } }`;

describe('appeals', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
  });
  afterAll(() => town.stop());

  const see = async (code: string): Promise<Appealed> => {
    const query = `query ($code: String!) { ticket(code: $code) { ${APPEALED} } }`;
    const { data, errors } = await town.ask<{ ticket: Appealed | null }>(people.county, query, { code });
    if (!data?.ticket) throw new Error(JSON.stringify(errors));
    return data.ticket;
  };

  it('[E06] excuse a late unit, and leave it late', async () => {
    const { ticketId, ticket } = await dispatched(town);
    town.passHours(24 * 20);
    await town.service.sweepAlarms();
    const late = (await see(ticket.code)).deadlines.find(({ kind, lateAt }) => kind === 'REPORT_IN' && lateAt !== null);
    const deadlineId = late?.id ?? '';
    const appeal = { ticketId, deadlineId, reason: 'FORCE_MAJEURE', words: '暴雨', evidence: EVIDENCE };
    await does(town, people.lead, ['appealWarning', appeal]);
    await does(town, people.county, ['reviewAppeal', { ticketId, appealId: 'p1', outcome: 'UPHELD', words: '属实' }]);
    const { appeals, deadlines } = await see(ticket.code);
    expect(appeals).toMatchObject([{ kind: 'LATENESS', state: 'FINAL', reviews: [{ outcome: 'UPHELD' }] }]);
    expect(deadlines.find(({ id }) => id === deadlineId)).toMatchObject({
      lateAt: late?.lateAt,
      excused: true,
      appeal: { id: 'p1' },
    });
  });

  it('asks for exactly one warning', async () => {
    const { ticketId } = await dispatched(town);
    const both = { ticketId, deadlineId: 'd1', supervisionId: 's1', reason: 'FORCE_MAJEURE', words: '暴雨' };
    const { userErrors } = await give(town, people.lead, ['appealWarning', both]);
    expect(userErrors).toMatchObject([{ code: 'ONE_WARNING', field: ['deadlineId'] }]);
  });

  it('[E06] of one order by two people at once are one', async () => {
    const { ticketId } = await dispatched(town);
    await does(town, people.county, [
      'superviseTicket',
      { ticketId, target: `${COUNTY}-URBAN_MANAGEMENT`, words: '督办' },
    ]);
    const appeal = { ticketId, supervisionId: 's1', reason: 'FACTS_DIFFER', words: '已在办' };
    const answers = await Promise.all([
      give(town, people.lead, ['appealWarning', appeal]),
      give(town, { ...people.lead, subject: 'lead-2' }, ['appealWarning', appeal]),
    ]);
    expect(answers.filter(({ ticket }) => ticket !== null).length).toBe(1);
  });

  it('are not for whom the ticket does not concern', async () => {
    const { ticketId } = await dispatched(town);
    const appeal = { ticketId, deadlineId: 'd1', reason: 'FACTS_DIFFER', words: '已在办' };
    expect((await give(town, people.outsider, ['appealWarning', appeal])).code).toBe('NOT_FOUND');
    expect(
      (
        await give(town, people.elsewhere, [
          'reviewAppeal',
          { ticketId, appealId: 'p1', outcome: 'UPHELD', words: '好' },
        ])
      ).code,
    ).toBe('NOT_FOUND');
  });
});

describe('a reporter whose report was not accepted', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
  });
  afterAll(() => town.stop());

  const declined = async () => {
    const { ticket, queryCode } = await reported(town);
    await does(town, people.town, ['declineTicket', { ticketId: ticket.id, reason: 'UNCLEAR', words: '无法核实' }]);
    return { code: ticket.code, ticketId: ticket.id, queryCode };
  };
  const complain = async (input: object) => {
    const query = `mutation ($input: AppealDeclineInput!) { appealDecline(input: $input) { userErrors { code } } }`;
    const { data, errors } = await town.ask<{ appealDecline: { userErrors: { code: string }[] } }>(
      people.resident,
      query,
      { input },
    );
    return { refusals: data?.appealDecline?.userErrors, error: errors[0]?.extensions?.code };
  };
  const follow = async (code: string, queryCode: string) => {
    const query = `query ($code: String!, $queryCode: String!) { ticketByNumber(code: $code, queryCode: $queryCode) {
      stage appealUntil timeline { label words } } }`;
    type Seen = { stage: string; appealUntil: string | null; timeline: { label: string; words: string | null }[] };
    return (await town.ask<{ ticketByNumber: Seen }>(people.resident, query, { code, queryCode })).data?.ticketByNumber;
  };

  it('[E06] appeals with number and code, and reads what the superior decided', async () => {
    const { code, ticketId, queryCode } = await declined();
    expect((await follow(code, queryCode))?.appealUntil).toMatch(/^2026-03-/);
    expect(await complain({ code, queryCode, words: '请受理' })).toEqual({ refusals: [], error: undefined });
    const kept = { ticketId, appealId: 'p1', upheld: false, reason: 'OUT_OF_TERRITORY', words: '不在本市' };
    await does(town, people.county, ['decideDeclineAppeal', kept]);
    const seen = await follow(code, queryCode);
    expect([seen?.appealUntil, seen?.timeline.at(-1)]).toEqual([
      null,
      { label: '不予受理申诉已复核', words: '不在本市' },
    ]);
  });

  it('[E06] has the ticket accepted when the superior upholds it', async () => {
    const { code, ticketId, queryCode } = await declined();
    await complain({ code, queryCode, words: '请受理' });
    await does(town, people.county, [
      'decideDeclineAppeal',
      { ticketId, appealId: 'p1', upheld: true, words: '应当受理' },
    ]);
    expect((await follow(code, queryCode))?.stage).toBe('ACCEPTANCE');
    expect((await complain({ code, queryCode, words: '请受理' })).refusals).toMatchObject([{ code: 'WRONG_STAGE' }]);
  });

  it('is not heard with a wrong code', async () => {
    const { code } = await declined();
    expect((await complain({ code, queryCode: 'AAAAAAAA', words: '请受理' })).error).toBe('NOT_FOUND');
  });
});
