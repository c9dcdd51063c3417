import { randomUUID } from 'node:crypto';
import type { Caller } from '@gridlink/contracts';
import { dispatched, does, EVIDENCE, type UserErrorView } from './steps.ts';
import { IN_THE_GRID, people, type Town } from './town.ts';

export type Result = {
  entryId: string;
  outcome: string;
  late: boolean;
  madeAt: string;
  arrivedAt: string;
  ticketId: string | null;
  ticketCode: string | null;
  version: number | null;
  stage: string | null;
  queryCode: string | null;
  duplicate: boolean;
  skippedFor: string | null;
  userErrors: UserErrorView[];
};
export type Batch = { id: string; finishedAt: string | null; entries: number; results: Result[] };
export type Answer = { batch: Batch | null; userErrors: UserErrorView[] };

export const BATCH = `id finishedAt entries results { entryId outcome late madeAt arrivedAt ticketId ticketCode version stage queryCode
  duplicate skippedFor userErrors { code field message article } }`;
export const SUBMIT = `mutation ($input: SubmitFieldBatchInput!) { answer: submitFieldBatch(input: $input) {
  batch { ${BATCH} } userErrors { code field message article } } }`;

export const DEVICE = 'device-0123456789abcdef';
export const id = (): string => randomUUID();

/** What devices do that were out of reach of the network. */
export function fieldBatchStory(town: () => Town) {
  const madeAgo = (minutes: number): string => new Date(town().now().getTime() - minutes * 60_000).toISOString();

  const submit = async (caller: Caller, entries: unknown[], batchId = id()): Promise<Answer> => {
    const input = { deviceId: DEVICE, batchId, entries };
    const { data, errors } = await town().ask<{ answer: Answer | null }>(caller, SUBMIT, { input });
    if (!data?.answer) throw new Error(JSON.stringify(errors));
    return data.answer;
  };
  const resultsOf = async (caller: Caller, entries: unknown[], batchId?: string): Promise<Result[]> => {
    const { batch, userErrors } = await submit(caller, entries, batchId);
    if (!batch) throw new Error(JSON.stringify(userErrors));
    return batch.results;
  };

  const patrol = (minutesAgo: number, more: Record<string, unknown> = {}) => ({
    id: id(),
    madeAt: madeAgo(minutesAgo),
    reportTicket: {
      source: 'PATROL',
      title: '院坝议事征求意见',
      text: '巡查时居民提出院内停车的意见',
      place: { ...IN_THE_GRID, address: '文化路 1 号' },
      ...more,
    },
  });
  const solve = (ticketId: string, minutesAgo: number) => ({
    id: id(),
    madeAt: madeAgo(minutesAgo),
    solveOnSpot: { ticketId, itemCode: 'OPINIONS', result: '已当场答复', evidence: EVIDENCE },
  });
  const progress = (
    { ticketId, leadId }: { ticketId: string; leadId: string },
    more: Record<string, unknown> = {},
    minutesAgo = 0,
  ) => ({
    id: id(),
    madeAt: madeAgo(minutesAgo),
    noteProgress: { ticketId, assignmentId: leadId, words: '已到现场' },
    ...more,
  });

  const timelineOf = async (code: string | null | undefined) => {
    const query = `query ($code: String!) { ticket(code: $code) { timelineIntact
      timeline(first: 50) { nodes { command at arrivedAt arrivedLate words } } } }`;
    const { data } = await town().ask<{
      ticket: {
        timelineIntact: boolean;
        timeline: { nodes: { command: string; at: string; arrivedAt: string; arrivedLate: boolean }[] };
      };
    }>(people.county, query, { code });
    return data?.ticket;
  };

  const worked = async () => {
    const sent = await dispatched(town());
    const { version } = await does(town(), people.lead, [
      'reportIn',
      { ticketId: sent.ticketId, assignmentId: sent.leadId },
    ]);
    return { ...sent, version };
  };

  return { madeAgo, submit, resultsOf, patrol, solve, progress, timelineOf, worked };
}
