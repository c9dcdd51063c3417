import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { handIn } from './handing-in.ts';
import { jpeg } from './photos.ts';
import { does, fedBack, look, PASS, reported } from './steps.ts';
import { people, startTown, type Town } from './town.ts';

type Proof = { readonly code: string; readonly queryCode: string };
type Report = Proof & { readonly id: string };
type Step = { label: string; words: string | null };
type Followed = {
  stage: string;
  timeline: Step[];
  continuesAs: { stage: string; reopenUntil: string | null; appealUntil: string | null; timeline: Step[] } | null;
};

const FOLLOW = `query ($code: String!, $queryCode: String!) { ticketByNumber(code: $code, queryCode: $queryCode) {
  stage timeline { label words } continuesAs { stage reopenUntil appealUntil timeline { label words } } } }`;

describe('[E03] a reporter whose ticket was merged', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
  });
  afterAll(() => town.stop());

  const aReport = async (): Promise<Report> => {
    const { ticket, queryCode } = await reported(town);
    return { id: ticket.id, code: ticket.code, queryCode };
  };
  const merge = ({ id }: Report, into: Pick<Proof, 'code'>) => {
    town.passHours(0.01);
    return does(town, people.town, ['mergeTicket', { ticketId: id, into: into.code, words: '同一井盖' }]);
  };
  /** A ticket that another report was merged into. */
  const merged = async (): Promise<{ first: Report; second: Report }> => {
    const [first, second] = [await aReport(), await aReport()];
    await merge(second, first);
    return { first, second };
  };

  const act = async (command: string, { code, queryCode }: Proof, more: Record<string, unknown> = {}) => {
    const type = `${command[0]?.toUpperCase()}${command.slice(1)}Input`;
    const mutation = `mutation ($input: ${type}!) { answer: ${command}(input: $input) { userErrors { code } } }`;
    const input = { code, queryCode, words: '又塌了一块', ...more };
    type Answer = { answer: { userErrors: { code: string }[] } | null };
    const { data, errors } = await town.ask<Answer>(people.resident, mutation, { input });
    return errors[0]?.extensions?.code ?? data?.answer?.userErrors.map(({ code: refused }) => refused);
  };
  const follow = async ({ code, queryCode }: Proof): Promise<Followed> => {
    const { data, errors } = await town.ask<{ ticketByNumber: Followed | null }>(people.resident, FOLLOW, {
      code,
      queryCode,
    });
    if (!data?.ticketByNumber) throw new Error(JSON.stringify(errors));
    return data.ticketByNumber;
  };
  const supplements = async (id: string) => {
    type Entries = { ticket: { timeline: { nodes: { command: string; words: string; facts: object }[] } } };
    const query = 'query ($id: ID!) { ticket(id: $id) { timeline(first: 100) { nodes { command words facts } } } }';
    const { data } = await town.ask<Entries>(people.county, query, { id });
    return (data?.ticket.timeline.nodes ?? []).filter(({ command }) => command === 'SUPPLEMENT_REPORT');
  };

  it('adds words and a photo to the ticket that goes on, and the center sees by which report', async () => {
    const { first, second } = await merged();
    const { status, receipt } = await handIn(town, people.resident, jpeg(), {
      'evidence-ticket': second.code,
      'evidence-query-code': second.queryCode,
    });
    expect(status).toBe(201);
    const evidence = [{ name: '现场', uri: receipt.uri }];
    expect(await act('supplementReport', second, { evidence })).toEqual([]);
    expect(await supplements(first.id)).toMatchObject([{ words: '又塌了一块', facts: { reporterOf: second.code } }]);
    expect((await look(town, people.county, second.code)).stage).toBe('MERGED');
  });

  it('and the other reporter read their own words, and neither the other’s', async () => {
    const { first, second } = await merged();
    await act('supplementReport', first, { words: '我家住 3 号' });
    await act('supplementReport', second, { words: '我姓李' });
    const step = (words: string | null) => ({ label: '补充材料已收到', words });
    const [own, others] = [await follow(first), await follow(second)];
    expect(own.timeline.slice(-2)).toEqual([step('我家住 3 号'), step(null)]);
    expect(others.continuesAs?.timeline).toEqual([step(null), step('我姓李')]);
  });

  it('reads the answer, and has it opened again within the window and not after', async () => {
    const [sent, one, late] = [await fedBack(town), await aReport(), await aReport()];
    await merge(one, sent.ticket);
    await merge(late, sent.ticket);
    await does(town, people.county, ['verifyTicket', { ticketId: sent.ticketId, ...PASS }]);
    const before = (await follow(one)).continuesAs;
    expect([before?.stage, before?.reopenUntil]).toEqual(['CLOSED', expect.any(String)]);
    expect(await act('supplementReport', one)).toEqual(['WRONG_STAGE']);
    expect(await act('reopenTicket', one, { words: '又坏了' })).toEqual([]);
    expect((await look(town, people.county, sent.ticket.code)).stage).toBe('DISPATCH');
    expect((await follow(late)).continuesAs).toMatchObject({ stage: 'DISPATCH', reopenUntil: null });
    const other = await fedBack(town);
    const tooLate = await aReport();
    await merge(tooLate, other.ticket);
    await does(town, people.county, ['verifyTicket', { ticketId: other.ticketId, ...PASS }]);
    town.passHours(24 * 200);
    expect(await act('reopenTicket', tooLate, { words: '又坏了' })).toEqual(['REOPEN_WINDOW_OVER']);
    town.passHours(-24 * 200);
  });

  it('reads what the center says to all of them, once it went on together', async () => {
    const { first, second } = await merged();
    const refusal = { ticketId: first.id, reason: 'ALREADY_CONCLUDED', words: '该事项已有结论' };
    await does(town, people.town, ['declineTicket', refusal]);
    const seen = (await follow(second)).continuesAs;
    expect(seen?.timeline).toEqual([{ label: '不予受理', words: '该事项已有结论' }]);
    expect(seen?.appealUntil).toEqual(expect.any(String));
    expect(await act('appealDecline', second, { words: '没有结论' })).toEqual([]);
    expect(await act('appealDecline', first, { words: '没有结论' })).toEqual(['APPEALED_BEFORE']);
    expect((await follow(second)).continuesAs?.appealUntil).toBeNull();
  });

  it('is led on as often as it is merged, and to nobody’s ticket with a wrong code', async () => {
    const { first, second } = await merged();
    const third = await aReport();
    await merge(first, third);
    expect(await act('supplementReport', second)).toEqual([]);
    expect(await supplements(third.id)).toMatchObject([{ facts: { reporterOf: second.code } }]);
    const labels = (await follow(second)).continuesAs?.timeline.map(({ label }) => label);
    expect(labels).toEqual(['已并入同一事项的工单', '补充材料已收到']);
    expect(await act('supplementReport', { ...second, queryCode: 'AAAAAAAA' })).toBe('NOT_FOUND');
    expect(await act('supplementReport', { code: third.code, queryCode: second.queryCode })).toBe('NOT_FOUND');
  });

  it('does not merge the ticket that goes on into another', async () => {
    const { first, second } = await merged();
    const other = await aReport();
    expect(await act('mergeTicket', second, { into: other.code })).toEqual(['WRONG_STAGE']);
    expect((await look(town, people.county, first.code)).stage).toBe('ACCEPTANCE');
  });

  it('adds once what is sent again after the merger, its answer lost', async () => {
    const [first, second] = [await aReport(), await aReport()];
    const once = { idempotencyKey: 'sent-before' };
    expect(await act('supplementReport', second, once)).toEqual([]);
    await merge(second, first);
    expect(await act('supplementReport', second, once)).toEqual([]);
    expect(await supplements(first.id)).toEqual([]);
    const again = { idempotencyKey: 'sent-after' };
    expect(await act('supplementReport', second, again)).toEqual([]);
    expect(await act('supplementReport', second, again)).toEqual([]);
    expect((await supplements(first.id)).length).toBe(1);
  });

  it('has twenty supplements, whatever the other reporters sent', async () => {
    const { first, second } = await merged();
    for (let count = 0; count < 20; count += 1) {
      expect(await act('supplementReport', second, { words: `第 ${count} 次` })).toEqual([]);
    }
    expect(await act('supplementReport', second)).toEqual(['TOO_MANY_SUPPLEMENTS']);
    expect(await act('supplementReport', first)).toEqual([]);
  });
});
