import { parentDivision } from '@gridlink/contracts';
import type { DemoPlan, MultiPolygon } from '../plan.ts';
import { seeded } from '../seeded.ts';
import { type Cell, cutCounty } from './cut-grids.ts';
import { type DivisionRow, isInhabited, isRural, placeName } from './divisions.ts';

export type PlannedGrid = {
  readonly externalId: string;
  readonly name: string;
  readonly kind: 'URBAN' | 'RURAL';
  /** 12-digit code of its community or village. */
  readonly division: string;
  readonly town: string;
  readonly boundary: MultiPolygon;
  readonly households: number;
  readonly residents: number;
  /** A point inside. */
  readonly center: readonly [number, number];
};

/** The grids of one county: one for each community, a second for every n-th, cut from the county's polygon. */
export function planGrids(
  plan: Pick<DemoPlan, 'seed' | 'secondGridEvery'>,
  county: { readonly code: string; readonly boundary: MultiPolygon },
  divisions: readonly DivisionRow[],
): PlannedGrid[] {
  const villages = divisions.filter((row) => row.code.startsWith(county.code.slice(0, 6)) && isInhabited(row));
  const slots = villages.flatMap((village, index) =>
    index % plan.secondGridEvery === 0
      ? [
          { village, serial: 1, of: 2 },
          { village, serial: 2, of: 2 },
        ]
      : [{ village, serial: 1, of: 1 }],
  );
  const chance = seeded(plan.seed, `grids ${county.code}`);
  const cells = cutCounty(county.boundary, slots.length, chance);
  return slots.map((slot, index) => {
    const households = chance.int(300, 500);
    const { center, boundary } = cells[index] as Cell;
    return {
      externalId: `${slot.village.code}-${slot.serial}`,
      name: `${placeName(slot.village)}${slot.of > 1 ? `第${'一二'[slot.serial - 1]}` : ''}网格`,
      kind: isRural(slot.village) ? ('RURAL' as const) : ('URBAN' as const),
      division: slot.village.code,
      town: parentDivision(slot.village.code) ?? county.code,
      boundary,
      households,
      residents: Math.round(households * 2.6),
      center,
    };
  });
}
