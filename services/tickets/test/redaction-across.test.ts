import type { Caller } from '@gridlink/contracts';
import { verifyDossier } from '@gridlink/dossier';
import { systemScope } from '@gridlink/subgraph-kit';
import { eventually } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { actorOf } from '../src/ticket/use-cases/actor-of.ts';
import { performCommand } from '../src/ticket/use-cases/perform-command.ts';
import { does } from './steps.ts';
import { people, startTown, type Town } from './town.ts';
import { there, transfersIn } from './transfer-story.ts';

const PHONE = '13700001234';
const BARS = '■'.repeat(11);

describe('[E10] a redaction of a ticket that moved to another jurisdiction', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown({ env: { NOTIFICATIONS: 'here', NOTIFICATION_RETENTION_DAYS: '3650' } });
  });
  afterAll(() => town.stop());

  const stored = async (id: string): Promise<string> =>
    JSON.stringify(await town.database.db.collection<{ _id: string }>('tickets').findOne({ _id: id }));

  const redact = (ticketId: string) =>
    ['redactTicket', { ticketId, fragments: [PHONE], reason: 'PERSONAL_DATA', words: '应当事人请求' }] as const;

  /** A ticket with somebody's number in it, taken over there; its id here and there. */
  async function takenOver() {
    const { offered, answer } = transfersIn(town);
    const { ticketId } = await offered({ title: `联系 ${PHONE}`, text: `住户 ${PHONE} 反映` });
    const { ticket } = await answer(there, 'acceptTransfer', { ticketId, transferId: 'x1', words: '由我市办理' });
    if (!ticket) throw new Error('nothing was opened there');
    return { here: ticketId, there: ticket.id };
  }

  it('takes a number out of the ticket and of the dossier that both signed, and both signatures hold', async () => {
    const { keysOf, transfersAtHome } = transfersIn(town);
    const ids = await takenOver();
    const [before] = await transfersAtHome(ids.here);
    expect(await stored(ids.here)).toContain(PHONE);
    await does(town, people.city, redact(ids.here));
    expect(await stored(ids.here)).not.toContain(PHONE);
    const [after] = await transfersAtHome(ids.here);
    expect(after?.dossierDigest).toBe(before?.dossierDigest);
    const check = await keysOf('zhengzhou', 'puyang');
    expect(verifyDossier(after?.dossier ?? '', { check })).toMatchObject({
      kind: 'WHOLE',
      signed: true,
      dossier: {
        ticket: { title: `联系 ${BARS}` },
        signatures: [{ purpose: 'HANDED_OVER' }, { purpose: 'TAKEN_OVER' }],
        redactions: [{ jurisdiction: 'zhengzhou' }],
      },
    });
  });

  it('is possible on either side', async () => {
    const { keysOf } = transfersIn(town);
    const ids = await takenOver();
    await does(town, there, redact(ids.there));
    expect(await stored(ids.there)).not.toContain(PHONE);
    const query = `{ ticket(id: "${ids.there}") { timelineIntact transfers { dossier } } }`;
    type Seen = { ticket: { timelineIntact: boolean; transfers: { dossier: string }[] } };
    const { data } = await town.ask<Seen>(there, query);
    expect(data?.ticket.timelineIntact).toBe(true);
    const check = await keysOf('zhengzhou', 'puyang');
    expect(verifyDossier(data?.ticket.transfers[0]?.dossier ?? '', { check })).toMatchObject({
      kind: 'WHOLE',
      dossier: { redactions: [{ jurisdiction: 'puyang' }] },
    });
  });

  describe('asks the other side', () => {
    type Asked = {
      ticketId: string;
      requestId: string;
      code: string;
      ownCode: string;
      jurisdiction: string;
      reason: string;
      words: string;
      fragments: string[];
      evidenceUris: string[];
    };
    const elsewhere = { ...there, subject: 'city-elsewhere', jurisdiction: 'ningbo', division: '330200000000' };

    const requests = async (caller: Caller, first = 50): Promise<Asked[]> => {
      const query = `query ($first: Int) { redactionRequests(first: $first) { nodes { ticketId requestId code ownCode jurisdiction reason words fragments evidenceUris } pageInfo { hasNextPage } } }`;
      const { data } = await town.ask<{ redactionRequests: { nodes: Asked[] } }>(caller, query, { first });
      return data?.redactionRequests.nodes ?? [];
    };
    const requestTo = async (ticketId: string) => (await requests(there)).find((one) => one.ticketId === ticketId);

    const REQUEST = 'id state jurisdiction answeredAt answerReason outcome answer';
    type Request = { id: string; state: string; answer: string | null; answeredAt: string | null };
    const atHome = async (caller: Caller, ticketId: string): Promise<Request[]> => {
      const query = `{ ticket(id: "${ticketId}") { redactionRequests { ${REQUEST} } } }`;
      const { data } = await town.ask<{ ticket: { redactionRequests: Request[] } }>(caller, query);
      return data?.ticket.redactionRequests ?? [];
    };

    type Said = { request: Request | null; ticket?: { id: string } | null; userErrors: { code: string }[] };
    const say = async (caller: Caller, name: string, input: Record<string, unknown>) => {
      const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
      const ticket = name.startsWith('accept') ? 'ticket { id }' : '';
      const { data, errors } = await town.ask<{ answer: Said }>(
        caller,
        `mutation ($input: ${type}!) { answer: ${name}(input: $input) { request { ${REQUEST} } ${ticket} userErrors { code field message article } } }`,
        { input },
      );
      return { ...(data?.answer ?? { request: null, userErrors: [] }), code: errors[0]?.extensions?.code };
    };
    const accept = (ticketId: string, more: Record<string, unknown> = {}) =>
      say(there, 'acceptRedactionRequest', {
        ticketId,
        requestId: 'q1',
        reason: 'PERSONAL_DATA',
        words: '一并隐去',
        ...more,
      });
    const DECLINED = { requestId: 'q1', reason: 'PROCEEDINGS_PENDING', words: '案件尚在办理' };

    it('to do the same: its city sees what and why, nobody else does, and the words are stored sealed', async () => {
      const ids = await takenOver();
      await does(town, people.city, redact(ids.here));
      expect(await stored(ids.here)).not.toContain(PHONE);
      expect(await requestTo(ids.here)).toMatchObject({
        requestId: 'q1',
        jurisdiction: 'zhengzhou',
        reason: 'PERSONAL_DATA',
        words: '应当事人请求',
        fragments: [PHONE],
        evidenceUris: [],
      });
      expect(await requests(elsewhere)).toEqual([]);
      expect((await requests(people.city)).filter(({ ticketId }) => ticketId === ids.here)).toEqual([]);
      const answer = { ticketId: ids.here, ...DECLINED };
      expect((await say(elsewhere, 'declineRedactionRequest', answer)).code).toBe('NOT_FOUND');
      expect((await say(people.city, 'declineRedactionRequest', answer)).code).toBe('NOT_FOUND');
    });

    it('and its city accepts: the words leave its ticket too, the answer is signed, nobody is asked back', async () => {
      const ids = await takenOver();
      await does(town, people.city, redact(ids.here));
      const answered = await accept(ids.here);
      expect(answered).toMatchObject({ request: { state: 'DONE' }, ticket: { id: ids.there }, userErrors: [] });
      expect(await stored(ids.there)).not.toContain(PHONE);
      expect(await requestTo(ids.here)).toBeUndefined();
      const [kept] = await atHome(people.city, ids.here);
      expect(kept).toMatchObject({ state: 'DONE', jurisdiction: 'puyang', outcome: '一并隐去' });
      const { kid, value, ...said } = JSON.parse(kept?.answer ?? '{}');
      expect(said).toMatchObject({ request: 'q1', jurisdiction: 'puyang', answer: 'ACCEPTED', at: kept?.answeredAt });
      const check = await transfersIn(town).keysOf('puyang');
      const content = { redactionAnswer: { ...said, kid } };
      expect(check({ kid, value }, { jurisdiction: 'puyang', content })).toBeNull();
      expect(await atHome(there, ids.there)).toEqual([]);
      expect(await atHome(people.town, ids.here)).toEqual([]);
    });

    it('and its city declines: with a reason, and what was asked is dropped', async () => {
      const ids = await takenOver();
      await does(town, people.city, redact(ids.here));
      const answer = { ticketId: ids.here, ...DECLINED };
      const wrong = await say(there, 'declineRedactionRequest', { ...answer, reason: 'LIKING' });
      expect(wrong.userErrors).toMatchObject([{ code: 'REASON_UNKNOWN', field: ['reason'] }]);
      const declined = await say(there, 'declineRedactionRequest', answer);
      expect(declined.request).toMatchObject({ state: 'DECLINED', answerReason: 'PROCEEDINGS_PENDING' });
      expect(JSON.parse(await stored(ids.here)).redactionRequests).toMatchObject([{ sealed: null }]);
      expect(await stored(ids.there)).toContain(PHONE);
      expect((await accept(ids.here)).userErrors).toMatchObject([{ code: 'REDACTION_REQUEST_STATE' }]);
    });

    it('which refuses before anything is written where its own ticket would', async () => {
      const ids = await takenOver();
      await does(town, people.city, redact(ids.here));
      const refused = await accept(ids.here, { words: `隐去 ${PHONE}` });
      expect(refused.userErrors).toMatchObject([{ code: 'FRAGMENT_IN_WORDS', field: ['words'] }]);
      const answer = { ticketId: ids.here, ...DECLINED, words: `${PHONE} 的案件` };
      const declined = await say(there, 'declineRedactionRequest', answer);
      expect(declined.userErrors).toMatchObject([{ code: 'FRAGMENT_IN_WORDS', field: ['words'] }]);
      expect((await accept(ids.here, { reason: 'LIKING' })).userErrors).toMatchObject([{ code: 'REASON_UNKNOWN' }]);
      expect(await atHome(people.city, ids.here)).toMatchObject([{ state: 'OPEN' }]);
    });

    it('and tells the desk of that city, and after the answer the own one', async () => {
      const ids = await takenOver();
      const code = JSON.parse(await stored(ids.here)).code as string;
      const told = (caller: Caller, event: string) =>
        eventually(async () => {
          const query = '{ notifications(first: 50) { nodes { ticketCode event } } }';
          type Told = { notifications: { nodes: { ticketCode: string; event: string }[] } };
          const { data } = await town.ask<Told>(caller, query);
          return data?.notifications.nodes.find((one) => one.ticketCode === code && one.event === event);
        });
      await does(town, people.city, redact(ids.here));
      expect(await told(there, 'redaction-requested')).toBeDefined();
      await accept(ids.here);
      expect(await told(people.city, 'redaction-answered')).toBeDefined();
    });

    it('page by page, the oldest request first', async () => {
      const all = [await takenOver(), await takenOver()];
      for (const { here } of all) {
        town.setNow(new Date(town.now().getTime() + 1_000).toISOString());
        await does(town, people.city, redact(here));
      }
      type Page = { nodes: { ticketId: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
      const pageAfter = async (after: string | null): Promise<Page | undefined> => {
        const query = `query ($after: String) { redactionRequests(first: 1, after: $after) { nodes { ticketId } pageInfo { hasNextPage endCursor } } }`;
        return (await town.ask<{ redactionRequests: Page }>(there, query, { after })).data?.redactionRequests;
      };
      const seen: string[] = [];
      for (let page = await pageAfter(null); page; ) {
        seen.push(...page.nodes.map(({ ticketId }) => ticketId));
        page = page.pageInfo.hasNextPage ? await pageAfter(page.pageInfo.endCursor) : undefined;
      }
      expect(seen).toEqual((await requests(there)).map(({ ticketId }) => ticketId));
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.slice(-2)).toEqual(all.map(({ here }) => here));
    });

    it('from where it was taken over, too', async () => {
      const ids = await takenOver();
      await does(town, there, redact(ids.there));
      const [request] = (await requests(people.city)).filter(({ ticketId }) => ticketId === ids.there);
      expect(request).toMatchObject({ jurisdiction: 'puyang', fragments: [PHONE] });
      const input = { ticketId: ids.there, requestId: 'q1', reason: 'PERSONAL_DATA', words: '一并隐去' };
      const answered = await say(people.city, 'acceptRedactionRequest', input);
      expect(answered).toMatchObject({ request: { state: 'DONE' }, ticket: { id: ids.here } });
      expect(await stored(ids.here)).not.toContain(PHONE);
    });

    it('of nothing that it does not have', async () => {
      const ids = await takenOver();
      const own = '13911112222';
      await does(town, there, ['addPrivateNote', { ticketId: ids.there, words: `当事人 ${own}` }]);
      await does(town, there, ['redactTicket', { ...redact(ids.there)[1], fragments: [own] }]);
      expect((await requests(people.city)).filter(({ ticketId }) => ticketId === ids.there)).toEqual([]);
    });

    it('and whoever comes by finishes what was accepted and not done, once', async () => {
      const ids = await takenOver();
      await does(town, people.city, redact(ids.here));
      await performCommand(town.service.deps, {
        scope: systemScope('a city that dies at once'),
        key: { id: ids.here },
        command: { type: 'acceptRedactionRequest', requestId: 'q1', reason: 'PERSONAL_DATA', words: '一并隐去' },
        actor: actorOf(there),
        mark: { now: town.now(), traceparent: undefined },
      });
      expect(await stored(ids.there)).toContain(PHONE);
      await Promise.all([1, 2, 3].map(() => town.service.sweepHandOvers()));
      expect(await stored(ids.there)).not.toContain(PHONE);
      expect(await atHome(people.city, ids.here)).toMatchObject([{ state: 'DONE' }]);
      const { timeline } = JSON.parse(await stored(ids.there));
      const last = timeline.at(-1);
      expect([last.command, last.actor.subject, last.words]).toEqual(['redactTicket', 'city-there', '一并隐去']);
      expect(await town.service.sweepHandOvers()).toBe(0);
    });
  });
});
