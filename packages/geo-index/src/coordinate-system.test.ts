import { describe, expect, it } from '@jest/globals';
import { toGcj02 } from './coordinate-system.ts';

const SQUARE = { longitude: 113.625, latitude: 34.7466 };

describe('a place', () => {
  it('in GCJ-02 stays where it is', () => {
    expect(toGcj02(SQUARE, 'GCJ02')).toEqual(SQUARE);
  });

  it('[G16] in WGS-84 is shifted by hundreds of metres to the south-east of central China', () => {
    const shifted = toGcj02(SQUARE, 'WGS84');
    expect(shifted.longitude - SQUARE.longitude).toBeCloseTo(0.006, 3);
    expect(shifted.latitude - SQUARE.latitude).toBeCloseTo(-0.0013, 3);
  });

  it('[G16] in CGCS2000 goes where the same WGS-84 place goes', () => {
    expect(toGcj02(SQUARE, 'CGCS2000')).toEqual(toGcj02(SQUARE, 'WGS84'));
  });

  it('outside of China is not shifted', () => {
    const abroad = { longitude: -118.24, latitude: 34.05 };
    expect(toGcj02(abroad, 'WGS84')).toEqual(abroad);
  });
});
