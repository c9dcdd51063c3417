import type { Role } from '@gridlink/contracts';

/** Who acts on a ticket, as the domain sees it. */
export type Actor = {
  readonly subject: string;
  readonly kind: 'PERSON' | 'PROGRAM' | 'PUBLIC' | 'SYSTEM';
  readonly roles: readonly Role[];
  readonly division: string | null;
  readonly organization: string | null;
  readonly person: string | null;
  readonly grids: readonly string[];
  /** The actor gave the ticket's number and its query code. */
  readonly provedReporter: boolean;
  /** Number of the own report, where that was merged or taken over and the actor acts on the ticket that it goes on as. */
  readonly reporterOf?: string;
};

/** Whoever gave number and query code without an account: one for each report, so that nothing of one is taken for another's. */
export const reporterSubject = (report: string): string => `reporter:${report}`;

/** The platform itself: clocks, relocation. */
export const SYSTEM_ACTOR: Actor = Object.freeze({
  subject: 'gridlink',
  kind: 'SYSTEM',
  roles: [],
  division: null,
  organization: null,
  person: null,
  grids: [],
  provedReporter: false,
});
