import { createHash } from 'node:crypto';
import { forbidden } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import { problemsAsErrors } from '../../ticket/graphql/give-command.ts';
import { packOf } from '../../ticket/use-cases/deps.ts';
import { batchProblems, type SentEntry } from '../domain/check-batch.ts';
import type { EntryResult, FieldBatch, FieldEntry } from '../domain/field-batch.ts';
import { submitFieldBatch } from '../use-cases/submit-field-batch.ts';
import { FIELD_COMMANDS, type FieldCommand } from './field-commands.ts';
import { type EntryInput, entryGiver, entryKey } from './give-entry.ts';

type EntryGiven = {
  readonly id: string;
  readonly madeAt: Date;
  readonly expectedVersion?: number | null;
} & { readonly [C in FieldCommand | 'reportTicket']?: EntryInput | null };

type BatchGiven = {
  readonly deviceId: string;
  readonly batchId: string;
  readonly entries: readonly EntryGiven[];
};

const ENTRY_COMMANDS = ['reportTicket', ...FIELD_COMMANDS] as const;
const SAID_BY_THE_ENTRY = ['madeAt', 'expectedVersion', 'idempotencyKey'] as const;

const commandsOf = (given: EntryGiven) => ENTRY_COMMANDS.filter((name) => given[name]);

function sent(given: EntryGiven): SentEntry {
  const commands = commandsOf(given);
  const inputs = commands.map((name) => given[name] ?? {});
  return {
    id: given.id,
    commands,
    about: inputs[0]?.ticketId ?? null,
    saidTwice: SAID_BY_THE_ENTRY.filter((name) => inputs.some((input) => input[name] != null)),
  };
}

function toEntry(given: EntryGiven): FieldEntry<EntryInput> {
  const command = commandsOf(given)[0] ?? 'reportTicket';
  const input = given[command] ?? {};
  const { id, madeAt, expectedVersion } = given;
  return { id, madeAt, expectedVersion: expectedVersion ?? null, command, about: input.ticketId ?? null, input };
}

/** Of the caller's own jurisdiction: its law says what is late. */
function packOfCaller({ deps, caller }: TicketContext) {
  if (caller.jurisdiction === undefined) throw forbidden();
  return packOf(deps, caller.jurisdiction);
}

async function currentOf({ deps, scope }: TicketContext, ticketId: string | null) {
  const stored = ticketId === null ? null : await deps.tickets.load(scope, { id: ticketId });
  return stored ? { ticketCode: stored.state.code, version: stored.version, stage: stored.state.stage } : {};
}

export const fieldBatchMutations = {
  async submitFieldBatch(_: unknown, { input }: { input: BatchGiven }, context: TicketContext) {
    const { deviceId, batchId, entries } = input;
    const problems = batchProblems({ deviceId, batchId, entries: entries.map(sent) });
    if (problems.length > 0) return { batch: null, userErrors: problemsAsErrors(problems) };
    const contentHash = createHash('sha256').update(JSON.stringify(input)).digest('hex');
    const batch = await submitFieldBatch(context.deps.fieldBatches, {
      batch: { batchId, deviceId, subject: context.caller.subject, contentHash },
      entries: entries.map(toEntry),
      pack: packOfCaller(context),
      now: context.now,
      give: entryGiver(context, deviceId),
      current: (ticketId) => currentOf(context, ticketId),
    });
    if (batch !== 'OTHER_CONTENT') return { batch, userErrors: [] };
    const message = '该批次编号已用于其他内容';
    return { batch: null, userErrors: problemsAsErrors([{ code: 'OTHER_CONTENT', field: ['batchId'], message }]) };
  },
};

export const fieldBatchQueries = {
  fieldBatch: (_: unknown, { id }: { id: string }, { deps, caller }: TicketContext) =>
    deps.fieldBatches.find(caller.subject, id),
};

type ResultNode = EntryResult & { readonly batch: FieldBatch };

export const fieldBatchResolvers = {
  id: ({ batchId }: FieldBatch) => batchId,
  results: (batch: FieldBatch): readonly ResultNode[] => batch.results.map((result) => ({ ...result, batch })),
};

export const fieldEntryResultResolvers = {
  ticket: ({ ticketId, outcome }: ResultNode, _: unknown, { loaders }: TicketContext) =>
    ticketId === null || outcome === 'SKIPPED' ? null : loaders.byId.load(ticketId),
  /** As a receipt shows it: for whoever made the report, and not for one that was known by its source's own number. */
  queryCode({ command, outcome, duplicate, entryId, batch }: ResultNode, _: unknown, { deps }: TicketContext) {
    if (command !== 'reportTicket' || outcome !== 'DONE' || duplicate) return null;
    return deps.queryCodes.issue(entryKey(batch.subject, batch.deviceId, entryId));
  },
};
