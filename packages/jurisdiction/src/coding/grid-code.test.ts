import { describe, expect, it } from '@jest/globals';
import { loadPacks } from '../loading/load-packs.ts';
import type { Pack } from '../pack/pack.ts';
import { gridCode, maxGridSerial, microGridCode, personnelCode } from './grid-code.ts';

const packs = [...loadPacks().values()];
const isCodingStaff = (pack: Pack) => pack.grids.coding.format.personnel !== null;

describe('grid codes', () => {
  it.each(packs.map((pack) => [pack.code, pack] as const))(
    '[G05] are unique by division, kind and serial in %s',
    (_, pack) => {
      const codes = ['410105001001', '410105001002'].flatMap((division) =>
        (['URBAN', 'RURAL', 'EXCLUSIVE'] as const).flatMap((kind) =>
          [1, 2, 11, 12, 999].map((serial) => gridCode(pack, { division, kind, serial })),
        ),
      );
      expect(new Set(codes).size).toBe(30);
    },
  );

  it.each(packs.map((pack) => [pack.code, pack] as const))('begin with the division they lie in, in %s', (_, pack) => {
    expect(gridCode(pack, { division: '410105001001', kind: 'URBAN', serial: 7 })).toMatch(/^410105001001/);
  });

  it.each([0, 1_000, 1.5, -1])('refuse the serial %d', (serial) => {
    const [pack] = packs;
    if (!pack) throw new Error('no pack');
    expect(() => gridCode(pack, { division: '410105001001', kind: 'URBAN', serial })).toThrow(RangeError);
  });

  it('say how many grids fit', () => {
    expect(packs.map(maxGridSerial)).toEqual(packs.map(() => 999));
  });

  it('[G05] code micro-grids and personnel in the one pack whose law asks for it', () => {
    const coding = packs.filter(isCodingStaff);
    expect(coding.map(({ status }) => status)).toEqual(['DRAFT']);
    const codes = coding.map((pack) => [
      microGridCode(pack, { grid: '330203001001U001', serial: 3 }),
      personnelCode(pack, { grid: '330203001001U001', role: 'INSTRUCTOR', serial: 1 }),
    ]);
    expect(codes).toEqual([['330203001001U001M03', '330203001001U001I01']]);
  });

  it('give no code to micro-grids elsewhere', () => {
    const codes = packs
      .filter((pack) => !isCodingStaff(pack))
      .map((pack) => microGridCode(pack, { grid: 'X', serial: 1 }));
    expect(new Set(codes)).toEqual(new Set([null]));
  });
});
