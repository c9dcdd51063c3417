import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Caller } from '@gridlink/contracts';
import { loadPacks, nationalCalendar } from '@gridlink/jurisdiction';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { revisePage } from '../src/revision/use-cases/revise-page.ts';
import type { Rules } from '../src/stores.ts';
import { dispatched, does, look, reported, type TicketView } from './steps.ts';
import { CITY, people, startTown, type Town } from './town.ts';

const PACKS = fileURLToPath(new URL('../../../packages/jurisdiction/packs', import.meta.url));

/** The packs with other limits and a local day off in one of them, read from a folder as an operator would change it. */
function changedPacks(change: (limits: string) => string): Rules {
  const folder = mkdtempSync(join(tmpdir(), 'packs-'));
  cpSync(PACKS, folder, { recursive: true });
  const file = join(folder, 'zhengzhou/limits.yaml');
  const before = readFileSync(file, 'utf8');
  const after = change(before);
  if (after === before) throw new Error('nothing changed');
  writeFileSync(file, after);
  const packs = loadPacks(folder);
  rmSync(folder, { recursive: true });
  return { packs, holidays: nationalCalendar() };
}

const longerAcceptance = () =>
  changedPacks((limits) =>
    limits.replace('accept:\n    NORMAL: { amount: 4, unit', 'accept:\n    NORMAL: { amount: 8, unit'),
  );

type RevisionView = {
  id: string;
  dryRun: boolean;
  finishedAt: string | null;
  looked: number;
  changed: number;
  rules: string;
  tickets: {
    nodes: {
      code: string;
      ticket: { code: string } | null;
      changes: {
        kind: string;
        why: string;
        dueBefore: string;
        dueAfter: string;
        limitBefore: { amount: number };
        limitAfter: { amount: number };
      }[];
    }[];
  };
};

const REVISION = `id dryRun rules finishedAt looked changed tickets(first: 200) { nodes { code ticket { code }
  changes { kind why dueBefore dueAfter limitBefore { amount } limitAfter { amount } } } }`;

const admin: Caller = { subject: 'admin', kind: 'PERSON', roles: ['ADMIN'] };

describe('recomputing deadlines after the rules have changed', () => {
  let town: Town;
  let waiting: TicketView;
  let inHand: TicketView;
  let refused: TicketView;

  const start = async (dryRun: boolean, caller: Caller = people.city, more: object = {}) => {
    type Answer = {
      answer: { revision: { id: string } | null; userErrors: { code: string; field: string[] }[] } | null;
    };
    const query =
      'mutation ($input: RecomputeDeadlinesInput!) { answer: recomputeDeadlines(input: $input) { revision { id } userErrors { code field } } }';
    const { data, errors } = await town.ask<Answer>(caller, query, { input: { dryRun, ...more } });
    return {
      id: data?.answer?.revision?.id ?? '',
      refusals: data?.answer?.userErrors ?? [],
      error: errors[0]?.extensions?.code,
    };
  };
  const revision = async (id: string, caller: Caller = people.city, fields = REVISION) => {
    const query = `query ($id: ID!) { deadlineRevision(id: $id) { ${fields} } }`;
    const { data } = await town.ask<{ deadlineRevision: RevisionView | null }>(caller, query, { id });
    return data?.deadlineRevision ?? null;
  };
  const run = async (dryRun: boolean): Promise<RevisionView> => {
    town.passHours(0.01);
    const { id } = await start(dryRun);
    await town.service.sweepRevisions();
    const view = await revision(id);
    if (!view) throw new Error('no revision');
    return view;
  };
  const versions = async (): Promise<readonly number[]> =>
    (await Promise.all([waiting, inHand, refused].map(({ code }) => look(town, people.city, code)))).map(
      ({ version }) => version,
    );
  const eventsOf = async (id: string): Promise<number> => {
    const found = await town.database.db.collection('tickets').findOne({ _id: id as never });
    const entries = (found?.timeline ?? []) as { command: string }[];
    return entries.filter(({ command }) => command === 'recomputeDeadlines').length;
  };

  beforeAll(async () => {
    town = await startTown();
    waiting = (await reported(town)).ticket;
    inHand = (await dispatched(town)).ticket;
    const declined = (await reported(town, { title: '路灯不亮', text: '路灯坏了两天' })).ticket;
    refused = await does(town, people.town, [
      'declineTicket',
      { ticketId: declined.id, reason: 'ALREADY_CONCLUDED', words: '已经答复' },
    ]);
    await town.restartUnder(longerAcceptance());
  });
  afterAll(() => town.stop());

  it('[B01] does nothing for good before a dry run under the same rules', async () => {
    expect((await start(false)).refusals).toEqual([{ code: 'DRY_RUN_NEEDED', field: ['dryRun'] }]);
  });

  it.each([
    ['a county', people.county],
    ['a town', people.town],
    ['a department', people.lead],
    ['the public', people.resident],
  ])('is not for %s', async (_, caller) => {
    expect((await start(true, caller)).error).toBe('FORBIDDEN');
  });

  it('is not for another jurisdiction’s', async () => {
    expect((await start(true, people.city, { jurisdiction: 'puyang' })).error).toBe('FORBIDDEN');
  });

  it('asks an administrator of the whole platform for the jurisdiction', async () => {
    expect((await start(true, admin)).refusals).toEqual([{ code: 'JURISDICTION_NEEDED', field: ['jurisdiction'] }]);
    expect((await start(true, admin, { jurisdiction: 'nowhere' })).refusals.length).toBe(1);
  });

  it('[B01] says in a dry run what would change, and why, and changes nothing', async () => {
    const before = await versions();
    const view = await run(true);
    expect(view).toMatchObject({ dryRun: true, looked: 2, changed: 1 });
    expect(view.finishedAt).not.toBeNull();
    expect(view.tickets.nodes).toEqual([
      {
        code: waiting.code,
        ticket: { code: waiting.code },
        changes: [
          {
            kind: 'ACCEPT',
            why: 'LIMIT',
            limitBefore: { amount: 4 },
            limitAfter: { amount: 8 },
            dueBefore: '2026-03-02T07:00:00.000Z',
            dueAfter: '2026-03-03T03:00:00.000Z',
          },
        ],
      },
    ]);
    expect(await versions()).toEqual(before);
  });

  it('[B01] moves open tickets, never ended ones, and each once', async () => {
    const [, handled, ended] = await versions();
    const first = await run(false);
    expect(first).toMatchObject({ dryRun: false, looked: 2, changed: 1 });
    const moved = await look(town, people.city, waiting.code);
    expect(moved.deadlines.map(({ kind, dueAt }) => [kind, dueAt])).toEqual([['ACCEPT', '2026-03-03T03:00:00.000Z']]);
    const after = await versions();
    expect(after.slice(1)).toEqual([handled, ended]);
    const second = await run(false);
    expect([second.changed, await versions(), await eventsOf(waiting.id)]).toEqual([0, after, 1]);
  });

  it('shows a revision to whoever it is for', async () => {
    const { id } = await run(true);
    expect(await revision(id, { ...people.city, subject: 'city-2' })).toMatchObject({ id });
    expect(await revision(id, { ...people.city, jurisdiction: 'puyang', division: '410900000000' })).toBeNull();
    expect(await revision(id, admin, 'id tickets { nodes { code } }')).toMatchObject({ id });
    const query = '{ deadlineRevisions(first: 1) { id } }';
    const { data } = await town.ask<{ deadlineRevisions: { id: string }[] }>(people.city, query);
    expect(data?.deadlineRevisions).toEqual([{ id }]);
  });

  it.each([
    ['the ones due', 'deadline_revisions', { nextAt: { $lte: new Date() }, rules: { $in: ['r'] } }, { nextAt: 1 }],
    ['those of an area', 'deadline_revisions', { jurisdiction: 'zhengzhou', area: CITY }, { startedAt: -1 }],
    ['those of a jurisdiction', 'deadline_revisions', { jurisdiction: 'zhengzhou' }, { startedAt: -1 }],
    [
      'the newest of some rules',
      'deadline_revisions',
      { jurisdiction: 'zhengzhou', area: CITY, rules: 'r', dryRun: true },
      { startedAt: -1 },
    ],
    ['the tickets of one', 'revised_tickets', { revision: 'r', code: { $gt: '4' } }, { code: 1 }],
  ] as const)('finds %s along an index', async (_, collection, filter, sort) => {
    const plan = await town.database.db.collection(collection).find(filter).sort(sort).explain();
    expect(JSON.stringify(plan)).toContain('IXSCAN');
    expect(JSON.stringify(plan)).not.toContain('COLLSCAN');
  });

  it('[B01] goes on where it stopped, on another replica, and does no ticket twice', async () => {
    await town.restartUnder({ packs: loadPacks(), holidays: nationalCalendar() });
    const rows = Array.from({ length: 120 }, (_, index) => ({
      source: 'OTHER',
      externalId: `many-${index}`,
      title: '垃圾清运',
      text: `第 ${index} 处垃圾没有清运`,
      place: { longitude: 113.705, latitude: 34.805, address: `文化路 ${index} 号` },
      reporter: { anonymous: true },
    }));
    const query = 'mutation ($input: ReportTicketsInput!) { reportTickets(input: $input) { created } }';
    const { data, errors } = await town.ask<{ reportTickets: { created: number } }>(people.city, query, {
      input: { rows },
    });
    expect([data?.reportTickets.created, errors]).toEqual([120, []]);
    await town.restartUnder(longerAcceptance());
    await run(true);
    town.passHours(0.01);
    const { id } = await start(false);
    const { deps } = town.service;
    const [begun] = await deps.revisions.latest({ jurisdiction: 'zhengzhou', area: CITY }, 1);
    if (begun?.id !== id) throw new Error('another revision');
    expect(await revisePage(deps, begun, town.now)).toBe(100);
    // The page is done a second time, as by a replica that took it for abandoned.
    expect(await revisePage(deps, begun, town.now)).toBe(100);
    expect(await revision(id)).toMatchObject({ looked: 100, finishedAt: null });
    await town.restartUnder(longerAcceptance());
    await town.service.sweepRevisions();
    expect(await revision(id)).toMatchObject({ looked: 122 });
    const entries = await town.database.db
      .collection('tickets')
      .find({ title: '垃圾清运' })
      .toArray()
      .then((found) =>
        found.map(
          ({ timeline }) =>
            (timeline as { command: string }[]).filter(({ command }) => command === 'recomputeDeadlines').length,
        ),
      );
    expect(entries).toEqual(entries.map(() => 1));
    expect(entries.length).toBe(120);
  });
});
