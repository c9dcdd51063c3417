import type { Grid, GridContent } from '../src/grid/domain/grid.ts';

const RING: [number, number][] = [
  [113.65, 34.75],
  [113.652, 34.75],
  [113.652, 34.752],
  [113.65, 34.75],
];

export const contentWith = (more: Partial<GridContent> = {}): GridContent => ({
  name: '某网格',
  kind: 'URBAN',
  division: '410105001001',
  boundary: { type: 'MultiPolygon', coordinates: [[RING]] },
  households: 400,
  residents: null,
  exclusive: null,
  ...more,
});

export const gridWith = (more: Partial<Grid> = {}): Grid => ({
  ...contentWith(),
  jurisdiction: 'somewhere',
  externalId: 'one',
  areas: ['410000000000', '410100000000', '410105000000', '410105001000', '410105001001'],
  code: '410105001001U001',
  formerCodes: [],
  status: 'DRAFT',
  squareMetres: 20_318,
  outsideNorm: false,
  effectiveFrom: null,
  retiredAt: null,
  retiredReason: null,
  ...more,
});
