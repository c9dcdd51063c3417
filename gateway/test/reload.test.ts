import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QueryPlanner } from '@apollo/query-planner';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { composeSupergraph } from '../src/index.ts';
import { type Federation, fixtureSupergraph, startFederation } from './fixture/federation.ts';
import { gridTypeDefs } from './fixture/schemas.ts';

const whole = fixtureSupergraph();

function gridOnly(): string {
  const result = composeSupergraph([{ name: 'grid', typeDefs: gridTypeDefs }]);
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  return result.composed.supergraph;
}

const other = gridOnly();
const ROUNDS = 6;
const GRID = '{ grid(id: "1") { name } }';
const MATTERS = '{ matters { __typename } }';

let folder: string;
let path: string;
let federation: Federation;

const place = async (supergraph: string): Promise<void> => {
  await writeFile(`${path}.new`, supergraph);
  await rename(`${path}.new`, path);
  await federation.reload();
};
const figure = async (name: string): Promise<string | undefined> => {
  const text = await (await fetch(`${federation.operatorUrl}/metrics`)).text();
  return text
    .split('\n')
    .find((line) => line.startsWith(name))
    ?.split(' ')
    .at(-1);
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridlink-reload-'));
  path = join(folder, 'supergraph.graphql');
  await writeFile(path, whole);
  federation = await startFederation({
    SUPERGRAPH_PATH: path,
    RELOAD_SECONDS: '3600',
    PUBLIC_RATE_PER_SECOND: '100000',
    PUBLIC_RATE_BURST: '100000',
  });
});
afterAll(async () => {
  await federation.stop();
  await rm(folder, { recursive: true });
});

describe('a new supergraph', () => {
  it('is asked by later requests', async () => {
    await place(other);
    const without = await federation.ask(MATTERS);
    await place(whole);
    expect([without.status, (await federation.ask(MATTERS)).status]).toEqual([400, 200]);
  });

  it('lets a request at work end on the one it began with', async () => {
    const slow = federation.ask('{ slow(milliseconds: 500) matters { __typename } }');
    await place(other);
    const { status, errors } = await slow;
    await place(whole);
    expect([status, errors]).toEqual([200, []]);
  });

  it('fails no request, however often one comes', async () => {
    let running = true;
    const statuses = new Map<number, number>();
    const client = async (): Promise<void> => {
      for (let n = 0; running; n++) {
        const { status, data, errors } = await federation.ask(`query Q${n % 5} { grid(id: "${n}") { name } }`);
        const seen = data && errors.length === 0 ? status : -1;
        statuses.set(seen, (statuses.get(seen) ?? 0) + 1);
      }
    };
    const clients = [1, 2].map(client);
    for (let round = 0; round < ROUNDS; round++) await place(round % 2 === 0 ? other : whole);
    running = false;
    await Promise.all(clients);
    expect([...statuses.keys()]).toEqual([200]);
    expect(statuses.get(200)).toBeGreaterThan(ROUNDS);
  });

  it('has its plans for what was asked lately before it is asked', async () => {
    const query = '{ grid(id: "7") { name } matters { __typename } }';
    await federation.ask(query);
    await place(other);
    await place(whole);
    const plans = jest.spyOn(QueryPlanner.prototype, 'buildQueryPlan');
    const { status } = await federation.ask(query);
    const made = plans.mock.calls.length;
    plans.mockRestore();
    expect([status, made]).toEqual([200, 0]);
  });
});

describe('a supergraph that cannot be served', () => {
  const withoutRule = whole.replace(/name: String! @join__field\(graph: GRID\)/, 'secret: String\n  $&');

  it.each<[string, string]>([
    ['is cut off', whole.slice(0, whole.length / 2)],
    ['is empty', ''],
    ['is a plain schema', 'type Query { a: Int }'],
    ['names a subgraph that has no address', whole.replaceAll(/"tickets"/g, '"elsewhere"')],
    ['has a field without a rule', withoutRule],
  ])('is refused when it %s, and the old one stays', async (_what, supergraph) => {
    await place(whole);
    const before = Number(await figure('gridlink_supergraph_reloads_total{outcome="refused"'));
    await place(supergraph);
    const answers = await Promise.all([federation.ask(GRID), federation.ask(MATTERS)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(Number(await figure('gridlink_supergraph_reloads_total{outcome="refused"'))).toBe(before + 1);
    expect(await figure('gridlink_supergraph_stale')).toBe('1');
  });

  it('is forgotten when a good one comes', async () => {
    await place('not a schema');
    await place(other);
    await place(whole);
    expect(await figure('gridlink_supergraph_stale')).toBe('0');
  });
});
