import type { Actor } from '../../ticket/domain/actor.ts';
import type { Step } from './instruction.ts';

/** What somebody does now. */
export const stepOf = (
  { subject, person, roles }: Actor,
  of: { readonly now: Date; readonly words: string | null; readonly idempotencyKey: string | null },
): Step => ({
  at: of.now,
  subject,
  person,
  role: roles[0] ?? 'PUBLIC',
  words: of.words,
  idempotencyKey: of.idempotencyKey,
});
