import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { handIn } from './handing-in.ts';
import { jpeg } from './photos.ts';
import { closed, give, reported, type UserErrorView } from './steps.ts';
import { IN_THE_GRID, people, startTown, type Town } from './town.ts';

type Proof = { readonly code: string; readonly queryCode: string };
type Answer = { answer: { userErrors: UserErrorView[] } | null };

const SUPPLEMENT =
  'mutation ($input: SupplementReportInput!) { answer: supplementReport(input: $input) { userErrors { code field } } }';

describe('a reporter without an account adds to the report', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
  });
  afterAll(() => town.stop());

  const aTicket = async (): Promise<Proof & { readonly id: string }> => {
    const { ticket, queryCode } = await reported(town);
    return { id: ticket.id, code: ticket.code, queryCode };
  };
  const photo = ({ code, queryCode }: Proof, bytes = jpeg({ bytes: 2_000 })) =>
    handIn(town, people.resident, bytes, {
      'evidence-ticket': code,
      'evidence-query-code': queryCode,
      'evidence-taken-at': town.now().toISOString(),
      'evidence-longitude': String(IN_THE_GRID.longitude),
      'evidence-latitude': String(IN_THE_GRID.latitude),
    });
  const add = async ({ code, queryCode }: Proof, uris: readonly string[] = [], words = '又塌了一块') => {
    const evidence = uris.map((uri) => ({ name: '现场', uri }));
    const { data, errors } = await town.ask<Answer>(people.resident, SUPPLEMENT, {
      input: { code, queryCode, words, evidence },
    });
    return { refused: data?.answer?.userErrors, error: errors[0]?.extensions?.code };
  };

  it('[E08] [T13] words and a photo, which the center sees, and the reporter that they came', async () => {
    const ticket = await aTicket();
    const { status, receipt } = await photo(ticket);
    expect(status).toBe(201);
    expect((await add(ticket, [receipt.uri])).refused).toEqual([]);
    type Seen = { ticket: { evidence: { uri: string; flags: string[]; file: { path: string } }[] } };
    const query = 'query ($id: ID!) { ticket(id: $id) { evidence { uri flags file { path } } } }';
    const { data } = await town.ask<Seen>(people.town, query, { id: ticket.id });
    expect(data?.ticket.evidence).toMatchObject([{ uri: receipt.uri, flags: [] }]);
    const path = data?.ticket.evidence[0]?.file.path ?? '';
    expect((await town.transfer(people.town, { method: 'GET', path })).status).toBe(200);
    expect((await town.transfer(people.resident, { method: 'GET', path })).status).toBe(404);
    type Followed = { ticketByNumber: { timeline: { label: string; words: string | null }[] } };
    const follow =
      'query ($code: String!, $queryCode: String!) { ticketByNumber(code: $code, queryCode: $queryCode) { timeline { label words } } }';
    const { code, queryCode } = ticket;
    const followed = await town.ask<Followed>(people.resident, follow, { code, queryCode });
    expect(followed.data?.ticketByNumber.timeline.at(-1)).toEqual({ label: '补充材料已收到', words: '又塌了一块' });
  });

  it('[T13] or the center that holds it does, for one who called; the other centers do not', async () => {
    const { id: ticketId } = await aTicket();
    const command = ['supplementReport', { ticketId, words: '来电补充：夜间更危险' }] as const;
    expect((await give(town, people.town, command)).userErrors).toEqual([]);
    expect((await give(town, people.county, command)).code).toBe('FORBIDDEN');
  });

  it('[E08] no file under a number and code that do not go together, or under none', async () => {
    const ticket = await aTicket();
    expect(await photo({ ...ticket, queryCode: 'AAAAAAAA' })).toMatchObject({ status: 404 });
    expect(await handIn(town, people.resident, jpeg())).toMatchObject({
      status: 403,
      error: { extensions: { reason: 'NOT_YOURS_TO_GIVE' } },
    });
  });

  it('[E08] a file is of its own report alone', async () => {
    const [one, other] = [await aTicket(), await aTicket()];
    const { receipt } = await photo(one);
    expect((await add(other, [receipt.uri])).refused).toMatchObject([{ code: 'EVIDENCE_UNKNOWN' }]);
    expect((await add(one, [receipt.uri])).refused).toEqual([]);
  });

  it('[E08] six files wait at most, whoever sends them', async () => {
    const ticket = await aTicket();
    for (let count = 0; count < 6; count += 1) expect((await photo(ticket)).status).toBe(201);
    expect(await photo(ticket)).toMatchObject({ status: 409, error: { extensions: { reason: 'TOO_MANY_WAITING' } } });
  });

  it('twenty times at most, and not once it has ended', async () => {
    const ticket = await aTicket();
    for (let count = 0; count < 20; count += 1) expect((await add(ticket, [], `第 ${count} 次`)).refused).toEqual([]);
    expect((await add(ticket)).refused).toMatchObject([{ code: 'TOO_MANY_SUPPLEMENTS' }]);
    const ended = await closed(town);
    const proof = { code: ended.ticket.code, queryCode: ended.queryCode };
    expect((await add(proof)).refused).toMatchObject([{ code: 'WRONG_STAGE' }]);
    expect((await add({ ...proof, queryCode: 'AAAAAAAA' })).error).toBe('NOT_FOUND');
  });
});
