import { randomUUID } from 'node:crypto';
import type { Scope } from '@gridlink/subgraph-kit';
import type { Actor } from '../../ticket/domain/actor.ts';
import { centerCandidates } from '../../ticket/domain/centers.ts';
import { packOf } from '../../ticket/use-cases/deps.ts';
import type { WriteMark } from '../../ticket/use-cases/ticket-repository.ts';
import { type IssueFacts, type IssueRequest, issueInstruction, mayIssue } from '../domain/issue.ts';
import type { InstructionRefusal } from '../domain/refusal.ts';
import type { InstructionDeps } from './deps.ts';

export type IssueCall = {
  readonly scope: Scope;
  readonly actor: Actor;
  readonly jurisdiction: string;
  readonly mark: WriteMark;
  readonly ticketId: string | null;
};

export type IssueOutcome =
  | { readonly kind: 'ISSUED'; readonly id: string }
  | { readonly kind: 'REFUSED'; readonly refusals: readonly InstructionRefusal[] };

/** Reads what issuing rests on: one command to the database each for organizations, grids and the ticket. */
async function factsFor(
  deps: InstructionDeps,
  request: IssueRequest,
  { scope, actor, jurisdiction, mark, ticketId }: IssueCall,
): Promise<IssueFacts> {
  const pack = packOf(deps, jurisdiction);
  const centers = actor.division === null ? [] : centerCandidates(pack, actor.division);
  const [units, grids, ticket] = await Promise.all([
    deps.organizations.units([...request.organizations, ...centers]),
    deps.grids.places(request.gridIds),
    ticketId === null ? null : deps.tickets.load(scope, { id: ticketId }),
  ]);
  const { now } = mark;
  const seen = ticket ? { id: ticket.state.id, code: ticket.state.code } : null;
  return { id: randomUUID(), pack, calendar: deps.calendarOf(pack), actor, now, units, grids, ticket: seen };
}

/** More names than any pack lets through are not looked up. */
const isTooLong = (deps: InstructionDeps, { organizations, gridIds }: IssueRequest, jurisdiction: string): boolean =>
  organizations.length + gridIds.length > packOf(deps, jurisdiction).limits.instructions.mostRecipients;

/** Issues an instruction; the same request under the same key is one instruction. */
export async function performIssue(
  deps: InstructionDeps,
  request: IssueRequest,
  call: IssueCall,
): Promise<IssueOutcome> {
  const { actor, mark, scope, jurisdiction } = call;
  if (!mayIssue(actor)) return { kind: 'REFUSED', refusals: [{ kind: 'NOT_ALLOWED' }] };
  if (isTooLong(deps, request, jurisdiction)) {
    const most = packOf(deps, jurisdiction).limits.instructions.mostRecipients;
    return { kind: 'REFUSED', refusals: [{ kind: 'TOO_MANY_RECIPIENTS', most }] };
  }
  const { idempotencyKey } = request;
  const issueKey = idempotencyKey === null ? null : `${jurisdiction}|${actor.subject}|${idempotencyKey}`;
  const decision = issueInstruction(request, await factsFor(deps, request, call));
  if (decision.kind === 'REFUSED') return decision;
  const { state, announcements } = decision;
  const written = await deps.instructions.insert({ state, announcements, issueKey }, mark);
  if (written === 'STORED' || issueKey === null) return { kind: 'ISSUED', id: state.id };
  const earlier = await deps.instructions.findByIssueKey(scope, issueKey);
  return { kind: 'ISSUED', id: earlier?.id ?? state.id };
}
