import { type DivisionRow, isInhabited } from './divisions.ts';

/** How much of a county is built up where little will do. */
export type CountySize = { readonly towns: number; readonly villagesEach: number };

const isIn = (code: string, division: string, digits: number): boolean => code.startsWith(division.slice(0, digits));

/** Towns that have villages, so many, each with its first villages. */
function townsOf(
  divisions: readonly DivisionRow[],
  county: string,
  { towns, villagesEach }: CountySize,
): DivisionRow[] {
  const inside = divisions.filter(({ code }) => isIn(code, county, 6));
  const villagesOf = (town: DivisionRow): DivisionRow[] =>
    inside.filter((row) => isInhabited(row) && isIn(row.code, town.code, 9)).slice(0, villagesEach);
  const chosen = inside.filter((row) => row.level === 'TOWN' && villagesOf(row).length > 0).slice(0, towns);
  return [...chosen, ...chosen.flatMap(villagesOf)];
}

/** Out of all divisions some counties of one city with what stands above them, their first towns, and their first villages. */
export function fewDivisions(
  divisions: readonly DivisionRow[],
  counties: readonly string[],
  size: CountySize,
): DivisionRow[] {
  const isAbove = ({ code, level }: DivisionRow): boolean =>
    level === 'PROVINCE' || (level === 'CITY' && counties.some((county) => isIn(county, code, 4)));
  return [
    ...divisions.filter((row) => isAbove(row) || counties.includes(row.code)),
    ...counties.flatMap((county) => townsOf(divisions, county, size)),
  ];
}
