/** Longitude, then latitude, in degrees; further members (altitude) are allowed and passed over. */
export type Position = readonly [longitude: number, latitude: number, ...rest: number[]];

/** A closed line: the last position repeats the first. */
export type Ring = readonly Position[];

/** All rings of an area, outer ones and holes alike. Inside is what an odd number of rings encloses, so their order does not matter. */
export type Rings = readonly Ring[];

export type Polygon = { readonly type: 'Polygon'; readonly coordinates: Rings };
export type MultiPolygon = { readonly type: 'MultiPolygon'; readonly coordinates: readonly Rings[] };

/** A GeoJSON geometry that covers an area (RFC 7946). */
export type Area = Polygon | MultiPolygon;

/** West, south, east, north, in degrees. */
export type Box = readonly [west: number, south: number, east: number, north: number];

/** The rings of an area, those of all its parts in one list. */
export function ringsOf(area: Area): Rings {
  return area.type === 'Polygon' ? area.coordinates : area.coordinates.flat();
}

/** The smallest box around rings; west is greater than east when there are none. */
export function boxOf(rings: Rings): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings) {
    for (const [longitude, latitude] of ring) {
      west = Math.min(west, longitude);
      south = Math.min(south, latitude);
      east = Math.max(east, longitude);
      north = Math.max(north, latitude);
    }
  }
  return [west, south, east, north];
}
