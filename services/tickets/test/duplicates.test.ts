import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { does, EVIDENCE, give, report, reported } from './steps.ts';
import { people, startTown, type Town } from './town.ts';

type Alike = { likelyDuplicates: { code: string }[]; merged: { code: string }[] };

/** Still in the grid, a kilometre from where the other stories happen. */
const PARK = { longitude: 113.709, latitude: 34.809, address: '公园' };

describe('reports of the same matter', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
  });
  afterAll(() => town.stop());

  const alike = async (code: string): Promise<Alike> => {
    const query = 'query ($code: String!) { ticket(code: $code) { likelyDuplicates { code } merged { code } } }';
    const { data, errors } = await town.ask<{ ticket: Alike | null }>(people.town, query, { code });
    if (!data?.ticket) throw new Error(JSON.stringify(errors));
    return data.ticket;
  };

  it('[E03] are shown to each other while both are open, and are one when merged', async () => {
    const [first, second] = [
      await reported(town, { itemCode: 'PUBLIC_FACILITIES' }),
      await reported(town, { itemCode: 'PUBLIC_FACILITIES' }),
    ];
    expect((await alike(second.ticket.code)).likelyDuplicates).toEqual([{ code: first.ticket.code }]);
    const merge = { ticketId: second.ticket.id, into: first.ticket.code, words: '同一井盖' };
    await does(town, people.town, ['mergeTicket', merge]);
    expect(await alike(first.ticket.code)).toEqual({ likelyDuplicates: [], merged: [{ code: second.ticket.code }] });
  });

  it('[E03] are joined by the reporter, who follows the other by the own number and code', async () => {
    const [first, second] = [
      await reported(town, { itemCode: 'PUBLIC_FACILITIES', place: PARK }),
      await reported(town, { itemCode: 'PUBLIC_FACILITIES', place: PARK }),
    ];
    const input = { code: second.ticket.code, queryCode: second.queryCode, into: first.ticket.code, words: '同一路灯' };
    const mutation = 'mutation ($input: MergeTicketInput!) { mergeTicket(input: $input) { userErrors { code } } }';
    await town.ask(people.resident, mutation, { input });
    await does(town, people.town, ['acceptTicket', { ticketId: first.ticket.id, itemCode: 'PUBLIC_FACILITIES' }]);
    const query = `query ($code: String!, $queryCode: String!) {
      ticketByNumber(code: $code, queryCode: $queryCode) { stage continuesAs { stage } }
    }`;
    const { data } = await town.ask(people.resident, query, { code: second.ticket.code, queryCode: second.queryCode });
    expect(data).toEqual({ ticketByNumber: { stage: 'MERGED', continuesAs: { stage: 'DISPATCH' } } });
  });

  it('[B07] by the same hands are noted as cut from the one before, closed or not, and counted', async () => {
    await town.service.countFigures();
    const patrol = { source: 'PATROL', channel: null, reporter: { anonymous: true }, place: PARK };
    const solve = async (): Promise<string> => {
      const { receipt, ticket } = await report(town, people.worker, { ...patrol, title: '政策咨询' });
      const solved = { ticketId: ticket?.id, itemCode: 'POLICY_PUBLICITY', result: '已解答', evidence: EVIDENCE };
      await does(town, people.worker, ['solveOnSpot', solved]);
      town.passHours(1);
      return receipt?.code ?? '';
    };
    const [first, second] = [await solve(), await solve()];
    town.passHours(72);
    const later = await solve();
    const cut = await Promise.all(
      [first, second, later].map(async (code) => {
        const row = await town.database.db.collection('tickets').findOne({ code });
        return row?.timeline.map(({ facts }: { facts: { cutFrom?: string } }) => facts.cutFrom).find(Boolean) ?? null;
      }),
    );
    expect(cut).toEqual([null, first, null]);
    await town.service.countFigures();
    const query = `{ figures(input: { from: "2026-03-01", to: "2026-03-31", indicators: ["SPLITTING"] }) {
      rows { values { rate numerator { count } denominator { count } } } } }`;
    type Figures = { figures: { rows: { values: object[] }[] } };
    const { data } = await town.ask<Figures>(people.county, query);
    expect(data?.figures.rows[0]?.values).toEqual([
      { rate: 0.3333, numerator: { count: 1 }, denominator: { count: 3 } },
    ]);
  });

  it('are not joined with a wrong code', async () => {
    const { ticket } = await reported(town);
    const input = { code: ticket.code, queryCode: 'AAAAAAAA', into: ticket.code, words: '同一' };
    const mutation = 'mutation ($input: MergeTicketInput!) { mergeTicket(input: $input) { userErrors { code } } }';
    const { errors } = await town.ask(people.resident, mutation, { input });
    expect(errors[0]?.extensions?.code).toBe('NOT_FOUND');
  });

  it('are not merged into one outside the caller’s scope', async () => {
    const { ticket } = await reported(town);
    const merge = { ticketId: ticket.id, into: '41030020260302000001', words: '同一' };
    expect((await give(town, people.town, ['mergeTicket', merge])).userErrors).toMatchObject([
      { code: 'OTHER_UNKNOWN', field: ['into'] },
    ]);
  });
});
