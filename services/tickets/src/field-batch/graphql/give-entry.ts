import { createHash } from 'node:crypto';
import { GraphError, type UserError } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import { keyMark } from '../../ticket/domain/timeline.ts';
import { giveCommand, markOf, problemsAsErrors } from '../../ticket/graphql/give-command.ts';
import type { CommandInput } from '../../ticket/graphql/inputs/command-input.ts';
import type { GraphCommand } from '../../ticket/graphql/inputs/read-command.ts';
import { actorOf } from '../../ticket/use-cases/actor-of.ts';
import type { ReportInput } from '../../ticket/use-cases/report-input.ts';
import { reportTicket } from '../../ticket/use-cases/report-ticket.ts';
import type { FieldEntry, FieldError } from '../domain/field-batch.ts';
import type { EntryAnswer, Submission } from '../use-cases/submit-field-batch.ts';

export type EntryInput = CommandInput & Partial<ReportInput>;

/** The key of an entry's command: the same entry sent again, also in another batch, is the same command. */
export const entryKey = (subject: string, deviceId: string, entryId: string): string =>
  `field-${createHash('sha256')
    .update(JSON.stringify([subject, deviceId, entryId]))
    .digest('hex')}`;

/** Of an entry, not of its command's input. */
const OF_THE_ENTRY: ReadonlySet<string> = new Set(['madeAt', 'expectedVersion']);

const inEntry = (command: string, { code, field, message, article }: UserError): FieldError => ({
  code,
  field: OF_THE_ENTRY.has(field[0] ?? '') ? field : [command, ...field],
  message,
  article: article ?? null,
});

const refused = (command: string, errors: readonly UserError[]): EntryAnswer => ({
  outcome: 'REFUSED',
  userErrors: errors.map((error) => inEntry(command, error)),
});

/** Errors that are the entry's own; whatever else goes wrong is nobody's answer, and the batch is sent again. */
const ENTRY_ERRORS: ReadonlySet<unknown> = new Set(['FORBIDDEN', 'NOT_FOUND', 'BAD_USER_INPUT']);

function answerToError(command: string, error: unknown): EntryAnswer {
  if (!(error instanceof GraphError)) throw error;
  const { code } = error.extensions;
  if (code === 'CONFLICT') return { outcome: 'CONFLICT' };
  if (!ENTRY_ERRORS.has(code)) throw error;
  return refused(command, [{ code: String(code), field: [], message: error.message }]);
}

type Keyed = { readonly entry: FieldEntry<EntryInput>; readonly key: string };

async function giveReport(context: TicketContext, { entry, key }: Keyed): Promise<EntryAnswer> {
  const { deps, caller, now } = context;
  const input = { ...(entry.input as ReportInput), idempotencyKey: key };
  const sender = { actor: actorOf(caller), jurisdiction: caller.jurisdiction, now: now(), madeAt: entry.madeAt };
  const outcome = await reportTicket(deps, input, { sender, mark: markOf(context) });
  if (outcome.kind === 'REFUSED') return refused(entry.command, problemsAsErrors(outcome.problems));
  const isNew = outcome.kind === 'REPORTED';
  const { id, code, stage } = isNew ? outcome.state : outcome.row;
  const version = isNew ? 1 : outcome.row.version;
  // What this very entry reported before its answer was lost is no duplicate: only the own key shows a code again.
  const duplicate = outcome.queryCode === null;
  const goesOnFrom = version === 1 ? version : null;
  return { outcome: 'DONE', ticketId: id, ticketCode: code, version, stage, goesOnFrom, duplicate };
}

async function giveOne(
  context: TicketContext,
  { entry, key }: Keyed,
  before: Parameters<Submission<EntryInput>['give']>[1],
): Promise<EntryAnswer> {
  const input: CommandInput = {
    ...entry.input,
    ticketId: before.ticketId,
    expectedVersion: before.expectedVersion,
    madeAt: entry.madeAt,
    idempotencyKey: key,
  };
  const given = await giveCommand(context, { type: entry.command as GraphCommand, input });
  if (given.kind === 'REFUSED') return refused(entry.command, given.userErrors);
  const { state, version } = given;
  // Where the ticket's last step is this entry's, nobody has acted since: the next entry goes on from here.
  const isLast = state.timeline.at(-1)?.idempotencyKey === keyMark(key);
  return {
    outcome: 'DONE',
    ticketCode: state.code,
    version,
    stage: state.stage,
    goesOnFrom: isLast ? version : null,
  };
}

/** Gives each entry by the use case of the mutation of its name. */
export function entryGiver(context: TicketContext, deviceId: string): Submission<EntryInput>['give'] {
  return async (entry, before) => {
    const keyed = { entry, key: entryKey(context.caller.subject, deviceId, entry.id) };
    try {
      return await (entry.command === 'reportTicket' ? giveReport(context, keyed) : giveOne(context, keyed, before));
    } catch (error) {
      return answerToError(entry.command, error);
    }
  };
}
