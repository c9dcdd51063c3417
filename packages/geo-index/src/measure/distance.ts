import type { Position, Rings } from '../geometry.ts';

const EARTH_RADIUS_METRES = 6_371_000;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

type Flat = { readonly x: number; readonly y: number };

/** Metres east and north of a point; flat is exact enough for a few kilometres. */
const flattenedAt = ([longitude, latitude]: Position) => {
  const perDegree = radians(1) * EARTH_RADIUS_METRES;
  const shrink = Math.cos(radians(latitude));
  return ([east, north]: Position): Flat => ({
    x: (east - longitude) * perDegree * shrink,
    y: (north - latitude) * perDegree,
  });
};

/** From the origin to the nearest place of a stretch. */
function toSegment(from: Flat, to: Flat): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, -(from.x * dx + from.y * dy) / length));
  return Math.hypot(from.x + along * dx, from.y + along * dy);
}

/** Metres from a point to the nearest edge of an area's rings; infinite when there are none. */
export function metresToEdge(point: Position, rings: Rings): number {
  const flat = flattenedAt(point);
  let nearest = Number.POSITIVE_INFINITY;
  for (const ring of rings) {
    const line = ring.map(flat);
    for (const [index, to] of line.entries()) {
      const from = line[index - 1];
      if (from) nearest = Math.min(nearest, toSegment(from, to));
    }
  }
  return nearest;
}

/** The box around all that is within so many metres of a point. */
export function boxAround([longitude, latitude]: Position, metres: number): [number, number, number, number] {
  const north = metres / (radians(1) * EARTH_RADIUS_METRES);
  const east = north / Math.cos(radians(latitude));
  return [longitude - east, latitude - north, longitude + east, latitude + north];
}
