import type { Actor } from '../domain/actor.ts';
import { worksInCenter } from '../domain/centers.ts';

/** The queues of `waitsFor` an actor works from. */
export function waitingTokens(actor: Actor): readonly string[] {
  return [
    ...(worksInCenter(actor) ? [`center:${actor.division}`] : []),
    ...(actor.organization === null ? [] : [`unit:${actor.organization}`, `owes:${actor.organization}`]),
    ...actor.grids.map((grid) => `grid:${grid}`),
  ];
}
