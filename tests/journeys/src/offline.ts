import { randomUUID } from 'node:crypto';
import { type GraphClient, give, lookUp } from '@gridlink/demo';
import { beforeAll, expect, it } from '@jest/globals';
import { PHOTO, reportMatter } from './matter.ts';
import type { World } from './world.ts';

const SUBMIT = /* GraphQL */ `
  mutation Submit($input: SubmitFieldBatchInput!) {
    submitFieldBatch(input: $input) {
      batch { finishedAt results { entryId outcome late ticketCode version stage userErrors { code } } }
      userErrors { code message field }
    }
  }
`;
const SHOW = /* GraphQL */ `
  query Show($id: ID!) { fieldBatch(id: $id) { results { entryId outcome ticketCode } } }
`;
const TIMELINE = /* GraphQL */ `
  query Timeline($code: String!) {
    ticket(code: $code) { timelineIntact timeline(first: 20) { nodes { command at arrivedAt arrivedLate } } }
  }
`;

type Result = {
  entryId: string;
  outcome: string;
  late: boolean;
  ticketCode: string | null;
  version: number | null;
  stage: string | null;
  userErrors: { code: string }[];
};
type Submitted = { batch: { finishedAt: string | null; results: Result[] } };
type Step = { command: string; at: string; arrivedAt: string; arrivedLate: boolean };

const HOUR_MS = 3_600_000;

export function offlineJourney(running: () => World): void {
  let world: World;
  beforeAll(() => {
    world = running();
  });

  it('[E09] and its report, its on-the-spot solution and a step that came too late arrive once, in order', async () => {
    const matter = await reportMatter(world, 'zhengzhou');
    const login = world.at('zhengzhou').accounts.find(({ role }) => role === 'GRID_WORKER')?.name ?? '';
    const worker: GraphClient = world.desks.at(login);
    const known = await lookUp(worker, matter.receipt.code);
    // Meanwhile the town's desk goes on.
    const { version } = await give(world.desks.at(matter.desk.town), 'acceptTicket', {
      ticketId: matter.ticket.id,
      itemCode: matter.item.code,
      words: '情况属实',
    });

    const now = Date.now();
    const foundAt = new Date(now - 10 * HOUR_MS).toISOString();
    const solvedAt = new Date(now - 9 * HOUR_MS).toISOString();
    const primary = world
      .at('zhengzhou')
      .pack.serviceItems.items.find(
        ({ responsibility, severity }) => responsibility === 'PRIMARY' && severity === 'NORMAL',
      );
    const { place } = matter;
    const report = randomUUID();
    const input = {
      deviceId: randomUUID(),
      batchId: randomUUID(),
      entries: [
        {
          id: report,
          madeAt: foundAt,
          reportTicket: {
            source: 'PATROL',
            title: '居民咨询政策',
            text: '巡查时居民咨询老旧小区改造政策',
            division: place.division,
            place: { longitude: place.center[0], latitude: place.center[1], system: 'GCJ02', address: '小区门口' },
          },
        },
        {
          id: randomUUID(),
          madeAt: solvedAt,
          solveOnSpot: { ticketId: report, itemCode: primary?.code, result: '已当场解答', evidence: [PHOTO] },
        },
        {
          id: randomUUID(),
          madeAt: new Date(now - 1000).toISOString(),
          expectedVersion: known?.version,
          declareEmergency: { ticketId: matter.ticket.id, words: '井口边缘继续塌陷' },
        },
      ],
    };
    const first = await worker.command<Submitted>(SUBMIT, { input });
    expect(first.batch.results.map(({ outcome, late, stage }) => [outcome, late, stage])).toEqual([
      ['DONE', true, 'ACCEPTANCE'],
      ['DONE', true, 'VERIFICATION'],
      ['CONFLICT', false, 'DISPATCH'],
    ]);
    expect(first.batch.results[2]?.version).toBe(version);
    expect(await worker.command<Submitted>(SUBMIT, { input })).toEqual(first);

    const code = first.batch.results[0]?.ticketCode;
    const { ticket } = await world.desks
      .at(matter.desk.town)
      .ask<{ ticket: { timelineIntact: boolean; timeline: { nodes: Step[] } } }>(TIMELINE, { code });
    expect(ticket.timelineIntact).toBe(true);
    expect(ticket.timeline.nodes.map(({ command, at, arrivedLate }) => [command, at, arrivedLate])).toEqual([
      ['REPORT_TICKET', foundAt, true],
      ['SOLVE_ON_SPOT', solvedAt, true],
    ]);

    const { fieldBatch } = await worker.ask<{ fieldBatch: { results: unknown[] } | null }>(SHOW, {
      id: input.batchId,
    });
    expect(fieldBatch?.results.length).toBe(3);
    const leader = world.desks.at(login.replace('worker', 'leader'));
    expect(await leader.ask(SHOW, { id: input.batchId })).toEqual({ fieldBatch: null });
  });
}
