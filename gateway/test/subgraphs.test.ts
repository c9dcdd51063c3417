import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { person } from './fixture/callers.ts';
import { type Federation, startFederation } from './fixture/federation.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
type Asker = { asker: { subject: string; requestId: string; traceparent: string } };

describe('what reaches subgraphs', () => {
  let federation: Federation;
  beforeAll(async () => {
    federation = await startFederation();
  });
  afterAll(() => federation.stop());

  it('is the caller, signed for each of them', async () => {
    const token = await federation.office.token(person(['TOWN_OPERATOR']));
    const { data, errors } = await federation.ask(
      '{ asker { subject } tickets(first: 1) { nodes { reporter grid { remark } } } }',
      {
        token,
      },
    );
    expect([errors, data]).toEqual([
      [],
      {
        asker: { subject: 'account-1' },
        tickets: { nodes: [{ reporter: 'Li', grid: { remark: 'seen by the town only' } }] },
      },
    ]);
  });

  it('is the request’s id, which the answer carries as well', async () => {
    const { data, headers } = await federation.ask('{ asker { requestId } }', {
      headers: { 'x-request-id': 'mine-1' },
    });
    expect([(data as Asker).asker.requestId, headers.get('x-request-id')]).toEqual(['mine-1', 'mine-1']);
  });

  it('is an id of the gateway’s own where the client gives none that is plain', async () => {
    const { data, headers } = await federation.ask('{ asker { requestId } }', { headers: { 'x-request-id': 'a b' } });
    expect((data as Asker).asker.requestId).toBe(headers.get('x-request-id'));
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is the caller’s trace', async () => {
    const traceparent = `00-${TRACE}-00f067aa0ba902b7-01`;
    const { data } = await federation.ask('{ asker { traceparent } }', { headers: { traceparent } });
    expect((data as Asker).asker.traceparent).toMatch(new RegExp(`^00-${TRACE}-(?!00f067aa0ba902b7)[0-9a-f]{16}-01$`));
  });

  it('is nothing of the token and nothing a client adds', async () => {
    const headers = { 'x-gridlink-assertion': 'forged' };
    expect((await federation.ask('{ asker { subject } }', { headers })).data).toEqual({ asker: { subject: 'public' } });
  });

  it('leaves what went wrong inside in the log and gives a reference', async () => {
    const { data, errors } = await federation.ask('{ broken grid(id: "1") { name } }');
    expect([data, errors[0]?.extensions.code]).toEqual([
      { broken: null, grid: { name: 'grid 1' } },
      'INTERNAL_SERVER_ERROR',
    ]);
    expect(errors[0]?.extensions.reference).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.stringify(errors)).not.toMatch(/hunter2|stack/);
  });
});

describe('a subgraph that is dead', () => {
  let federation: Federation;
  beforeAll(async () => {
    federation = await startFederation();
    await fetch(`${federation.operatorUrl}/ready`);
    await federation.stopSubgraph('tickets');
  });
  afterAll(() => federation.stop());

  it('blanks its own fields only, and the error names it', async () => {
    const token = await federation.office.token(person());
    const { status, data, errors } = await federation.ask('{ grid(id: "1") { name openTickets { id } } }', { token });
    expect([status, data]).toEqual([200, { grid: { name: 'grid 1', openTickets: null } }]);
    expect(errors.map(({ extensions }) => [extensions.code, extensions.service])).toEqual([
      ['UPSTREAM_UNAVAILABLE', 'tickets'],
    ]);
  });

  it('says nothing of where it is', async () => {
    const { errors } = await federation.ask('{ matters { __typename } grid(id: "1") { name } }');
    expect(JSON.stringify(errors)).not.toMatch(/127\.0\.0\.1|ECONNREFUSED/);
  });

  it('is a 503 with a time to retry where nothing else was asked', async () => {
    const { status, headers } = await federation.ask('{ matters { __typename } }');
    expect([status, headers.get('retry-after')]).toEqual([503, '2']);
  });

  it('leaves the gateway ready, and is named there', async () => {
    const response = await fetch(`${federation.operatorUrl}/ready`);
    const body = (await response.json()) as { status: string; failed: string[] };
    expect([response.status, body.status, body.failed[0]]).toEqual([
      200,
      'degraded',
      expect.stringMatching(/^tickets: /),
    ]);
  });
});

describe('a subgraph that is slow or says too much', () => {
  let federation: Federation;
  beforeAll(async () => {
    federation = await startFederation({ SUBGRAPH_TIMEOUT_MS: '2000', SUBGRAPH_RESPONSE_LIMIT: '10000' });
  });
  afterAll(() => federation.stop());

  it('blanks its fields after the time it is given', async () => {
    const startedAt = performance.now();
    const { data, errors } = await federation.ask('{ slow(milliseconds: 20000) matters { __typename } }');
    expect([data?.slow, errors[0]?.extensions.code, errors[0]?.message]).toEqual([
      null,
      'UPSTREAM_UNAVAILABLE',
      expect.stringMatching(/grid.*超时/),
    ]);
    expect(data?.matters).toHaveLength(2);
    // undici looks at its timeouts once a second.
    expect(performance.now() - startedAt).toBeLessThan(15_000);
  });

  it('blanks its fields when the answer is over the limit', async () => {
    const { data, errors } = await federation.ask('{ large(characters: 20000) matters { __typename } }');
    expect([data?.large, errors[0]?.message]).toEqual([null, expect.stringMatching(/grid.*过大/)]);
  });

  it('answers the next question as if nothing had been', async () => {
    await federation.ask('{ large(characters: 20000) }');
    expect((await federation.ask('{ large(characters: 3) }')).data).toEqual({ large: 'xxx' });
  });
});

describe('a request that takes too long in all', () => {
  it('ends when its time is over', async () => {
    const federation = await startFederation({ REQUEST_TIMEOUT_MS: '200' });
    const startedAt = performance.now();
    const { errors } = await federation.ask('{ slow(milliseconds: 20000) }');
    const took = performance.now() - startedAt;
    await federation.stop();
    expect(errors[0]?.extensions.code).toBe('UPSTREAM_UNAVAILABLE');
    expect(took).toBeLessThan(15_000);
  });
});
