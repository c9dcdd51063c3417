import { join } from 'node:path';
import { type HttpFront, type SubgraphOptions, serveSubgraph, typeDefinitionsIn } from '@gridlink/subgraph-kit';
import { createTestGateway } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TicketContext, ticketContext } from '../src/context.ts';
import { type Ground, openGround, openStores } from '../src/stores.ts';
import { resolvers } from '../src/ticket/graphql/resolvers.ts';
import { report } from './steps.ts';
import { COUNTY, people, startTown, type Town } from './town.ts';

type Desk = { readonly town: Town; readonly ground: Ground; stop(): Promise<void> };

/** The same service once more over what is stored, on a database client of its own on which nothing runs but what is asked here. */
async function openDesk(town: Town): Promise<Desk> {
  const gateway = await createTestGateway();
  const ground = await openGround(town.environment, { now: town.now });
  const deps = { ...town.service.deps, ...(await openStores(ground)) };
  const front: HttpFront = await serveSubgraph({
    name: 'tickets',
    typeDefs: typeDefinitionsIn(join(import.meta.dirname, '../src')),
    resolvers: resolvers as unknown as SubgraphOptions<TicketContext>['resolvers'],
    host: '127.0.0.1',
    port: 0,
    gatewayKeys: gateway.keys,
    log: ground.log,
    metrics: ground.metrics,
    now: town.now,
    contextFor: ticketContext(deps),
    readiness: [],
  });
  const ask: Town['ask'] = (caller, query, variables) =>
    gateway.ask({ url: front.url, subgraph: 'tickets', caller }, query, variables);
  return {
    town: { ...town, service: town.service, ask },
    ground,
    async stop() {
      await front.stop();
      await ground.events.publisher.settled();
      await ground.events.bus.close();
      ground.clock.stop();
      await ground.connection.close();
    },
  };
}

describe('what it costs', () => {
  let desk: Desk;
  let town: Town;
  beforeAll(async () => {
    const real = await startTown();
    desk = await openDesk(real);
    town = desk.town;
    for (let index = 0; index < 25; index++) await report(town);
    await desk.ground.events.publisher.settled();
  });
  afterAll(async () => {
    await desk.stop();
    await town.stop();
  });

  const sent = async (command: string): Promise<number> => {
    const text = await desk.ground.metrics.registry.metrics();
    const line = new RegExp(`gridlink_database_commands_total\\{[^}]*command="${command}"[^}]*\\} (\\d+)`).exec(text);
    return Number(line?.[1] ?? 0);
  };
  /** Once before it counts: the first time a list is read, its density is found out. */
  const cost = async (command: string, work: () => Promise<unknown>): Promise<number> => {
    await work();
    const before = await sent(command);
    await work();
    return (await sent(command)) - before;
  };

  const page = (first: number) =>
    town.ask(
      people.county,
      `query ($first: Int!) { tickets(first: $first) { nodes { code stageLabel { zh } grid { id } item { id } holder { code }
        deadlines { kind explain { countedMinutes } } timeline(first: 5) { nodes { hash } } timelineIntact availableCommands } } }`,
      { first },
    );

  it('of a page, whole timelines included, is two commands whatever its length', async () => {
    expect([await cost('find', () => page(2)), await cost('find', () => page(25))]).toEqual([2, 2]);
  });

  it('of a page of dossiers, anchored or not, is the tickets, their timelines, their places and the anchors', async () => {
    const dossiers = (first: number) =>
      town.ask(people.town, `{ tickets(first: ${first}) { nodes { dossier { digest anchoredOn } } } }`);
    expect([await cost('find', () => dossiers(2)), await cost('find', () => dossiers(25))]).toEqual([3, 3]);
    town.passHours(24);
    await town.service.sweepAnchors();
    expect([await cost('find', () => dossiers(2)), await cost('find', () => dossiers(25))]).toEqual([4, 4]);
  });

  it('of a report is one insert of the ticket and one of its event in the log', async () => {
    const inserts = await cost('insert', async () => {
      await report(town);
      await desk.ground.events.publisher.settled();
    });
    expect(inserts).toBe(2);
  });

  it('of a report is no read at all, once the list of items is known', async () => {
    expect(await cost('find', () => report(town))).toBe(0);
  });

  it('of many reports of one county is the same whatever their number', async () => {
    let sentBefore = 0;
    const bulk = (count: number) => async () => {
      const rows = Array.from({ length: count }, () => ({
        source: 'OTHER',
        externalId: `bulk-${sentBefore++}`,
        title: '路灯不亮',
        text: '整条路的路灯不亮',
        division: COUNTY,
        place: { address: '某路' },
      }));
      const mutation = `mutation ($rows: [ReportTicketInput!]!) {
        reportTickets(input: { rows: $rows }) { created } }`;
      const { data } = await town.ask<{ reportTickets: { created: number } }>(people.county, mutation, { rows });
      expect(data?.reportTickets.created).toBe(count);
    };
    expect(await cost('find', bulk(2))).toBe(await cost('find', bulk(20)));
  });

  it('of what lies near each ticket of a page, and was merged into it, is one command each', async () => {
    const around = (first: number) =>
      town.ask(people.county, `{ tickets(first: ${first}) { nodes { likelyDuplicates { code } merged { code } } } }`);
    // Newer than all else: the first of the page are of them.
    town.passHours(1);
    for (let index = 0; index < 25; index++) await report(town, people.resident, { itemCode: 'PUBLIC_FACILITIES' });
    await desk.ground.events.publisher.settled();
    expect((await around(25)).errors).toEqual([]);
    expect([await cost('find', () => around(2)), await cost('find', () => around(25))]).toEqual([3, 3]);
  });

  it('of references from other services is one command for all of them', async () => {
    const { data } = await town.ask<{ tickets: { nodes: { id: string }[] } }>(
      people.county,
      '{ tickets(first: 20) { nodes { id } } }',
    );
    const r = data?.tickets.nodes.map(({ id }) => ({ __typename: 'Ticket', id }));
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Ticket { title } } }';
    expect(await cost('find', () => town.ask(people.county, query, { r }))).toBe(1);
  });

  it('of a report of a period is the same whether its corrections are asked for once or in every form', async () => {
    const reads = async (work: () => Promise<unknown>): Promise<number> =>
      (await cost('find', work)) + (await cost('aggregate', work));
    town.passHours(24 * 40);
    await town.service.countFigures();
    const close = `mutation { closePeriod(input: { from: "2026-03-01", to: "2026-03-31" }) { report { id } userErrors { code } } }`;
    const { data } = await town.ask<{ closePeriod: { report: { id: string } | null } }>(people.county, close);
    const look = (fields: string) => async () => {
      const query = `query ($id: ID!) { periodReport(id: $id) { ${fields} } }`;
      const answer = await town.ask<{ periodReport: object }>(people.county, query, {
        id: data?.closePeriod.report?.id,
      });
      expect([answer.errors, Object.keys(answer.data?.periodReport ?? {}).length]).toEqual([
        [],
        fields.split(' ').length,
      ]);
    };
    const once = await reads(look('csv'));
    expect(once).toBeGreaterThan(3);
    // The names of its units, for each of the two documents.
    expect(await reads(look('corrections{key} html csv'))).toBeLessThanOrEqual(once + 1);
  });
});
