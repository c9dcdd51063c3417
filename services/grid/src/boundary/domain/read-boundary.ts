import type { MultiPolygon } from '@gridlink/contracts';
import { areaContains, type CoordinateSystem, findCrossing, type Position, toGcj02 } from '@gridlink/geo-index';

/** What is wrong with a boundary somebody handed in; `at` is a place in the caller's own coordinates where there is one. */
export type BoundaryRefusal =
  | { readonly kind: 'NOT_AN_AREA' }
  | { readonly kind: 'TOO_MANY_CORNERS'; readonly corners: number; readonly most: number }
  | { readonly kind: 'NOT_A_POSITION' }
  | { readonly kind: 'SWAPPED'; readonly at: Position }
  | { readonly kind: 'OUTSIDE_CHINA'; readonly at: Position }
  | { readonly kind: 'TOO_FEW_CORNERS' }
  | { readonly kind: 'NOT_CLOSED' }
  | { readonly kind: 'CROSSES_ITSELF'; readonly at: Position }
  | { readonly kind: 'HOLE_OUTSIDE'; readonly at: Position }
  | { readonly kind: 'PARTS_OVERLAP'; readonly at: Position };

export type BoundaryRules = {
  readonly system: CoordinateSystem;
  readonly mostCorners: number;
  /** Grids must not touch themselves; official division boundaries are taken as they are published. */
  readonly simple: boolean;
};

export type BoundaryReading = { readonly boundary: MultiPolygon } | { readonly refusal: BoundaryRefusal };

type Ring = [number, number][];
type Part = Ring[];

/** Longitudes and latitudes of the country's land and seas, with room to spare. */
const CHINA = { west: 73, east: 136, south: 3, north: 54 } as const;

/**
 * A GeoJSON Polygon or MultiPolygon as the boundary to keep: a MultiPolygon in GCJ-02, rounded to 10⁻⁷ degree as the index keeps it,
 * altitudes and repeated corners dropped.
 */
export function readBoundary(value: unknown, rules: BoundaryRules): BoundaryReading {
  const parts = partsOf(value);
  if (!parts) return { refusal: { kind: 'NOT_AN_AREA' } };
  const corners = parts.flat(2).length;
  if (corners > rules.mostCorners) return { refusal: { kind: 'TOO_MANY_CORNERS', corners, most: rules.mostCorners } };
  for (const ring of parts.flat()) {
    const refusal = ringRefusal(ring);
    if (refusal) return { refusal };
  }
  const coordinates = (parts as Part[]).map((part) => part.map((ring) => stored(ring, rules.system)));
  const refusal = coordinates.flat().some((ring) => ring.length < 4)
    ? ({ kind: 'TOO_FEW_CORNERS' } as const)
    : rules.simple
      ? shapeRefusal(coordinates)
      : undefined;
  return refusal ? { refusal } : { boundary: { type: 'MultiPolygon', coordinates } };
}

/** Parts, rings and positions as arrays of arrays of unknown things, or undefined for anything else. */
function partsOf(value: unknown): unknown[][][] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, coordinates } = value as { type?: unknown; coordinates?: unknown };
  const parts = type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : undefined;
  const isPart = (part: unknown): part is unknown[][] =>
    Array.isArray(part) && part.length > 0 && part.every((ring) => Array.isArray(ring));
  return Array.isArray(parts) && parts.length > 0 && parts.every(isPart) ? parts : undefined;
}

const isPosition = (value: unknown): value is [number, number] =>
  Array.isArray(value) && value.length >= 2 && Number.isFinite(value[0]) && Number.isFinite(value[1]);

const inChina = ([longitude, latitude]: readonly [number, number]): boolean =>
  longitude >= CHINA.west && longitude <= CHINA.east && latitude >= CHINA.south && latitude <= CHINA.north;

function ringRefusal(ring: readonly unknown[]): BoundaryRefusal | undefined {
  if (!ring.every(isPosition)) return { kind: 'NOT_A_POSITION' };
  const abroad = ring.find((position) => !inChina(position));
  if (abroad)
    return { kind: inChina([abroad[1], abroad[0]]) ? 'SWAPPED' : 'OUTSIDE_CHINA', at: [abroad[0], abroad[1]] };
  if (ring.length < 4) return { kind: 'TOO_FEW_CORNERS' };
  const [first, last] = [ring[0], ring.at(-1)];
  return first?.[0] === last?.[0] && first?.[1] === last?.[1] ? undefined : { kind: 'NOT_CLOSED' };
}

const rounded = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;

function stored(ring: Ring, system: CoordinateSystem): Ring {
  const moved = ring.map(([longitude, latitude]): [number, number] => {
    const point = toGcj02({ longitude, latitude }, system);
    return [rounded(point.longitude), rounded(point.latitude)];
  });
  return moved.filter(([x, y], index) => index === 0 || x !== moved[index - 1]?.[0] || y !== moved[index - 1]?.[1]);
}

function shapeRefusal(parts: readonly Part[]): BoundaryRefusal | undefined {
  const crossing = findCrossing(parts.flat());
  if (crossing) return { kind: 'CROSSES_ITSELF', at: crossing };
  for (const [index, [outer = [], ...holes]] of parts.entries()) {
    const shell = { type: 'Polygon', coordinates: [outer] } as const;
    const strayHole = holes.find((hole) => !hole.some((corner) => areaContains(shell, corner)));
    if (strayHole?.[0]) return { kind: 'HOLE_OUTSIDE', at: strayHole[0] };
    const inner = parts.find((other, at) => at !== index && liesInside(parts[index] ?? [], other[0] ?? []));
    if (inner?.[0]?.[0]) return { kind: 'PARTS_OVERLAP', at: inner[0][0] };
  }
  return undefined;
}

/** Rings are known not to cross, so a part lies inside of another when all its corners do. */
const liesInside = (part: Part, ring: Ring): boolean =>
  ring.length > 0 && ring.every((corner) => areaContains({ type: 'Polygon', coordinates: part }, corner));
