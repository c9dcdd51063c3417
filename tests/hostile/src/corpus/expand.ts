import type { Text } from './line.ts';

/** Names in double braces stand for ids of the ground: `{{ticket}}`. */
export type Names = Readonly<Record<string, string>>;

const named = (text: string, names: Names): string =>
  text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) =>
    Object.hasOwn(names, name) ? (names[name] ?? whole) : whole,
  );

export function expandText(text: Text, names: Names = {}): string {
  const pieces = typeof text === 'string' ? [text] : text;
  return pieces
    .map((piece) => (typeof piece === 'string' ? named(piece, names) : piece.repeat.repeat(piece.times)))
    .join('');
}

type Recipe = {
  readonly $text?: Text;
  readonly $list?: unknown;
  readonly $times?: number;
  readonly $ring?: number;
  readonly $deep?: number;
};

const HALF_SIDE = 0.004;

/** A ring of so many corners on a circle, as long boundaries come. */
function ring(corners: number): number[][] {
  const points = Array.from({ length: corners }, (_, index) => {
    const angle = (2 * Math.PI * index) / corners;
    return [113.6 + HALF_SIDE * Math.cos(angle), 34.7 + HALF_SIDE * Math.sin(angle)];
  });
  return [...points, points[0] ?? []];
}

function nested(levels: number): unknown {
  let value: unknown = 0;
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}

/**
 * A JSON value with its recipes carried out: `{ $text }` becomes a text, `{ $list, $times }` that value so many times, `{ $ring }` a ring
 * of corners, `{ $deep }` lists within lists.
 */
export function expandValue(value: unknown, names: Names): unknown {
  if (typeof value === 'string') return named(value, names);
  if (Array.isArray(value)) return value.map((inner) => expandValue(inner, names));
  if (typeof value !== 'object' || value === null) return value;
  const { $text, $list, $times, $ring, $deep } = value as Recipe;
  if ($text !== undefined) return expandText($text, names);
  if ($times !== undefined) return Array.from({ length: $times }, (_, n) => numbered(expandValue($list, names), n));
  if ($ring !== undefined) return ring($ring);
  if ($deep !== undefined) return nested($deep);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, expandValue(inner, names)]));
}

/** `#` in a repeated value stands for its number, so that rows differ. */
function numbered(value: unknown, n: number): unknown {
  if (typeof value === 'string') return value.replaceAll('#', String(n));
  if (Array.isArray(value)) return value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, numbered(inner, n)]));
}
