import type { Severity } from '@gridlink/contracts';
import type { Limit } from '@gridlink/jurisdiction';
import { forbidden, type UserError } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import { actorOf } from '../../ticket/use-cases/actor-of.ts';
import { type InputProblem, textProblems } from '../../ticket/use-cases/check-text.ts';
import type { InstructionCommand, RecipientCommand, SenderCommand } from '../domain/decide.ts';
import type { InstructionRefusal } from '../domain/refusal.ts';
import { performIssue } from '../use-cases/issue-instruction.ts';
import { performInstructionCommand } from '../use-cases/perform-instruction-command.ts';
import { instructionError } from './instruction-errors.ts';

type Payload = { readonly instruction: unknown; readonly userErrors: readonly UserError[] };

type IssueInput = {
  readonly title: string;
  readonly words: string;
  readonly urgency: Severity;
  readonly organizations?: readonly string[] | null;
  readonly gridIds?: readonly string[] | null;
  readonly ticketId?: string | null;
  readonly meetingUrl?: string | null;
  readonly limit?: Limit | null;
  readonly idempotencyKey?: string | null;
};

type CommandInput = {
  readonly instructionId: string;
  readonly words?: string | null;
  readonly reason?: string | null;
  readonly organization?: string | null;
  readonly gridId?: string | null;
  readonly expectedVersion?: number | null;
  readonly idempotencyKey?: string | null;
};

const TITLE = { field: 'title', label: '标题', max: 100, required: true };
const WORDS = { field: 'words', label: '内容', max: 4_000, required: true, lines: true };
const REASON = { field: 'reason', label: '理由', max: 500, required: true };
const KEY = { field: 'idempotencyKey', label: '幂等键', max: 120 };

const asErrors = (problems: readonly InputProblem[]): Payload => ({
  instruction: null,
  userErrors: problems.map((problem) => ({ ...problem, article: null })),
});

/** Standing is no input a caller can mend; everything else is. */
function refusedWith(refusals: readonly InstructionRefusal[]): Payload {
  if (refusals.some(({ kind }) => kind === 'NOT_ALLOWED')) {
    throw forbidden('您不能对该指令执行此操作 (you may not do this to the instruction)');
  }
  return { instruction: null, userErrors: refusals.map(instructionError) };
}

const shown = async (id: string, { loaders }: TicketContext): Promise<Payload> => ({
  instruction: await loaders.instruction.clear(id).load(id),
  userErrors: [],
});

const trimmed = (value: string | null | undefined): string | null => value?.trim() || null;

async function issue(_: unknown, { input }: { input: IssueInput }, context: TicketContext): Promise<Payload> {
  const { deps, caller, scope, now, traceparent } = context;
  const problems = [
    ...textProblems(input.title, TITLE),
    ...textProblems(input.words, WORDS),
    ...textProblems(input.idempotencyKey, KEY),
  ];
  if (problems.length > 0) return asErrors(problems);
  if (caller.jurisdiction === undefined) return refusedWith([{ kind: 'NOT_ALLOWED' }]);
  const ticketId = trimmed(input.ticketId);
  const request = {
    title: input.title.trim(),
    words: input.words.trim(),
    urgency: input.urgency,
    organizations: (input.organizations ?? []).map((code) => code.trim()),
    gridIds: (input.gridIds ?? []).map((id) => id.trim()),
    hasTicket: ticketId !== null,
    meetingUrl: trimmed(input.meetingUrl),
    limit: input.limit ?? null,
    idempotencyKey: trimmed(input.idempotencyKey),
  };
  const outcome = await performIssue(deps, request, {
    scope,
    actor: actorOf(caller),
    jurisdiction: caller.jurisdiction,
    mark: { now: now(), traceparent },
    ticketId,
  });
  return outcome.kind === 'ISSUED' ? shown(outcome.id, context) : refusedWith(outcome.refusals);
}

/** Texts a command refuses to be without, and how its input becomes the command. */
type Reader = {
  readonly rules: readonly (typeof WORDS | typeof REASON)[];
  readonly read: (input: CommandInput) => InstructionCommand;
};

const byRecipient = (type: RecipientCommand['type'], rules: Reader['rules'] = []): Reader => ({
  rules,
  read: ({ words, organization, gridId }) => ({
    type,
    words: trimmed(words),
    organization: trimmed(organization),
    gridId: trimmed(gridId),
  }),
});

const READERS: Readonly<Record<(RecipientCommand | SenderCommand)['type'], Reader>> = {
  receiveInstruction: byRecipient('receiveInstruction'),
  readInstruction: byRecipient('readInstruction'),
  acknowledgeInstruction: byRecipient('acknowledgeInstruction', [WORDS]),
  completeInstruction: byRecipient('completeInstruction', [WORDS]),
  resendInstruction: { rules: [], read: () => ({ type: 'resendInstruction' }) },
  withdrawInstruction: {
    rules: [REASON],
    read: ({ reason }) => ({ type: 'withdrawInstruction', reason: reason?.trim() ?? '' }),
  },
};

function commandResolver({ rules, read }: Reader) {
  return async (_: unknown, { input }: { input: CommandInput }, context: TicketContext): Promise<Payload> => {
    const { deps, caller, scope, now, traceparent } = context;
    const texts: Readonly<Record<string, string | null | undefined>> = { words: input.words, reason: input.reason };
    const problems = [...rules, KEY].flatMap((rule) =>
      textProblems(rule === KEY ? input.idempotencyKey : texts[rule.field], rule),
    );
    if (problems.length > 0) return asErrors(problems);
    const outcome = await performInstructionCommand(deps, {
      scope,
      id: input.instructionId,
      command: read(input),
      actor: actorOf(caller),
      mark: { now: now(), traceparent },
      expectedVersion: input.expectedVersion ?? undefined,
      idempotencyKey: trimmed(input.idempotencyKey),
    });
    return outcome.kind === 'DONE' ? shown(outcome.id, context) : refusedWith([outcome.refusal]);
  };
}

export const instructionMutations = {
  issueInstruction: issue,
  ...Object.fromEntries(Object.entries(READERS).map(([type, reader]) => [type, commandResolver(reader)])),
};
