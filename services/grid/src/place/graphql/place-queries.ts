import { type CoordinateSystem, type GeoPoint, toGcj02 } from '@gridlink/geo-index';
import { badUserInput } from '@gridlink/subgraph-kit';
import type { GridContext } from '../../context.ts';
import { knownDivisions } from '../../division/graphql/known-divisions.ts';
import type { GridRecord } from '../../grid/use-cases/grid-repository.ts';
import type { Sighting } from '../atlas.ts';

type GridAtArguments = { readonly point: GeoPoint & { readonly system: CoordinateSystem } };

type PlaceParent = {
  readonly sighting: Sighting;
  readonly grid: GridRecord | null;
  readonly exclusive: readonly GridRecord[];
};

/** Latitudes end at 90, Chinese longitudes begin at 73: what is beyond is the other one. */
function checkPoint({ longitude, latitude }: GeoPoint): void {
  const possible = (east: number, north: number): boolean => Math.abs(east) <= 180 && Math.abs(north) <= 90;
  if (possible(longitude, latitude) && !(longitude < 60 && latitude > 60)) return;
  const hint = possible(latitude, longitude) ? '，经纬度疑似颠倒' : '';
  throw badUserInput(`坐标 (${longitude}, ${latitude}) 无效${hint} (not a position in degrees)`, 'point');
}

const isPublished = ({ status }: GridRecord): boolean => status === 'PUBLISHED';

export const placeQueries = {
  async gridAt(_root: unknown, { point }: GridAtArguments, { deps, scope }: GridContext): Promise<PlaceParent> {
    checkPoint(point);
    const sighting = deps.atlas.at(toGcj02(point, point.system));
    const found = await deps.grids.byIds(scope, [...sighting.territorial, ...sighting.exclusive]);
    const byId = new Map(found.filter(isPublished).map((grid) => [grid.id, grid]));
    const load = (ids: readonly string[]) => ids.map((id) => byId.get(id)).filter((grid) => grid !== undefined);
    return { sighting, grid: load(sighting.territorial)[0] ?? null, exclusive: load(sighting.exclusive) };
  },
};

export const placeTypes = {
  GridPlace: {
    exclusiveGrids: ({ exclusive }: PlaceParent) => exclusive,
    // No jurisdiction has put micro-grids on record yet; the atlas keeps none.
    microGrids: () => [],
    async divisions({ grid, exclusive, sighting }: PlaceParent, _args: unknown, context: GridContext) {
      const found = grid ?? exclusive[0];
      if (found) return knownDivisions(found.areas, context);
      const lowest = sighting.division === undefined ? null : await context.loaders.division.load(sighting.division);
      return lowest ? knownDivisions(lowest.areas, context) : [];
    },
  },
};
