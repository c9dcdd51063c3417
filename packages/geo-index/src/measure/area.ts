import type { Area, Ring } from '../geometry.ts';

/** Mean radius of the earth, metres (IUGG). */
export const EARTH_RADIUS = 6_371_008.8;

export const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Area under a ring on the sphere; the sign tells its direction. Latitudes are taken relative to the first one to keep digits. */
function signedRingArea(ring: Ring): number {
  const base = Math.sin(radians(ring[0]?.[1] ?? 0));
  let sum = 0;
  for (const [index, [longitude, latitude]] of ring.entries()) {
    const [nextLongitude, nextLatitude] = ring[(index + 1) % ring.length] ?? [longitude, latitude];
    const height = Math.sin(radians(latitude)) + Math.sin(radians(nextLatitude)) - 2 * base;
    sum += radians(nextLongitude - longitude) * height;
  }
  return (sum * EARTH_RADIUS ** 2) / 2;
}

/** Square metres covered by a valid area: outer rings less their holes. */
export function areaSquareMetres(area: Area): number {
  const parts = area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
  return parts.reduce((total, [outer = [], ...holes]) => {
    const cutOut = holes.reduce((sum, hole) => sum + Math.abs(signedRingArea(hole)), 0);
    return total + Math.abs(signedRingArea(outer)) - cutOut;
  }, 0);
}
