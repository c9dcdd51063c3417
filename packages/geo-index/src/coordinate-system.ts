import gcoord from 'gcoord';

/** Systems a caller may give a place in. Everything stored is GCJ-02. */
export const COORDINATE_SYSTEMS = ['WGS84', 'GCJ02', 'CGCS2000'] as const;
export type CoordinateSystem = (typeof COORDINATE_SYSTEMS)[number];

/** The package's types promise a default export inside of what, at run time, already is the module. */
const { transform, WGS84, GCJ02 } = gcoord as unknown as typeof gcoord.default;

/** Degrees. */
export type GeoPoint = { readonly longitude: number; readonly latitude: number };

/**
 * A place in GCJ-02, the system of Chinese maps and of all stored boundaries.
 * CGCS2000 is read as WGS-84: their ellipsoids differ by 0.1 mm in the minor axis and their frames by a few centimetres, far below
 * what a phone's receiver or a surveyed grid boundary resolves, while the shift to GCJ-02 is hundreds of metres.
 */
export function toGcj02({ longitude, latitude }: GeoPoint, system: CoordinateSystem): GeoPoint {
  if (system === 'GCJ02') return { longitude, latitude };
  const [east, north] = transform<[number, number]>([longitude, latitude], WGS84, GCJ02);
  return { longitude: east, latitude: north };
}
