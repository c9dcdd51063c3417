import { type Box, boxOf, type Ring, type Rings } from '../geometry.ts';
import { EARTH_RADIUS, radians } from './area.ts';

/** An edge that is not upright, from west to east, and which of the two areas it bounds. */
type Edge = {
  readonly west: number;
  readonly westY: number;
  readonly east: number;
  readonly eastY: number;
  readonly owner: 0 | 1;
};

type Span = readonly [west: number, east: number];

/** Square metres that two areas have in common. Areas that only share edges or corners have (all but rounding) nothing in common. */
export function overlapSquareMetres(first: Rings, second: Rings): number {
  const [a, b] = [boxOf(first), boxOf(second)];
  if (!boxesMeet(a, b)) return 0;
  const span: Span = [Math.max(a[0], b[0]), Math.min(a[2], b[2])];
  return measure(edgesIn(first, second, span), span, (inFirst, inSecond) => inFirst && inSecond);
}

/** Square metres of an area that lie outside of another. */
export function outsideSquareMetres(area: Rings, of: Rings): number {
  const box = boxOf(area);
  const span: Span = [box[0], box[2]];
  return measure(edgesIn(area, of, span), span, (inArea, inOther) => inArea && !inOther);
}

const boxesMeet = (a: Box, b: Box): boolean => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

const edgesIn = (first: Rings, second: Rings, span: Span): Edge[] => [
  ...first.flatMap((ring) => edgesOf(ring, 0)).filter((edge) => edge.east > span[0] && edge.west < span[1]),
  ...second.flatMap((ring) => edgesOf(ring, 1)).filter((edge) => edge.east > span[0] && edge.west < span[1]),
];

function edgesOf(ring: Ring, owner: Edge['owner']): Edge[] {
  return ring.slice(1).flatMap((end, index) => {
    const start = ring[index] ?? end;
    // An upright edge bounds no strip.
    if (start[0] === end[0]) return [];
    const [west, east] = start[0] < end[0] ? [start, end] : [end, start];
    return [{ west: west[0], westY: west[1], east: east[0], eastY: east[1], owner }];
  });
}

/**
 * The plane is cut into upright strips at every corner and every crossing; inside a strip no two edges cross, so the area between two
 * neighbouring edges is a trapezoid that lies wholly inside or outside of each area. No polygon is ever built: nothing can go wrong
 * with edges that coincide, which is the rule and not the exception between neighbouring grids.
 */
function measure(edges: readonly Edge[], span: Span, counts: (inFirst: boolean, inSecond: boolean) => boolean): number {
  const cuts = cutsOf(edges, span);
  const byWest = edges.toSorted((a, b) => a.west - b.west);
  let active: Edge[] = [];
  let next = 0;
  let total = 0;
  for (const [index, east] of cuts.entries()) {
    const west = cuts[index - 1];
    if (west === undefined) continue;
    for (let edge = byWest[next]; edge && edge.west <= west; edge = byWest[next]) {
      active.push(edge);
      next += 1;
    }
    active = active.filter((edge) => edge.east >= east);
    total += stripArea(active, [west, east], counts);
  }
  return total;
}

function cutsOf(edges: readonly Edge[], [west, east]: Span): number[] {
  const cuts = [west, east];
  const firsts = edges.filter((edge) => edge.owner === 0);
  const seconds = edges.filter((edge) => edge.owner === 1);
  for (const edge of edges) cuts.push(edge.west, edge.east);
  for (const a of firsts) {
    for (const b of seconds) {
      const crossing = crossingOf(a, b);
      if (crossing !== undefined) cuts.push(crossing);
    }
  }
  return [...new Set(cuts.filter((cut) => cut >= west && cut <= east))].sort((a, b) => a - b);
}

/** Longitude at which two edges cross between their ends. */
function crossingOf(a: Edge, b: Edge): number | undefined {
  const west = Math.max(a.west, b.west);
  const east = Math.min(a.east, b.east);
  if (west >= east) return undefined;
  const gapWest = heightAt(a, west) - heightAt(b, west);
  const gapEast = heightAt(a, east) - heightAt(b, east);
  return gapWest * gapEast < 0 ? west + ((east - west) * gapWest) / (gapWest - gapEast) : undefined;
}

const heightAt = (edge: Edge, x: number): number =>
  edge.westY + ((edge.eastY - edge.westY) * (x - edge.west)) / (edge.east - edge.west);

function stripArea(
  active: readonly Edge[],
  [west, east]: Span,
  counts: (inFirst: boolean, inSecond: boolean) => boolean,
): number {
  const middle = (west + east) / 2;
  const crossed = active
    .map((edge) => ({ owner: edge.owner, y: heightAt(edge, middle) }))
    .sort((a, b) => a.y - b.y || a.owner - b.owner);
  const inside: [boolean, boolean] = [false, false];
  let below: number | undefined;
  let area = 0;
  for (const { owner, y } of crossed) {
    if (below !== undefined && counts(inside[0], inside[1])) area += trapezoid(east - west, [below, y]);
    inside[owner] = !inside[owner];
    below = y;
  }
  return area;
}

/** Square metres between two parallels, a number of degrees wide. */
const trapezoid = (width: number, [low, high]: readonly [number, number]): number =>
  EARTH_RADIUS ** 2 * radians(width) * (Math.sin(radians(high)) - Math.sin(radians(low)));
