import { setTimeout as pause } from 'node:timers/promises';
import { conflict, notFound, type Scope } from '@gridlink/subgraph-kit';
import type { Actor } from '../../ticket/domain/actor.ts';
import { packOf } from '../../ticket/use-cases/deps.ts';
import type { WriteMark } from '../../ticket/use-cases/ticket-repository.ts';
import { decideInstruction, type InstructionCommand, wasDoneBefore } from '../domain/decide.ts';
import type { InstructionRefusal } from '../domain/refusal.ts';
import type { InstructionDeps } from './deps.ts';

export type InstructionCall = {
  readonly scope: Scope;
  readonly id: string;
  readonly command: InstructionCommand;
  readonly actor: Actor;
  readonly mark: WriteMark;
  readonly expectedVersion: number | undefined;
  readonly idempotencyKey: string | null;
};

export type InstructionOutcome =
  | { readonly kind: 'DONE'; readonly id: string }
  | { readonly kind: 'REFUSED'; readonly refusal: InstructionRefusal };

/** All recipients of an instruction may answer in the same moment; of those who try, one succeeds each time. */
const ATTEMPTS = 60;
const LONGEST_PAUSE_MS = 40;

/**
 * Loads, decides, writes once. What a recipient does rests on its own receipt alone, so it is decided again when another's answer came
 * between; a sender who names the version that was read gets a CONFLICT.
 * @throws GraphError NOT_FOUND outside the scope, CONFLICT when somebody else was first
 */
export async function performInstructionCommand(
  deps: InstructionDeps,
  { scope, id, command, actor, mark, expectedVersion, idempotencyKey }: InstructionCall,
): Promise<InstructionOutcome> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const stored = await deps.instructions.load(scope, id);
    if (!stored) throw notFound();
    if (wasDoneBefore(stored.state, command.type, { subject: actor.subject, idempotencyKey }))
      return { kind: 'DONE', id };
    if (expectedVersion !== undefined && stored.version !== expectedVersion) throw conflict();
    const pack = packOf(deps, stored.state.jurisdiction);
    const decision = decideInstruction(stored.state, command, { pack, actor, now: mark.now, idempotencyKey });
    if (decision.kind === 'REFUSED') return decision;
    if (decision.state === stored.state) return { kind: 'DONE', id };
    const written = await deps.instructions.save(stored, decision, mark);
    if (written === 'STORED') return { kind: 'DONE', id };
    await pause(Math.random() * LONGEST_PAUSE_MS);
  }
  throw conflict();
}
