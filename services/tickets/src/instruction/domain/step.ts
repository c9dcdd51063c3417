import type { Actor } from '../../ticket/domain/actor.ts';
import { stepOf } from '../../ticket/domain/step.ts';
import type { KeyedStep } from './instruction.ts';

/** What somebody does now, under the key of the command. */
export const keyedStep = (
  actor: Actor,
  {
    now,
    words,
    idempotencyKey,
  }: { readonly now: Date; readonly words: string | null; readonly idempotencyKey: string | null },
): KeyedStep => ({ ...stepOf(actor, now, words), idempotencyKey });
