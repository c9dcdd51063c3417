import type { Caller } from '@gridlink/contracts';
import { type Actor, reporterSubject } from '../domain/actor.ts';

/** Who asks, as the domain sees it. @param reported ticket whose number and query code the caller gave */
export const actorOf = (caller: Caller, reported?: string): Actor => ({
  subject: reported !== undefined && caller.kind === 'PUBLIC' ? reporterSubject(reported) : caller.subject,
  kind: caller.kind,
  roles: caller.roles,
  division: caller.division ?? null,
  organization: caller.organization ?? null,
  person: caller.person ?? null,
  grids: caller.grids ?? [],
  provedReporter: reported !== undefined,
});
