import { verifyDossier } from '@gridlink/dossier';
import { systemScope } from '@gridlink/subgraph-kit';
import { eventually } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { actorOf } from '../src/ticket/use-cases/actor-of.ts';
import { performCommand } from '../src/ticket/use-cases/perform-command.ts';
import { accepted, does, give, reported } from './steps.ts';
import { people, startTown, type Town } from './town.ts';
import { OFFER, there, transfersIn } from './transfer-story.ts';

type Offer = {
  ticketId: string;
  transferId: string;
  code: string;
  jurisdiction: string;
  dossier: { document: string };
};

describe('[T18] a ticket that moves to another jurisdiction', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown({ env: { NOTIFICATIONS: 'here', NOTIFICATION_RETENTION_DAYS: '3650' } });
  });
  afterAll(() => town.stop());

  const offered = () => transfersIn(town).offered();
  const answer = (...given: Parameters<ReturnType<typeof transfersIn>['answer']>) => transfersIn(town).answer(...given);
  const keysOf = (...jurisdictions: string[]) => transfersIn(town).keysOf(...jurisdictions);
  const transfersAtHome = (ticketId: string) => transfersIn(town).transfersAtHome(ticketId);

  const elsewhere = { ...there, subject: 'city-elsewhere', jurisdiction: 'ningbo', division: '330200000000' };

  const incoming = async (caller: typeof there): Promise<Offer[]> => {
    const query = `{ incomingTransfers(first: 50) { nodes { ticketId transferId code jurisdiction title dossier { document } } pageInfo { hasNextPage } } }`;
    const { data } = await town.ask<{ incomingTransfers: { nodes: Offer[] } }>(caller, query);
    return data?.incomingTransfers.nodes ?? [];
  };

  const byNumber = async (code: string, queryCode: string) =>
    (
      await town.ask<{
        ticketByNumber: { code: string; transferredTo: string | null; continuesAs: { stage: string } | null } | null;
      }>(
        people.resident,
        'query ($code: String!, $queryCode: String!) { ticketByNumber(code: $code, queryCode: $queryCode) { code transferredTo continuesAs { stage } } }',
        { code, queryCode },
      )
    ).data?.ticketByNumber;

  it('is shown to the city it is offered to and to no other, with a dossier that holds', async () => {
    const { ticketId, code } = await offered();
    const mine = (await incoming(there)).find((offer) => offer.ticketId === ticketId);
    expect(mine).toMatchObject({ transferId: 'x1', code, jurisdiction: 'zhengzhou' });
    expect(await incoming(elsewhere)).toEqual([]);
    expect(verifyDossier(mine?.dossier.document ?? '', { check: await keysOf('zhengzhou') })).toMatchObject({
      kind: 'WHOLE',
      dossier: { issuedTo: { subject: 'city-there' }, signatures: [{ purpose: 'ISSUED' }] },
    });
  });

  it('is told to the desk of that city', async () => {
    const { code } = await offered();
    const told = await eventually(async () => {
      const query = '{ notifications(first: 50) { nodes { ticketCode } } }';
      const { data } = await town.ask<{ notifications: { nodes: { ticketCode: string }[] } }>(there, query);
      return data?.notifications.nodes.find(({ ticketCode }) => ticketCode === code);
    });
    expect(told).toBeDefined();
  });

  it('goes on there with its history, which both have signed and both keep, and its reporter follows it', async () => {
    const { ticketId, code, queryCode } = await offered();
    const taken = await answer(there, 'acceptTransfer', { ticketId, transferId: 'x1', words: '由我市办理' });
    expect(taken).toMatchObject({
      userErrors: [],
      transfer: { state: 'TAKEN_OVER', direction: 'OUT', otherCode: taken.ticket?.code },
      ticket: {
        stage: 'ACCEPTANCE',
        source: 'SUPERIOR',
        transfers: [{ direction: 'IN', state: 'TAKEN_OVER', otherCode: code }],
      },
    });
    expect(taken.ticket?.code).toMatch(/^410900/);

    const [kept] = await transfersAtHome(ticketId);
    expect(kept).toMatchObject({
      state: 'TAKEN_OVER',
      otherCode: taken.ticket?.code,
      dossier: taken.transfer?.dossier,
    });
    expect(taken.ticket?.transfers[0]?.dossier).toBe(kept?.dossier);
    const verdict = verifyDossier(kept?.dossier ?? '', { check: await keysOf('zhengzhou', 'puyang') });
    expect(verdict).toMatchObject({
      kind: 'WHOLE',
      dossier: {
        ticket: { code },
        signatures: [
          { jurisdiction: 'zhengzhou', purpose: 'HANDED_OVER' },
          { jurisdiction: 'puyang', purpose: 'TAKEN_OVER' },
        ],
      },
    });
    expect(verifyDossier(kept?.dossier ?? '', { check: await keysOf('zhengzhou') })).toMatchObject({ kind: 'BROKEN' });

    expect(await byNumber(code, queryCode)).toEqual({
      code,
      transferredTo: taken.ticket?.code,
      continuesAs: { stage: 'ACCEPTANCE' },
    });
    expect(await byNumber(taken.ticket?.code ?? '', queryCode)).toMatchObject({ code: taken.ticket?.code });
    expect(await byNumber(taken.ticket?.code ?? '', 'WRONGONE')).toBeNull();
    const { data } = await town.ask<{ revealReporter: { name: string; phone: string } }>(
      there,
      `mutation { revealReporter(input: { ticketId: "${taken.ticket?.id}", purpose: "回访" }) { name phone userErrors { code } } }`,
    );
    expect(data?.revealReporter).toMatchObject({ name: '王小明', phone: '13812345678' });
  });

  it('is not to be reached by who is not asked, nor any more by who has handed it over', async () => {
    const { ticketId } = await offered();
    const accept = { ticketId, transferId: 'x1', words: '由我市办理' };
    expect((await answer(elsewhere, 'acceptTransfer', accept)).code).toBe('NOT_FOUND');
    expect((await answer(people.city, 'acceptTransfer', accept)).code).toBe('NOT_FOUND');
    const taken = await answer(there, 'acceptTransfer', accept);
    const { data } = await town.ask<{ ticket: unknown }>(people.city, `{ ticket(id: "${taken.ticket?.id}") { code } }`);
    expect(data?.ticket).toBeNull();
    const { data: home } = await town.ask<{ ticket: unknown }>(there, `{ ticket(id: "${ticketId}") { code } }`);
    expect(home?.ticket).toBeNull();
  });

  it('shows what both have signed to the centers concerned only', async () => {
    const { ticketId } = await offered();
    await answer(there, 'acceptTransfer', { ticketId, transferId: 'x1', words: '由我市办理' });
    const seenBy = async (caller: typeof people.city | typeof people.town) => {
      const query = `{ ticket(id: "${ticketId}") { transfers { state dossier } } }`;
      const { data } = await town.ask<{ ticket: { transfers: { state: string; dossier: string | null }[] } }>(
        caller,
        query,
      );
      return data?.ticket.transfers[0];
    };
    expect((await seenBy(people.city))?.dossier).toContain('gridlink-dossier/2');
    expect(await seenBy(people.town)).toMatchObject({ state: 'TAKEN_OVER', dossier: null });
  });

  it('stays with the sender when it is not taken over; that too is signed by both', async () => {
    const { ticketId } = await offered();
    const decline = { ticketId, transferId: 'x1', reason: 'OUT_OF_TERRITORY', words: '不在我市' };
    const wrong = await answer(there, 'declineTransfer', { ...decline, reason: 'x' });
    expect(wrong.userErrors).toMatchObject([{ code: 'REASON_UNKNOWN', field: ['reason'] }]);
    const declined = await answer(there, 'declineTransfer', decline);
    expect(declined.transfer).toMatchObject({ state: 'NOT_TAKEN_OVER', otherCode: null });
    const check = await keysOf('zhengzhou', 'puyang');
    expect(verifyDossier(declined.transfer?.dossier ?? '', { check })).toMatchObject({
      kind: 'WHOLE',
      dossier: { signatures: [{ purpose: 'OFFERED' }, { jurisdiction: 'puyang', purpose: 'NOT_TAKEN_OVER' }] },
    });
    expect(await incoming(there)).not.toContainEqual(expect.objectContaining({ ticketId }));
    const again = await give(town, people.city, ['transferOut', { ticketId, ...OFFER }]);
    expect(again.ticket?.stage).toBe('DISPATCH');
  });

  it.each([
    ['a county', '410902000000'],
    ['a city nobody serves', '110100000000'],
    ['the own city', '410100000000'],
    ['no division', 'x'],
  ])('is not offered to %s', async (_, division) => {
    const { ticket } = await reported(town);
    await accepted(town, ticket.id);
    await does(town, people.town, ['escalateTicket', { ticketId: ticket.id, words: '上报' }]);
    await does(town, people.county, ['escalateTicket', { ticketId: ticket.id, words: '上报' }]);
    const { userErrors } = await give(town, people.city, ['transferOut', { ticketId: ticket.id, ...OFFER, division }]);
    expect(userErrors).toMatchObject([{ code: 'RECEIVER_UNKNOWN', field: ['division'] }]);
  });

  it('is answered once, however often the answer is sent', async () => {
    const { ticketId } = await offered();
    const accept = { ticketId, transferId: 'x1', words: '由我市办理', idempotencyKey: 'once' };
    const all = await Promise.all([1, 2, 3].map(() => answer(there, 'acceptTransfer', accept)));
    expect(new Set(all.flatMap(({ ticket }) => ticket?.code ?? [])).size).toBe(1);
    expect(
      await town.database.db
        .collection('tickets')
        .countDocuments({ externalKey: new RegExp(`transfer\\|${ticketId}`) }),
    ).toBe(1);
  });

  describe('when a side dies', () => {
    const opened = (ticketId: string) =>
      town.database.db.collection('tickets').countDocuments({ externalKey: new RegExp(`transfer\\|${ticketId}`) });
    const sweepByThree = () => Promise.all([1, 2, 3].map(() => town.service.sweepHandOvers()));

    it('after it was taken over and before it is open there, is opened by whoever comes by, once', async () => {
      const { ticketId } = await offered();
      await performCommand(town.service.deps, {
        scope: systemScope('a receiver that dies at once'),
        key: { id: ticketId },
        command: { type: 'acceptTransfer', transferId: 'x1', words: '由我市办理' },
        actor: actorOf(there),
        mark: { now: town.now(), traceparent: undefined },
      });
      expect([await opened(ticketId), (await transfersAtHome(ticketId))[0]?.otherCode]).toEqual([0, null]);
      await sweepByThree();
      expect(await opened(ticketId)).toBe(1);
      expect((await transfersAtHome(ticketId))[0]?.otherCode).toMatch(/^410900/);
    });

    it('after it is open there and before its number is known here, is led on to that one', async () => {
      const { ticketId } = await offered();
      const taken = await answer(there, 'acceptTransfer', { ticketId, transferId: 'x1', words: '由我市办理' });
      await town.database.db
        .collection<{ _id: string }>('tickets')
        .updateOne({ _id: ticketId }, { $set: { 'transfers.0.otherCode': null, handOverAt: town.now() } });
      await sweepByThree();
      expect(await opened(ticketId)).toBe(1);
      expect((await transfersAtHome(ticketId))[0]?.otherCode).toBe(taken.ticket?.code);
      expect(await town.service.sweepHandOvers()).toBe(0);
    });
  });
});
