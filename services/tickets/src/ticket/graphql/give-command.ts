import { badUserInput, type UserError } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import type { TicketState } from '../domain/ticket.ts';
import { actorOf } from '../use-cases/actor-of.ts';
import type { InputProblem } from '../use-cases/check-text.ts';
import { type CommandOutcome, performCommand } from '../use-cases/perform-command.ts';
import type { CommandInput } from './inputs/command-input.ts';
import { inputProblems } from './inputs/input-problems.ts';
import { type GraphCommand, toCommand } from './inputs/read-command.ts';
import { refusedAsErrors } from './payload.ts';

/** What became of a command: the ticket after it, or what the caller can mend. */
export type Given =
  | { readonly kind: 'DONE'; readonly state: TicketState; readonly version: number }
  | { readonly kind: 'REFUSED'; readonly userErrors: readonly UserError[] };

export const problemsAsErrors = (problems: readonly InputProblem[]): readonly UserError[] =>
  problems.map((problem) => ({ ...problem, article: null }));

export const markOf = ({ now, traceparent }: TicketContext) => ({ now: now(), traceparent });

const givenOf = (outcome: CommandOutcome): Given =>
  outcome.kind === 'DONE' ? outcome : { kind: 'REFUSED', userErrors: refusedAsErrors(outcome.refusal) };

/** Gives one command of staff: check the input, perform, say what came of it. The one way in, alone or in a batch. */
export async function giveCommand(
  context: TicketContext,
  { type, input }: { readonly type: GraphCommand; readonly input: CommandInput },
): Promise<Given> {
  const { deps, caller, scope } = context;
  const mark = markOf(context);
  const problems = inputProblems(type, input, mark.now);
  if (problems.length > 0) return { kind: 'REFUSED', userErrors: problemsAsErrors(problems) };
  if (!input.ticketId) throw badUserInput('请给出 ticketId (give ticketId)', 'ticketId');
  const grid = input.gridId ? await deps.grids.find(input.gridId) : null;
  if (input.gridId && !grid) {
    const message = '没有该网格，或尚未公布';
    return { kind: 'REFUSED', userErrors: [{ code: 'GRID_UNKNOWN', field: ['gridId'], message, article: null }] };
  }
  const outcome = await performCommand(deps, {
    scope,
    key: { id: input.ticketId },
    command: toCommand(type, input),
    actor: actorOf(caller),
    mark,
    grid,
    madeAt: input.madeAt ?? undefined,
    expectedVersion: input.expectedVersion ?? undefined,
    idempotencyKey: input.idempotencyKey ?? undefined,
  });
  return givenOf(outcome);
}
