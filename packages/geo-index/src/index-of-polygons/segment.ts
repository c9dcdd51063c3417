import Flatbush from 'flatbush';
import type { Rings } from '../geometry.ts';
import { createGrowingArray } from './growing-array.ts';
import { eachVertex, type PackedRings, type RingRange } from './packed-rings.ts';

/** A number of polygons packed for good: none is added any more, one that is removed only leaves `slots`. */
export type Segment<Id> = {
  readonly ids: readonly Id[];
  /** Where each polygon that still counts lies. */
  readonly slots: Map<Id, number>;
  readonly packed: PackedRings;
  /** First ring of each slot; one more at the end. */
  readonly firstRings: Uint32Array;
  readonly tree: Flatbush;
};

export const ringRange = (segment: Pick<Segment<unknown>, 'firstRings'>, slot: number): RingRange => ({
  first: segment.firstRings[slot] as number,
  end: segment.firstRings[slot + 1] as number,
});

export type SegmentBuilder<Id> = {
  add(id: Id, rings: Rings): void;
  /** Takes over what still counts in another segment. */
  addAll(other: Segment<Id>): void;
  finish(): Segment<Id>;
};

export function createSegmentBuilder<Id>(): SegmentBuilder<Id> {
  const ids: Id[] = [];
  const coordinates = createGrowingArray(Int32Array);
  const ringEnds = createGrowingArray(Uint32Array);
  const firstRings = createGrowingArray(Uint32Array);

  const vertex = (x: number, y: number): void => {
    coordinates.push(x);
    coordinates.push(y);
  };
  const begin = (id: Id): void => {
    ids.push(id);
    firstRings.push(ringEnds.length);
  };
  const endRing = (): void => ringEnds.push(coordinates.length / 2);

  const copy = (other: Segment<Id>, slot: number): void => {
    const { first, end } = ringRange(other, slot);
    let from = first === 0 ? 0 : (other.packed.ringEnds[first - 1] as number);
    for (let ring = first; ring < end; ring++) {
      const to = other.packed.ringEnds[ring] as number;
      for (let index = 2 * from; index < 2 * to; index++) coordinates.push(other.packed.coordinates[index] as number);
      from = to;
      endRing();
    }
  };

  return {
    add(id, rings) {
      begin(id);
      for (const ring of rings) {
        eachVertex(ring, vertex);
        endRing();
      }
    },
    addAll(other) {
      for (const [id, slot] of other.slots) {
        begin(id);
        copy(other, slot);
      }
    },
    finish() {
      firstRings.push(ringEnds.length);
      const packed: PackedRings = { coordinates: coordinates.finish(), ringEnds: ringEnds.finish() };
      const starts = firstRings.finish();
      return {
        ids,
        slots: new Map(ids.map((id, slot) => [id, slot])),
        packed,
        firstRings: starts,
        tree: treeOf(packed, starts),
      };
    },
  };
}

function treeOf(packed: PackedRings, firstRings: Uint32Array): Flatbush {
  const count = firstRings.length - 1;
  const tree = new Flatbush(count, 16, Int32Array);
  let vertex = 0;
  for (let slot = 0; slot < count; slot++) {
    const lastRing = (firstRings[slot + 1] as number) - 1;
    const end = lastRing < 0 ? 0 : (packed.ringEnds[lastRing] as number);
    addBox(tree, packed.coordinates.subarray(2 * vertex, 2 * end));
    vertex = end;
  }
  tree.finish();
  return tree;
}

function addBox(tree: Flatbush, coordinates: Int32Array): void {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let index = 0; index < coordinates.length; index += 2) {
    const x = coordinates[index] as number;
    const y = coordinates[index + 1] as number;
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < south) south = y;
    if (y > north) north = y;
  }
  tree.add(west, south, east, north);
}
