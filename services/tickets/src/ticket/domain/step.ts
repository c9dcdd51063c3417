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
