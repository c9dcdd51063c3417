import type { Scope } from '@gridlink/subgraph-kit';
import type { Actor } from '../../ticket/domain/actor.ts';
import { worksInCenter } from '../../ticket/domain/centers.ts';
import { centerToken, gridToken, personToken, unitToken } from '../domain/desk.ts';

/**
 * The desks somebody works at now, as the scope gives them: who is moved to another unit finds what that unit is told, and no more what
 * the old one was.
 */
export function desksWorkedAt(scope: Scope, actor: Actor): readonly string[] {
  if (scope.reach !== 'BOUNDED') return [];
  const { area, organization, grids = [] } = scope;
  return [
    ...(area !== undefined && worksInCenter(actor) ? [centerToken(area)] : []),
    ...(organization === undefined ? [] : [unitToken(organization)]),
    ...grids.map(gridToken),
    // What somebody is invited to by name, wherever they work.
    ...(actor.person === null ? [] : [personToken(actor.person)]),
  ];
}
