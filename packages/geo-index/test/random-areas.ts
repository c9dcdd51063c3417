import fc from 'fast-check';
import type { Polygon, Position } from '../src/index.ts';

/** Whole units of 10⁻⁷ degree, so that what the tests compute is exactly what the index keeps. */
const degrees = (units: number): number => units / 1e7;

export const position = (x: number, y: number): Position => [degrees(x), degrees(y)];

export const polygonOf = (corners: readonly (readonly [number, number])[]): Polygon => {
  const ring = corners.map(([x, y]) => position(x, y));
  return { type: 'Polygon', coordinates: [[...ring, ring[0] ?? position(0, 0)]] };
};

/** Corners at growing angles around a middle: never crosses itself, seldom convex. */
export const starPolygon = fc
  .record({
    x: fc.integer({ min: -500, max: 500 }),
    y: fc.integer({ min: -500, max: 500 }),
    radii: fc.array(fc.integer({ min: 20, max: 400 }), { minLength: 3, maxLength: 12 }),
  })
  .map(({ x, y, radii }) => {
    const corner = (radius: number, index: number): readonly [number, number] => {
      const angle = (2 * Math.PI * index) / radii.length;
      return [x + Math.round(radius * Math.cos(angle)), y + Math.round(radius * Math.sin(angle))];
    };
    return radii.map(corner);
  });

/**
 * A field cut without gaps into triangles with uneven corners: the hard case of neighbours that share all their edges.
 * Corner (i, j) is moved at random but stays inside its own cell of the raster.
 */
export const cutField = fc
  .record({
    size: fc.integer({ min: 1, max: 5 }),
    moves: fc.array(fc.tuple(fc.integer({ min: -40, max: 40 }), fc.integer({ min: -40, max: 40 })), {
      minLength: 36,
      maxLength: 36,
    }),
  })
  .map(({ size, moves }) => {
    const corner = (i: number, j: number): readonly [number, number] => {
      const onRim = i === 0 || j === 0 || i === size || j === size;
      const [dx, dy] = onRim ? [0, 0] : (moves[i * 6 + j] ?? [0, 0]);
      return [i * 200 + dx, j * 200 + dy];
    };
    const triangles: (readonly (readonly [number, number])[])[] = [];
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        triangles.push([corner(i, j), corner(i + 1, j), corner(i + 1, j + 1)]);
        triangles.push([corner(i, j), corner(i + 1, j + 1), corner(i, j + 1)]);
      }
    }
    return { size, triangles };
  });
