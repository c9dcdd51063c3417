import type { Scope } from '@gridlink/subgraph-kit';
import { conflict, notFound } from '@gridlink/subgraph-kit';
import type { Actor } from '../domain/actor.ts';
import type { GridPlace } from '../domain/change.ts';
import type { TicketCommand } from '../domain/commands.ts';
import { decide } from '../domain/decide.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { TicketState } from '../domain/ticket.ts';
import { keyMark } from '../domain/timeline.ts';
import { circumstancesFor } from './circumstances.ts';
import type { TicketDeps } from './deps.ts';
import { keepFiles, withoutLost } from './given-files.ts';
import type { StoredTicket, TicketKey, WriteMark } from './ticket-repository.ts';

export type CommandRequest = {
  readonly scope: Scope;
  readonly key: TicketKey;
  readonly command: TicketCommand;
  readonly actor: Actor;
  readonly mark: WriteMark;
  readonly madeAt?: Date | undefined;
  readonly expectedVersion?: number | undefined;
  readonly idempotencyKey?: string | undefined;
  /** The grid chosen by hand, for a ticket whose place has none. */
  readonly grid?: GridPlace | null;
};

export type CommandOutcome =
  | { readonly kind: 'DONE'; readonly state: TicketState; readonly version: number }
  | { readonly kind: 'REFUSED'; readonly refusal: Refusal };

const ATTEMPTS = 4;

/**
 * Loads, decides, writes once. When another write came between and what the decision rested on is unchanged
 * (a reminder, another unit's progress), decides again; when it has changed, the caller gets a CONFLICT.
 * @throws GraphError NOT_FOUND outside the scope, CONFLICT when somebody else was first
 */
export async function performCommand(deps: TicketDeps, request: CommandRequest): Promise<CommandOutcome> {
  let restedOn: string | undefined;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const stored = await deps.tickets.load(request.scope, request.key);
    if (!stored) throw notFound();
    if (wasDoneBefore(stored.state, request)) return { kind: 'DONE', state: stored.state, version: stored.version };
    if (request.expectedVersion !== undefined && stored.version !== request.expectedVersion) throw conflict();
    const foundation = foundationOf(stored.state, request.command);
    if (restedOn !== undefined && restedOn !== foundation) throw conflict();
    restedOn = foundation;
    const outcome = await attemptOnce(deps, stored, request);
    if (outcome !== 'MOVED') return outcome;
  }
  throw conflict();
}

async function attemptOnce(
  deps: TicketDeps,
  stored: StoredTicket,
  request: CommandRequest,
): Promise<CommandOutcome | 'MOVED'> {
  const { command, actor, mark } = request;
  const circumstances = await circumstancesFor(
    deps,
    { state: stored.state, command },
    {
      actor,
      now: mark.now,
      madeAt: request.madeAt ?? mark.now,
      idempotencyKey: request.idempotencyKey ?? null,
      grid: request.grid ?? null,
      scope: request.scope,
    },
  );
  const decision = decide(stored.state, command, circumstances);
  if (decision.kind === 'REFUSED') return decision;
  if (!(await otherGoesOn(deps, request))) return 'MOVED';
  const change = { before: stored.state, after: decision.state, now: mark.now };
  const written = await withoutLost(deps, change, () => deps.tickets.save(stored, decision, mark));
  if (written === 'MOVED') return 'MOVED';
  if ('evidence' in command) await keepFiles(deps, command.evidence);
  return { kind: 'DONE', state: decision.state, version: stored.version + 1 };
}

/** Two tickets that were merged into each other in one moment would both have ended: the one that goes on moves first, while it is open. */
const otherGoesOn = async (
  { tickets }: Pick<TicketDeps, 'tickets'>,
  { command, scope }: Pick<CommandRequest, 'command' | 'scope'>,
): Promise<boolean> => command.type !== 'mergeTicket' || tickets.moveOn(scope, command.into);

/** The same command by the same actor under the same key: a retry whose first answer was lost. */
const wasDoneBefore = ({ timeline }: TicketState, { idempotencyKey, actor, command }: CommandRequest): boolean =>
  idempotencyKey !== undefined &&
  timeline.some(
    (entry) =>
      (entry.idempotencyKey === keyMark(idempotencyKey) || entry.idempotencyKey === idempotencyKey) &&
      entry.command === command.type &&
      entry.actor.subject === actor.subject,
  );

/** What a decision rests on: for a unit its own assignment, for everybody else where the whole stands. */
function foundationOf(state: TicketState, command: TicketCommand): string {
  const own = 'assignmentId' in command ? command.assignmentId : null;
  const assignments = state.assignments
    .filter(({ id }) => own === null || id === own)
    .map(({ id, state: at }) => `${id}:${at}`);
  const standing = [
    ...[...state.supervisions, ...state.timeRequests, ...state.appeals].map(({ id, state: at }) => `${id}:${at}`),
    ...state.consultations.map(({ id, decidedAt }) => `${id}:${decidedAt}`),
    ...state.fieldChecks.map(({ id, answeredAt }) => `${id}:${answeredAt}`),
    ...state.jointCases.map(({ id }) => id),
    ...state.transfers.map(({ id, state: at }) => `${id}:${at}`),
    ...state.redactionRequests.map(({ id, state: at }) => `${id}:${at}`),
  ];
  const orders = own === null ? standing : [];
  return JSON.stringify([state.stage, state.round, own === null ? state.holder : null, assignments, orders]);
}
