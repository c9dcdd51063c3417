import { explain } from '../../clock/index.ts';
import type { TicketContext } from '../../context.ts';
import type { Deadline } from '../domain/ticket.ts';
import { packOf, type TicketDeps } from '../use-cases/deps.ts';

/** A deadline as the schema resolves it: it remembers whose calendar counts. */
export type DeadlineNode = Deadline & { readonly jurisdiction: string };

export const deadlineNodes = (deadlines: readonly Deadline[], jurisdiction: string): readonly DeadlineNode[] =>
  deadlines.map((deadline) => ({ ...deadline, jurisdiction }));

/** Every counted and skipped stretch from the start until it stopped, or until now. */
export function explainDeadline(deps: TicketDeps, deadline: DeadlineNode, now: Date) {
  const { limit, startedAt, suspensions, stoppedAt, jurisdiction } = deadline;
  const input = { limit, startedAt, suspensions, ...(stoppedAt === null ? {} : { stoppedAt }) };
  return explain(deps.calendarOf(packOf(deps, jurisdiction)), input, now);
}

export const deadlineResolvers = {
  unit: ({ unit }: DeadlineNode) => ({ code: unit }),
  explain: (deadline: DeadlineNode, _: unknown, { deps, now }: TicketContext) => explainDeadline(deps, deadline, now()),
};
