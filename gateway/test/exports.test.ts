import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EVIDENCE_REQUEST_HEADERS } from '@gridlink/contracts';
import { type IdentifiedStream, json, type SubgraphContext } from '@gridlink/subgraph-kit';
import { eventually } from '@gridlink/test-kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { composeSupergraph } from '../src/index.ts';
import { person } from './fixture/callers.ts';
import { type Federation, startFederation } from './fixture/federation.ts';
import { gridTypeDefs, ticketsTypeDefs } from './fixture/schemas.ts';

const LINE = `"${'井盖破损'.repeat(1_000)}"\r\n`;

/** So often nothing has changed before it is taken to be at rest. */
const LOOKS = 15;

type Seen = { search: string; subject: string; lines: number; ended: 'OPEN' | 'WHOLE' | 'LEFT' };
let seen: Seen[] = [];

async function* lines(asked: Seen, most: number, breaksOff: boolean): AsyncGenerator<string> {
  for (; asked.lines < most; asked.lines += 1) yield LINE;
  if (breaksOff) throw new Error('the database is away');
}

/** Gives lines out as the ticket service does: as many as the query says, without end or with a break where it says so. */
const give: IdentifiedStream<SubgraphContext> = async ({ search }, { caller }, { response }) => {
  const asked: Seen = { search, subject: caller.subject, lines: 0, ended: 'OPEN' };
  seen.push(asked);
  const conditions = new URLSearchParams(search);
  if (conditions.has('late')) return json(400, { errors: [{ message: 'not so', extensions: { field: 'late' } }] });
  response.writeHead(200, { 'content-type': 'text/csv', 'export-id': 'the-export', 'set-cookie': 'never=1' });
  const most = Number(conditions.get('text') ?? 1_000_000);
  try {
    await pipeline(Readable.from(lines(asked, most, conditions.has('unit')), { objectMode: false }), response);
    asked.ended = 'WHOLE';
  } catch {
    asked.ended = 'LEFT';
  }
  return null;
};

/** The fixture's graph, where lists of tickets are for operators. */
function staffOnly(): string {
  const forStaff = ticketsTypeDefs.replace(
    'TicketConnection @access(to: ["SIGNED_IN"])',
    'TicketConnection @access(to: ["TOWN_OPERATOR"])',
  );
  const result = composeSupergraph([
    { name: 'grid', typeDefs: gridTypeDefs },
    { name: 'tickets', typeDefs: forStaff },
  ]);
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  return result.composed.supergraph;
}

describe('a whole list on its way out', () => {
  let federation: Federation;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gridlink-exports-'));
    writeFileSync(join(folder, 'supergraph.graphql'), staffOnly());
    federation = await startFederation(
      { SUPERGRAPH_PATH: join(folder, 'supergraph.graphql'), CORS_ORIGINS: 'https://console.example' },
      { streams: { signed: EVIDENCE_REQUEST_HEADERS, routes: { 'GET /exports/*': give } } },
    );
  });
  afterAll(async () => {
    await federation.stop();
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => {
    seen = [];
  });

  const take = async (path: string, roles: Parameters<typeof person>[0] = ['TOWN_OPERATOR']): Promise<Response> =>
    fetch(`${federation.url}/exports/${path}`, {
      headers: {
        authorization: `Bearer ${await federation.office.token(person(roles))}`,
        origin: 'https://console.example',
      },
    });

  it('[E13] comes through line by line, with its conditions, whose it is and the name of its record', async () => {
    const response = await take('tickets.csv?text=300&stage=HANDLING');
    expect((await response.text()).length).toBe(300 * LINE.length);
    expect(seen).toEqual([{ search: '?text=300&stage=HANDLING', subject: 'account-1', lines: 300, ended: 'WHOLE' }]);
    const { headers } = response;
    expect(['content-type', 'export-id', 'set-cookie', 'cache-control'].map((name) => headers.get(name))).toEqual([
      'text/csv',
      'the-export',
      null,
      'no-store',
    ]);
    expect(headers.get('access-control-expose-headers')).toContain('export-id');
  });

  it('is as slow as its reader, and ends when that one leaves', async () => {
    const response = await take('tickets.csv');
    let [before, same] = [-1, 0];
    const atRest = await eventually(async () => {
      const [{ lines: now = 0 } = {}] = seen;
      same = now === before && now > 0 ? same + 1 : 0;
      before = now;
      return same >= LOOKS ? now : undefined;
    });
    expect(atRest).toBeLessThan(10_000);
    await response.body?.cancel();
    await eventually(async () => seen[0]?.ended === 'LEFT');
  });

  it('never ends as if it were whole when it breaks off', async () => {
    const response = await take('tickets.csv?text=50&unit=x');
    await expect(response.text()).rejects.toThrow();
  });

  it('brings the service’s refusal', async () => {
    const response = await take('tickets.csv?late=yes');
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { errors: [{ extensions: { field: 'late' } }] },
    ]);
  });

  it('is refused before the service hears of it: to nobody, to who may not ask for the list, and where there is none', async () => {
    const nobody = await fetch(`${federation.url}/exports/tickets.csv`);
    const surveyor = await take('tickets.csv', ['SURVEYOR']);
    const missing = await take('persons.csv');
    expect([nobody.status, surveyor.status, missing.status, seen]).toEqual([401, 403, 404, []]);
  });

  it('may be asked for by a page that is allowed to', async () => {
    const response = await fetch(`${federation.url}/exports/tickets.csv`, {
      method: 'OPTIONS',
      headers: { origin: 'https://console.example', 'access-control-request-headers': 'authorization' },
    });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([
      204,
      'https://console.example',
    ]);
  });

  it('says when the service is away', async () => {
    await federation.stopSubgraph('tickets');
    const response = await take('tickets.csv');
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
  });
});
