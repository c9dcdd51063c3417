import type { Actor } from './actor.ts';

/** Somebody did something at an instant. */
export type Step = {
  readonly at: Date;
  readonly subject: string;
  readonly person: string | null;
  readonly role: string;
  readonly words: string | null;
};

/** What somebody does now. */
export const stepOf = ({ subject, person, roles }: Actor, at: Date, words: string | null): Step => ({
  at,
  subject,
  person,
  role: roles[0] ?? 'PUBLIC',
  words,
});

/** A step of a command; the same one again is known by its key. */
export type KeyedStep = Step & { readonly idempotencyKey: string | null };

/** What somebody does now, under the key of the command. */
export const keyedStep = (
  actor: Actor,
  of: { readonly now: Date; readonly words: string | null; readonly idempotencyKey: string | null },
): KeyedStep => ({ ...stepOf(actor, of.now, of.words), idempotencyKey: of.idempotencyKey });
