import type { Caller, Role } from '@gridlink/contracts';

/** A small country: two counties of one city, one county of another. Codes are the real ones. */
export const ZHENGZHOU = {
  jurisdiction: 'zhengzhou',
  province: '410000000000',
  city: '410100000000',
  county: '410105000000',
  town: '410105001000',
  village: '410105001001',
  otherCounty: '410103000000',
  otherVillage: '410103001001',
} as const;

export const PUYANG = {
  jurisdiction: 'puyang',
  city: '410900000000',
  county: '410902000000',
  village: '410902001001',
} as const;

type Corner = readonly [number, number];

export const ring = (...corners: readonly Corner[]): Corner[] => [...corners, corners[0] ?? [0, 0]];

export const polygon = (...corners: readonly Corner[]) =>
  ({ type: 'Polygon', coordinates: [ring(...corners)] }) as const;

export const box = (west: number, south: number, east: number, north: number) =>
  polygon([west, south], [east, south], [east, north], [west, north]);

/** Squares of 0.002° (about 4 ha) in the county's north-west, numbered from west to east, row by row of ten. */
export function plot(number: number) {
  const west = round(113.65 + (number % 10) * 0.002);
  const south = round(34.75 + Math.floor(number / 10) * 0.002);
  return box(west, south, round(west + 0.002), round(south + 0.002));
}

/** The middle of a plot. */
export const middleOf = (number: number) => ({
  longitude: round(113.651 + (number % 10) * 0.002),
  latitude: round(34.751 + Math.floor(number / 10) * 0.002),
});

const round = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;

export const ZHENGZHOU_DIVISIONS = [
  { code: ZHENGZHOU.province, name: '河南省' },
  { code: ZHENGZHOU.city, name: '郑州市' },
  { code: ZHENGZHOU.otherCounty, name: '二七区', boundary: box(113.4, 34.6, 113.6, 34.9) },
  { code: '410103001000', name: '淮河路街道' },
  { code: ZHENGZHOU.otherVillage, name: '绿云社区' },
  { code: ZHENGZHOU.county, name: '金水区', boundary: box(113.6, 34.7, 113.9, 34.9) },
  { code: ZHENGZHOU.town, name: '经八路街道' },
  { code: ZHENGZHOU.village, name: '省委社区' },
  { code: '410105001002', name: '经三路社区' },
] as const;

export const PUYANG_DIVISIONS = [
  { code: ZHENGZHOU.province, name: '河南省' },
  { code: PUYANG.city, name: '濮阳市' },
  { code: PUYANG.county, name: '华龙区' },
  { code: '410902001000', name: '中原路街道' },
  { code: PUYANG.village, name: '盟城社区' },
] as const;

const person = (roles: readonly Role[], place: Partial<Caller> = {}): Caller => ({
  subject: roles.join('-').toLowerCase(),
  kind: 'PERSON',
  roles: [...roles],
  ...place,
});

export const CALLERS = {
  public: { subject: 'public', kind: 'PUBLIC', roles: ['PUBLIC'] } as Caller,
  platformAdmin: person(['ADMIN']),
  cityAdmin: person(['ADMIN'], { jurisdiction: 'zhengzhou', division: ZHENGZHOU.city }),
  cityCoordinator: person(['CITY_COORDINATOR'], { jurisdiction: 'zhengzhou', division: ZHENGZHOU.city }),
  countyCoordinator: person(['COUNTY_COORDINATOR'], { jurisdiction: 'zhengzhou', division: ZHENGZHOU.county }),
  neighbourCoordinator: person(['COUNTY_COORDINATOR'], { jurisdiction: 'zhengzhou', division: ZHENGZHOU.otherCounty }),
  puyangCoordinator: person(['COUNTY_COORDINATOR'], { jurisdiction: 'puyang', division: PUYANG.county }),
  officer: person(['DEPARTMENT_OFFICER'], {
    jurisdiction: 'zhengzhou',
    organization: `${ZHENGZHOU.county}-URBAN_MANAGEMENT`,
  }),
  worker: person(['GRID_WORKER'], { jurisdiction: 'zhengzhou', grids: [] }),
} as const;

export const gridRow = (number: number, more: Readonly<Record<string, unknown>> = {}) => ({
  externalId: `grid-${number}`,
  name: `省委社区第${number}网格`,
  kind: 'URBAN',
  division: ZHENGZHOU.village,
  boundary: plot(number),
  households: 400,
  ...more,
});
