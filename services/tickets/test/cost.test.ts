import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { report } from './steps.ts';
import { people, startTown, type Town } from './town.ts';

/** Tries of each measurement: background loops add a command now and then, never take one away. */
const TRIES = 5;

describe('what it costs', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
    for (let index = 0; index < 25; index++) await report(town);
    await town.service.settled();
  });
  afterAll(() => town.stop());

  const sent = async (command: string): Promise<number> => {
    const text = await (await fetch(`${town.service.operatorUrl}/metrics`)).text();
    const line = new RegExp(`gridlink_database_commands_total\\{[^}]*command="${command}"[^}]*\\} (\\d+)`).exec(text);
    return Number(line?.[1] ?? 0);
  };
  const least = async (command: string, work: () => Promise<unknown>): Promise<number> => {
    const counts: number[] = [];
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const before = await sent(command);
      await work();
      counts.push((await sent(command)) - before);
    }
    return Math.min(...counts);
  };

  const page = (first: number) =>
    town.ask(
      people.county,
      `query ($first: Int!) { tickets(first: $first) { nodes { code stageLabel { zh } grid { id } item { id } holder { code }
        deadlines { kind explain { countedMinutes } } timeline(first: 5) { nodes { hash } } timelineIntact availableCommands } } }`,
      { first },
    );

  it('of a page, whole timelines included, is two commands whatever its length', async () => {
    expect([await least('find', () => page(2)), await least('find', () => page(25))]).toEqual([2, 2]);
  });

  it('of a page of dossiers, anchored or not, is the tickets, their timelines, their places and the anchors', async () => {
    const dossiers = (first: number) =>
      town.ask(people.town, `{ tickets(first: ${first}) { nodes { dossier { digest anchoredOn } } } }`);
    expect([await least('find', () => dossiers(2)), await least('find', () => dossiers(25))]).toEqual([3, 3]);
    town.passHours(24);
    await town.service.sweepAnchors();
    expect([await least('find', () => dossiers(2)), await least('find', () => dossiers(25))]).toEqual([4, 4]);
  });

  it('of a report is one insert of the ticket and one of its event in the log', async () => {
    const inserts = await least('insert', async () => {
      await report(town);
      await town.service.settled();
    });
    expect(inserts).toBe(2);
  });

  it('of a report is no read at all, once the list of items is known', async () => {
    expect(await least('find', () => report(town))).toBe(0);
  });

  it('of references from other services is one command for all of them', async () => {
    const { data } = await town.ask<{ tickets: { nodes: { id: string }[] } }>(
      people.county,
      '{ tickets(first: 20) { nodes { id } } }',
    );
    const r = data?.tickets.nodes.map(({ id }) => ({ __typename: 'Ticket', id }));
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Ticket { title } } }';
    expect(await least('find', () => town.ask(people.county, query, { r }))).toBe(1);
  });
});
