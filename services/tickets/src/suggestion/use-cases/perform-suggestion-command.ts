import { setTimeout as pause } from 'node:timers/promises';
import { conflict, notFound, type Scope } from '@gridlink/subgraph-kit';
import type { Actor } from '../../ticket/domain/actor.ts';
import type { Unit } from '../../ticket/domain/decision.ts';
import { packOf } from '../../ticket/use-cases/deps.ts';
import type { WriteMark } from '../../ticket/use-cases/ticket-repository.ts';
import {
  decideSuggestion,
  type SuggestionCircumstances,
  type SuggestionCommand,
  wasDoneBefore,
} from '../domain/decide.ts';
import type { SuggestionRefusal } from '../domain/refusal.ts';
import type { Suggestion } from '../domain/suggestion.ts';
import type { SuggestionDeps } from './deps.ts';

export type SuggestionCall = {
  readonly scope: Scope;
  readonly id: string;
  readonly command: SuggestionCommand;
  readonly actor: Actor;
  readonly mark: WriteMark;
  readonly expectedVersion: number | undefined;
  readonly idempotencyKey: string | null;
};

export type SuggestionCommandOutcome =
  | { readonly kind: 'DONE'; readonly state: Suggestion }
  | { readonly kind: 'REFUSED'; readonly refusal: SuggestionRefusal };

const ATTEMPTS = 20;
const LONGEST_PAUSE_MS = 40;

type Known = Pick<SuggestionCircumstances, 'actor' | 'now' | 'idempotencyKey' | 'units'>;

/** All a decision about a suggestion rests on besides it. */
export function suggestionCircumstances(
  deps: SuggestionDeps,
  state: Suggestion,
  known: Known,
): SuggestionCircumstances {
  const pack = packOf(deps, state.jurisdiction);
  return { ...known, pack, calendar: deps.calendarOf(pack) };
}

const unitsNamed = (deps: SuggestionDeps, command: SuggestionCommand): Promise<ReadonlyMap<string, Unit>> =>
  deps.organizations.units(command.type === 'handOnSuggestion' ? [command.to] : []);

/**
 * Loads, decides, writes once; decided again when another command came between, so that of two answers the second is refused by the state
 * it finds. Whoever names the version that was read gets a CONFLICT.
 * @throws GraphError NOT_FOUND outside the scope, CONFLICT when somebody else was first
 */
export async function performSuggestionCommand(
  deps: SuggestionDeps,
  { scope, id, command, actor, mark, expectedVersion, idempotencyKey }: SuggestionCall,
): Promise<SuggestionCommandOutcome> {
  const units = await unitsNamed(deps, command);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const stored = await deps.suggestions.load(scope, id);
    if (!stored) throw notFound();
    const { state } = stored;
    if (wasDoneBefore(state, command.type, { subject: actor.subject, idempotencyKey })) return { kind: 'DONE', state };
    if (expectedVersion !== undefined && stored.version !== expectedVersion) throw conflict();
    const known = { actor, now: mark.now, idempotencyKey, units };
    const decision = decideSuggestion(state, command, suggestionCircumstances(deps, state, known));
    if (decision.kind === 'REFUSED') return decision;
    if ((await deps.suggestions.save(stored, decision, mark)) === 'STORED') {
      return { kind: 'DONE', state: decision.state };
    }
    await pause(Math.random() * LONGEST_PAUSE_MS);
  }
  throw conflict();
}
