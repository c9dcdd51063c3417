import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accepted, dispatched, does, EVIDENCE, give, ORDERS, reported } from './steps.ts';
import { COUNTY, people, startTown, type Town } from './town.ts';

const DEPARTMENTS = ['URBAN_MANAGEMENT', 'PUBLIC_SECURITY', 'HEALTH'].map((name) => `${COUNTY}-${name}`);

describe('work that several bodies do together', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
  });
  afterAll(() => town.stop());

  const read = async <Part>(code: string, selection: string): Promise<Part> => {
    const query = `query ($code: String!) { ticket(code: $code) { ${selection} } }`;
    const { data, errors } = await town.ask<{ ticket: Part | null }>(people.county, query, { code });
    if (!data?.ticket) throw new Error(JSON.stringify(errors));
    return data.ticket;
  };

  it('[T06] is called for by a town: three departments are called and each reports in', async () => {
    const { ticket } = await reported(town);
    const ticketId = ticket.id;
    await accepted(town, ticketId);
    const orders = DEPARTMENTS.map((organization) => ({ organization, instruction: '到场处置' }));
    const called = await does(town, people.town, ['whistle', { ticketId, orders, words: '井盖塌陷，请到场' }]);
    const idOf = (unit: string): string => called.assignments.find((entry) => entry.unit.code === unit)?.id ?? '';
    for (const [index, who] of [people.lead, people.assist, people.outsider].entries()) {
      await does(town, who, ['reportIn', { ticketId, assignmentId: idOf(DEPARTMENTS[index] ?? '') }]);
    }
    const { assignments } = await read<{ assignments: { state: string }[] }>(ticket.code, 'assignments { state }');
    expect(assignments.map(({ state }) => state)).toEqual(['WORKING', 'WORKING', 'WORKING', 'WORKING']);
  });

  it('[T07] is conferred on: opinions, then an outcome that binds', async () => {
    const { ticketId, ticket } = await dispatched(town);
    const invited = DEPARTMENTS;
    await does(town, people.county, ['openConsultation', { ticketId, invited, words: '谁来牵头' }]);
    const opinion = (position: string) => ({ ticketId, consultationId: 'c1', position, words: '意见' });
    await does(town, people.lead, ['giveOpinion', opinion('NOT_OURS')]);
    await does(town, people.outsider, ['giveOpinion', opinion('LEAD')]);
    const outcome = { organization: DEPARTMENTS[2], part: 'LEAD', instruction: '牵头办理' };
    const decide = { ticketId, consultationId: 'c1', assignments: [outcome], words: '卫健牵头' };
    const decided = await does(town, people.county, ['decideConsultation', decide]);
    const bound = decided.assignments.at(-1)?.id;
    await does(town, people.outsider, ['reportIn', { ticketId, assignmentId: bound }]);
    const back = { ticketId, assignmentId: bound, reason: 'NOT_OUR_DUTY', words: '不是我们的' };
    expect((await give(town, people.outsider, ['returnAssignment', back])).userErrors).toMatchObject([
      { code: 'BOUND', article: expect.stringContaining('第二十五条') },
    ]);
    const selection = 'consultations { outcome opinions { position unit { code } } invited { code } }';
    expect(await read(ticket.code, selection)).toMatchObject({
      consultations: [{ outcome: '卫健牵头', opinions: [{ position: 'NOT_OURS' }, { position: 'LEAD' }] }],
    });
  });

  it('[T07] is seen by those invited, from the invitation on', async () => {
    const { ticketId, ticket } = await dispatched(town);
    const query = 'query ($code: String!) { ticket(code: $code) { code } }';
    const before = await town.ask<{ ticket: unknown }>(people.outsider, query, { code: ticket.code });
    const invited = DEPARTMENTS;
    await does(town, people.county, ['openConsultation', { ticketId, invited, words: '谁来牵头' }]);
    const after = await town.ask<{ ticket: unknown }>(people.outsider, query, { code: ticket.code });
    expect([before.data?.ticket, after.data?.ticket]).toEqual([null, { code: ticket.code }]);
  });

  it('[T08] is mediated, and where that fails guided to where the law leads', async () => {
    const { ticketId, ticket, leadId } = await dispatched(town);
    await does(town, people.lead, ['reportIn', { ticketId, assignmentId: leadId }]);
    const guide = { ticketId, assignmentId: leadId, route: 'ARBITRATION', words: '告知仲裁途径' };
    expect((await give(town, people.lead, ['guideToLegalRoute', guide])).userErrors).toMatchObject([
      { code: 'MEDIATE_FIRST', article: expect.stringContaining('第二十五条') },
    ]);
    const start = { ticketId, assignmentId: leadId, kind: 'PEOPLES', mediator: '社区人民调解委员会', words: '到场' };
    await does(town, people.lead, ['startMediation', start]);
    await does(town, people.lead, ['endMediation', { ticketId, mediationId: 'm1', agreed: false, words: '未达成' }]);
    await does(town, people.lead, ['guideToLegalRoute', guide]);
    expect(await read(ticket.code, 'legalRoute mediations { kind agreed }')).toEqual({
      legalRoute: 'ARBITRATION',
      mediations: [{ kind: 'PEOPLES', agreed: false }],
    });
  });

  it('[B04] opens a joint case by itself when it is passed on once too often', async () => {
    const { ticketId, ticket, leadId } = await dispatched(town);
    const giveBack = (assignmentId: string) => ({
      ticketId,
      assignmentId,
      reason: 'NOT_OUR_DUTY',
      words: '不是我们的',
    });
    await does(town, people.lead, ['returnAssignment', giveBack(leadId)]);
    const again = [{ ...ORDERS[0], instruction: '再次交办' }];
    await does(town, people.county, ['dispatchTicket', { ticketId, assignments: again }]);
    const second = { ...giveBack('a3'), reason: 'WRONG_TERRITORY' };
    await does(town, people.lead, ['returnAssignment', second]);
    expect(await read(ticket.code, 'stage jointCases { cause lead { code } }')).toEqual({
      stage: 'HANDLING',
      jointCases: [{ cause: 'RETURNS', lead: { code: DEPARTMENTS[0] } }],
    });
  });

  it('[E02] is looked at on the spot before it is accepted', async () => {
    const { ticket } = await reported(town);
    const ticketId = ticket.id;
    await does(town, people.town, ['requestFieldCheck', { ticketId, words: '请核实' }]);
    const answer = { ticketId, fieldCheckId: 'f1', finding: 'CONFIRMED', words: '属实', evidence: EVIDENCE };
    await does(town, people.worker, ['answerFieldCheck', answer]);
    expect(await read(ticket.code, 'fieldChecks { finding answeredAt evidence { name } }')).toMatchObject({
      fieldChecks: [{ finding: 'CONFIRMED', answeredAt: expect.any(String), evidence: [{ name: '现场照片' }] }],
    });
  });

  it('[T16] is hurried by an alarm from the spot', async () => {
    const { ticket } = await reported(town);
    const ticketId = ticket.id;
    await does(town, people.worker, ['declareEmergency', { ticketId, words: '路面塌陷' }]);
    expect(await read(ticket.code, 'severity emergencies { alarmed { code } stoodDownAt }')).toMatchObject({
      severity: 'URGENT',
      emergencies: [{ alarmed: [{ code: expect.stringContaining('-TOWN') }], stoodDownAt: null }],
    });
    await does(town, people.county, ['standDown', { ticketId, words: '险情排除' }]);
    expect(await read(ticket.code, 'severity')).toEqual({ severity: 'NORMAL' });
  });
});
