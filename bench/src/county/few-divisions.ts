import { type DivisionRow, isInhabited } from '@gridlink/demo';

export type CountySize = { readonly towns: number; readonly villagesEach: number };

const isAbove = (row: DivisionRow, county: string): boolean =>
  row.level === 'PROVINCE' || (row.level === 'CITY' && county.startsWith(row.code.slice(0, 4)));

/** Out of all divisions one county with what stands above it, its first towns, and their first villages. */
export function fewDivisions(divisions: readonly DivisionRow[], county: string, size: CountySize): DivisionRow[] {
  const inside = divisions.filter((row) => row.code.startsWith(county.slice(0, 6)));
  const villagesOf = (town: DivisionRow): DivisionRow[] =>
    inside.filter((row) => isInhabited(row) && row.code.startsWith(town.code.slice(0, 9))).slice(0, size.villagesEach);
  const towns = inside.filter((row) => row.level === 'TOWN' && villagesOf(row).length > 0).slice(0, size.towns);
  return [
    ...divisions.filter((row) => isAbove(row, county) || row.code === county),
    ...towns,
    ...towns.flatMap(villagesOf),
  ];
}
