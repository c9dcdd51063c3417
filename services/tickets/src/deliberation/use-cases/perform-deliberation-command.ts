import { setTimeout as pause } from 'node:timers/promises';
import { conflict, notFound, type Scope } from '@gridlink/subgraph-kit';
import type { Actor } from '../../ticket/domain/actor.ts';
import { packOf } from '../../ticket/use-cases/deps.ts';
import type { WriteMark } from '../../ticket/use-cases/ticket-repository.ts';
import type { Sources } from '../domain/agenda.ts';
import {
  type DeliberationCommand,
  type DeliberationDecision,
  decideDeliberation,
  wasDoneBefore,
} from '../domain/decide.ts';
import { type Deliberation, hasActions } from '../domain/deliberation.ts';
import type { DeliberationRefusal } from '../domain/refusal.ts';
import { namesIn } from './attendee-names.ts';
import type { DeliberationDeps } from './deps.ts';
import { raiseResolutionTickets } from './raise-resolution-tickets.ts';
import { NO_SOURCES, sourcesFor } from './sources-for.ts';

export type DeliberationCall = {
  readonly scope: Scope;
  readonly id: string;
  readonly command: DeliberationCommand;
  readonly actor: Actor;
  readonly mark: WriteMark;
  readonly expectedVersion: number | undefined;
  readonly idempotencyKey: string | null;
};

export type DeliberationOutcome =
  | { readonly kind: 'DONE'; readonly id: string }
  | { readonly kind: 'REFUSED'; readonly refusals: readonly DeliberationRefusal[] };

const ATTEMPTS = 20;
const LONGEST_PAUSE_MS = 40;

/** Suggestions, tickets and bodies that a command names. */
function sourcesOf(
  deps: DeliberationDeps,
  scope: Scope,
  state: Deliberation,
  command: DeliberationCommand,
): Promise<Sources> {
  switch (command.type) {
    case 'addAgendaItem':
      return sourcesFor(deps, scope, { items: [command.item], attendees: [], place: state });
    case 'inviteToDeliberation':
      return sourcesFor(deps, scope, { items: [], attendees: command.attendees, place: state });
    case 'recordAttendance':
      return sourcesFor(deps, scope, { items: [], attendees: command.others, place: state });
    default:
      return Promise.resolve(NO_SOURCES);
  }
}

type Deciding = Pick<DeliberationCall, 'scope' | 'command' | 'actor' | 'mark' | 'idempotencyKey'>;

async function decisionOn(
  deps: DeliberationDeps,
  state: Deliberation,
  deciding: Deciding,
): Promise<DeliberationDecision> {
  const { scope, command, actor, mark, idempotencyKey } = deciding;
  const sources = await sourcesOf(deps, scope, state, command);
  const names = command.type === 'publishMinutes' ? namesIn(deps, state) : new Map<string, string>();
  const pack = packOf(deps, state.jurisdiction);
  return decideDeliberation(state, command, { pack, actor, now: mark.now, idempotencyKey, sources, names });
}

async function afterPublishing(
  deps: DeliberationDeps,
  state: Deliberation,
  by: Pick<DeliberationCall, 'actor' | 'mark'>,
): Promise<void> {
  if (hasActions(state)) await raiseResolutionTickets(deps, state, by);
}

/**
 * Loads, decides, writes once; decided again when another command came between, so that of two resolutions of one item the second is
 * refused. Minutes that are published have their tickets made at once; what is left undone is finished by the sweeper.
 * @throws GraphError NOT_FOUND outside the scope, CONFLICT when somebody else was first
 */
export async function performDeliberationCommand(
  deps: DeliberationDeps,
  { scope, id, command, actor, mark, expectedVersion, idempotencyKey }: DeliberationCall,
): Promise<DeliberationOutcome> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const stored = await deps.deliberations.load(scope, id);
    if (!stored) throw notFound();
    const { state } = stored;
    if (wasDoneBefore(state, command.type, { subject: actor.subject, idempotencyKey })) return { kind: 'DONE', id };
    if (expectedVersion !== undefined && stored.version !== expectedVersion) throw conflict();
    const decision = await decisionOn(deps, state, { scope, command, actor, mark, idempotencyKey });
    if (decision.kind === 'REFUSED') return decision;
    if ((await deps.deliberations.save(stored, decision, mark)) === 'STORED') {
      if (command.type === 'publishMinutes') await afterPublishing(deps, decision.state, { actor, mark });
      return { kind: 'DONE', id };
    }
    await pause(Math.random() * LONGEST_PAUSE_MS);
  }
  throw conflict();
}
