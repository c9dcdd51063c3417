import { divisionLevel, type Role } from '@gridlink/contracts';
import type { Pack } from '@gridlink/jurisdiction';
import type { Actor } from './actor.ts';
import type { Unit } from './decision.ts';

/** The division half of an organization code: `410105000000-OPERATION` → `410105000000`. */
export const divisionOf = (organization: string): string => organization.slice(0, 12);

/** The function half, without the number of a second body: `…-COMMITTEE-2` → `COMMITTEE`. */
export const functionOf = (organization: string): string => organization.slice(13).replace(/-\d+$/, '');

/** Functions of the bodies that hold tickets, in the order they are looked for at a level above towns. */
const centerFunctions = (pack: Pack): readonly string[] => [
  ...new Set([pack.departments.operation.function, pack.departments.coordination.function]),
];

/** Codes of the bodies that may be a division's center. */
export function centerCandidates(pack: Pack, division: string): readonly string[] {
  const level = divisionLevel(division);
  if (level === 'VILLAGE') return [`${division}-${pack.departments.committee.function}`];
  if (level === 'TOWN') return [`${division}-${pack.departments.town.function}`];
  return centerFunctions(pack).map((name) => `${division}-${name}`);
}

/** The center of a division: the registered one, or by the pack's own naming where none is registered yet. */
export function centerAt(pack: Pack, division: string, units: ReadonlyMap<string, Unit>): string {
  const candidates = centerCandidates(pack, division);
  return candidates.find((code) => units.get(code)?.active) ?? candidates[0] ?? division;
}

const CENTER_ROLE_LEVELS: ReadonlyArray<readonly [Role, readonly string[]]> = [
  ['TOWN_OPERATOR', ['TOWN']],
  ['COUNTY_COORDINATOR', ['COUNTY']],
  ['CITY_COORDINATOR', ['CITY', 'PROVINCE']],
  ['PLATFORM_OPERATOR', ['TOWN', 'COUNTY', 'CITY', 'PROVINCE']],
];

/** True when the actor works in a center, of the level the own role speaks for. */
export function worksInCenter(actor: Actor): boolean {
  if (actor.division === null) return false;
  const level = divisionLevel(actor.division);
  return CENTER_ROLE_LEVELS.some(([role, levels]) => actor.roles.includes(role) && levels.includes(level));
}
