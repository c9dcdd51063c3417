import type { Caller } from '@gridlink/contracts';
import type { Actor } from '../domain/actor.ts';

/** Who asks, as the domain sees it. */
export const actorOf = (caller: Caller, provedReporter = false): Actor => ({
  subject: caller.subject,
  kind: caller.kind,
  roles: caller.roles,
  division: caller.division ?? null,
  organization: caller.organization ?? null,
  person: caller.person ?? null,
  grids: caller.grids ?? [],
  provedReporter,
});
