import { explain } from '../../clock/index.ts';
import type { TicketContext } from '../../context.ts';
import type { Appeal } from '../domain/parts.ts';
import type { Deadline } from '../domain/ticket.ts';
import { packOf, type TicketDeps } from '../use-cases/deps.ts';
import type { TicketRow } from '../use-cases/ticket-repository.ts';

/** A deadline as the schema resolves it: it remembers whose calendar counts. */
export type DeadlineNode = Deadline & { readonly jurisdiction: string; readonly appeal: Appeal | null };

export const deadlineNodes = (
  { jurisdiction, appeals }: Pick<TicketRow, 'jurisdiction' | 'appeals'>,
  deadlines: readonly Deadline[],
): readonly DeadlineNode[] =>
  deadlines.map((deadline) => ({
    ...deadline,
    jurisdiction,
    appeal: appeals.find(({ kind, about }) => kind === 'LATENESS' && about === deadline.id) ?? null,
  }));

/** Every counted and skipped stretch from the start until it stopped, or until now. */
export function explainDeadline(deps: TicketDeps, deadline: Omit<DeadlineNode, 'appeal'>, now: Date) {
  const { limit, startedAt, suspensions, stoppedAt, jurisdiction } = deadline;
  const input = { limit, startedAt, suspensions, ...(stoppedAt === null ? {} : { stoppedAt }) };
  return explain(deps.calendarOf(packOf(deps, jurisdiction)), input, now);
}

export const deadlineResolvers = {
  unit: ({ unit }: DeadlineNode) => ({ code: unit }),
  excused: ({ appeal }: DeadlineNode) => appeal?.reviews.at(-1)?.outcome === 'UPHELD',
  explain: (deadline: DeadlineNode, _: unknown, { deps, now }: TicketContext) => explainDeadline(deps, deadline, now()),
};
