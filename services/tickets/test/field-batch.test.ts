import type { Caller } from '@gridlink/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BATCH, type Batch, DEVICE, fieldBatchStory, id, type Result, SUBMIT } from './field-batch-story.ts';
import { does, EVIDENCE, look, reported } from './steps.ts';
import { people, startTown, type Town } from './town.ts';

describe('what was done without a network', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
  });
  afterAll(() => town.stop());
  const { madeAgo, submit, resultsOf, patrol, solve, progress, timelineOf, worked } = fieldBatchStory(() => town);

  it('[E09] makes a ticket of a report and gives what was done about it, both with the time made and the time arrived', async () => {
    const report = patrol(600);
    const results = await resultsOf(people.worker, [report, solve(report.id, 590)]);
    expect(results.map(({ outcome, late, stage, duplicate }) => ({ outcome, late, stage, duplicate }))).toEqual([
      { outcome: 'DONE', late: true, stage: 'ACCEPTANCE', duplicate: false },
      { outcome: 'DONE', late: true, stage: 'VERIFICATION', duplicate: false },
    ]);
    const timeline = await timelineOf(results[0]?.ticketCode);
    const now = town.now().toISOString();
    expect(timeline?.timelineIntact).toBe(true);
    expect(timeline?.timeline.nodes).toMatchObject([
      { command: 'REPORT_TICKET', at: madeAgo(600), arrivedAt: now, arrivedLate: true },
      { command: 'SOLVE_ON_SPOT', at: madeAgo(590), arrivedAt: now, arrivedLate: true },
    ]);
  });

  it('[E09] starts the center’s clock when the report arrives, and marks nothing late that came soon', async () => {
    const [result] = await resultsOf(people.worker, [patrol(30)]);
    const { deadlines } = await look(town, people.county, result?.ticketCode ?? '');
    expect(result?.late).toBe(false);
    expect(deadlines.map(({ kind, dueAt }) => [kind, dueAt])).toEqual([['ACCEPT', '2026-03-02T07:00:00.000Z']]);
  });

  it('[E09] gives the reporter’s code, which opens the ticket', async () => {
    const [result] = await resultsOf(people.worker, [patrol(5, { reporter: { phone: '13812345678' } })]);
    const { data } = await town.ask<{ ticketByNumber: { stage: string } | null }>(
      people.resident,
      'query ($code: String!, $queryCode: String!) { ticketByNumber(code: $code, queryCode: $queryCode) { stage } }',
      { code: result?.ticketCode, queryCode: result?.queryCode },
    );
    expect(data?.ticketByNumber?.stage).toBe('ACCEPTANCE');
  });

  it('[E09] answers a conflict with the version and stage there is now, and skips what follows on that ticket alone', async () => {
    const mine = await worked();
    const other = await worked();
    await does(town, people.lead, [
      'noteProgress',
      { ticketId: mine.ticketId, assignmentId: mine.leadId, words: '催办' },
    ]);
    const conflicting = progress(mine, { expectedVersion: mine.version });
    const results = await resultsOf(people.lead, [
      conflicting,
      progress(mine),
      progress(other, { expectedVersion: other.version }),
    ]);
    expect(results.map(({ outcome, skippedFor, version, stage }) => ({ outcome, skippedFor, version, stage }))).toEqual(
      [
        { outcome: 'CONFLICT', skippedFor: null, version: mine.version + 1, stage: 'HANDLING' },
        { outcome: 'SKIPPED', skippedFor: conflicting.id, version: null, stage: null },
        { outcome: 'DONE', skippedFor: null, version: other.version + 1, stage: 'HANDLING' },
      ],
    );
  });

  it('[E09] goes on from its own entry before, which the device could not know the version of', async () => {
    const sent = await worked();
    town.passHours(0.1);
    const known = { expectedVersion: sent.version };
    const results = await resultsOf(people.lead, [
      progress(sent, known, 3),
      progress(sent, known, 2),
      {
        id: id(),
        madeAt: madeAgo(1),
        ...known,
        completeAssignment: {
          ticketId: sent.ticketId,
          assignmentId: sent.leadId,
          result: '已更换',
          evidence: EVIDENCE,
        },
      },
    ]);
    expect(results.map(({ outcome, version }) => [outcome, version])).toEqual(
      [1, 2, 3].map((step) => ['DONE', sent.version + step]),
    );
  });

  it('[E09] answers the same batch sent again as the first time, and does nothing twice', async () => {
    const report = patrol(20);
    const entries = [report, solve(report.id, 10)];
    const batchId = id();
    const first = await submit(people.worker, entries, batchId);
    expect(await submit(people.worker, entries, batchId)).toEqual(first);
    expect((await timelineOf(first.batch?.results[0]?.ticketCode))?.timeline.nodes.length).toBe(2);
  });

  it('[E09] takes the same batch that comes in at the same time as one', async () => {
    const report = patrol(20);
    const entries = [report, solve(report.id, 10)];
    const batchId = id();
    const [one, two] = await Promise.all([
      submit(people.worker, entries, batchId),
      submit(people.worker, entries, batchId),
    ]);
    expect(two).toEqual(one);
    expect(one?.batch?.results.map(({ outcome, duplicate }) => [outcome, duplicate])).toEqual([
      ['DONE', false],
      ['DONE', false],
    ]);
    expect((await timelineOf(one?.batch?.results[0]?.ticketCode))?.timeline.nodes.length).toBe(2);
  });

  it.each([0, 1])(
    '[E09] goes on where a server died after an entry was written, with %i of two answered',
    async (answered) => {
      const report = patrol(20);
      const entries = [report, solve(report.id, 10)];
      const batchId = id();
      const first = await submit(people.worker, entries, batchId);
      const batches = town.database.db.collection('field_batches');
      const results = (await batches.findOne({ batchId }))?.results.slice(0, answered);
      await batches.updateOne(
        { batchId },
        { $set: { results, finishedAt: null, holder: 'gone', heldUntil: town.now() } },
      );
      const again = await submit(people.worker, entries, batchId);
      const told = ({ ticketCode, outcome, queryCode, duplicate }: Result) => ({
        ticketCode,
        outcome,
        queryCode,
        duplicate,
      });
      expect(again.batch?.results.map(told)).toEqual(first.batch?.results.map(told));
      expect((await timelineOf(first.batch?.results[0]?.ticketCode))?.timeline.nodes.length).toBe(2);
    },
  );

  it('[E09] knows an entry again that comes in another batch', async () => {
    const report = patrol(20);
    const [first] = await resultsOf(people.worker, [report]);
    const [again] = await resultsOf(people.worker, [report]);
    expect(again?.ticketCode).toBe(first?.ticketCode);
  });

  it('[E09] refuses an id that was used for something else', async () => {
    const batchId = id();
    await submit(people.worker, [patrol(20)], batchId);
    const { userErrors } = await submit(people.worker, [patrol(20)], batchId);
    expect(userErrors.map(({ code }) => code)).toEqual(['OTHER_CONTENT']);
  });

  it.each([
    ['still to come', -10, 'IN_THE_FUTURE'],
    ['longer ago than is taken in', 31 * 24 * 60, 'TOO_LONG_AGO'],
  ])('[E09] refuses an instant %s, and what rests on it is skipped', async (_, minutesAgo, code) => {
    const report = patrol(minutesAgo);
    const results = await resultsOf(people.worker, [report, solve(report.id, 0), patrol(1)]);
    expect(results.map(({ outcome, userErrors }) => [outcome, userErrors.map((error) => error.code)])).toEqual([
      ['REFUSED', [code]],
      ['SKIPPED', []],
      ['DONE', []],
    ]);
  });

  it('[E09] refuses what was made before the matter was reported', async () => {
    const { ticket } = await reported(town);
    const [result] = await resultsOf(people.worker, [solve(ticket.id, 5)]);
    expect(result?.userErrors.map(({ code, field }) => [code, field])).toEqual([['MADE_BEFORE_REPORT', ['madeAt']]]);
  });

  it('[E09] refuses an order of one ticket that time does not have', async () => {
    const sent = await worked();
    const results = await resultsOf(people.lead, [progress(sent, {}, 0), progress(sent, {}, 1)]);
    expect(results.map(({ outcome, userErrors }) => [outcome, userErrors.map(({ code }) => code)])).toEqual([
      ['DONE', []],
      ['REFUSED', ['OUT_OF_ORDER']],
    ]);
  });

  it('[E09] names the field of what an entry’s own command refuses', async () => {
    const sent = await worked();
    const blank = {
      ...progress(sent),
      noteProgress: { ticketId: sent.ticketId, assignmentId: sent.leadId, words: ' ' },
    };
    const [result] = await resultsOf(people.lead, [blank]);
    expect(result?.userErrors.map(({ code, field }) => [code, field])).toEqual([
      ['REQUIRED', ['noteProgress', 'words']],
    ]);
  });

  it('[E09] gives nobody what the mutation of the same name would not', async () => {
    const sent = await worked();
    const asOutsider = await resultsOf(people.outsider, [progress(sent)]);
    const asUnit = await resultsOf(people.assist, [progress(sent)]);
    expect([...asOutsider, ...asUnit].map(({ outcome, userErrors }) => [outcome, userErrors[0]?.code])).toEqual([
      ['REFUSED', 'NOT_FOUND'],
      ['REFUSED', 'FORBIDDEN'],
    ]);
    const { errors } = await town.ask(people.resident, SUBMIT, {
      input: { deviceId: DEVICE, batchId: id(), entries: [patrol(1)] },
    });
    expect(errors[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  it('[E09] shows a batch again to its sender alone', async () => {
    const batchId = id();
    const { batch } = await submit(people.worker, [patrol(20)], batchId);
    const show = async (caller: Caller) =>
      (
        await town.ask<{ fieldBatch: Batch | null }>(caller, `query ($id: ID!) { fieldBatch(id: $id) { ${BATCH} } }`, {
          id: batchId,
        })
      ).data?.fieldBatch;
    expect(await show(people.worker)).toEqual(batch);
    expect(await show(people.leader)).toBeNull();
  });

  const aReport = patrol;
  it.each([
    ['no entry', () => [], 'ENTRY_COUNT', ['entries']],
    ['too many', () => Array.from({ length: 101 }, () => aReport(1)), 'ENTRY_COUNT', ['entries']],
    ['an id anybody could guess', () => [{ ...aReport(1), id: '1' }], 'INVALID_ID', ['entries', '0', 'id']],
    ['no command', () => [{ id: id(), madeAt: madeAgo(1) }], 'ONE_COMMAND', ['entries', '0']],
    [
      'two commands in one entry',
      () => [{ ...aReport(1), declareEmergency: { ticketId: 'x', words: '险情' } }],
      'ONE_COMMAND',
      ['entries', '0'],
    ],
    [
      'an instant said twice',
      () => [
        {
          ...progress({ ticketId: 't', leadId: 'a' }),
          noteProgress: { ticketId: 't', assignmentId: 'a', words: '进展', madeAt: madeAgo(1) },
        },
      ],
      'SAID_TWICE',
      ['entries', '0', 'noteProgress', 'madeAt'],
    ],
    [
      'a report that comes after what was done about it',
      () => {
        const report = aReport(1);
        return [solve(report.id, 1), report];
      },
      'NOT_A_REPORT_BEFORE',
      ['entries', '0', 'ticketId'],
    ],
  ])('[E09] does nothing of a batch with %s', async (_, entries, code, field) => {
    const { batch, userErrors } = await submit(people.worker, entries());
    expect(batch).toBeNull();
    expect(userErrors.map((error) => [error.code, error.field])).toEqual([[code, field]]);
  });

  it('[E09] does nothing of a batch that has an id twice', async () => {
    const report = aReport(1);
    const { userErrors } = await submit(people.worker, [report, report]);
    expect(userErrors.map(({ code }) => code)).toEqual(['ENTRY_TWICE']);
  });
});
