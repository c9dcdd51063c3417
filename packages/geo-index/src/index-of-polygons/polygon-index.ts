import { type Area, type Box, type Position, type Rings, ringsOf } from '../geometry.ts';
import { containsPoint, type UnitPoint, unpack } from './packed-rings.ts';
import { createSegmentBuilder, ringRange, type Segment } from './segment.ts';
import { toUnits } from './units.ts';

/** Polygons by id; answers which of them a point or a box meets. Lives in memory, is not persistent. */
export type PolygonIndex<Id> = {
  readonly size: number;
  has(id: Id): boolean;
  /** @throws Error when the id is there already; see `replace` */
  add(id: Id, area: Area): void;
  /** Many at once, for the start: one build, whatever the number. @throws Error when an id is there already */
  addAll(entries: Iterable<readonly [Id, Area]>): void;
  /** Adds the polygon, in place of the one of the same id if there is one. */
  replace(id: Id, area: Area): void;
  /** False when there was none. */
  remove(id: Id): boolean;
  /**
   * Ids of the polygons the point lies in, in the order of their text. A point on an edge that two neighbours share belongs to exactly
   * one of them: to the eastern one, on a level edge to the northern one.
   * @param longitude degrees, in the system the polygons are in
   */
  locate(longitude: number, latitude: number): Id[];
  /** Ids of the polygons whose boxes touch the box, in the order of their text. */
  search(box: Box): Id[];
  /** The polygon's rings as they are kept (rounded to 10⁻⁷ degree), or undefined. */
  ringsOf(id: Id): Rings | undefined;
};

/**
 * A log-structured index: what is added becomes a small packed segment, and a segment that has grown to half of the one before is merged
 * with it. Changes therefore cost O(log n) copies each, and a query looks into O(log n) packed R-trees.
 */
export function createPolygonIndex<Id>(): PolygonIndex<Id> {
  /** Largest first, each more than twice the next. */
  const segments: Segment<Id>[] = [];
  let size = 0;

  const segmentOf = (id: Id): Segment<Id> | undefined => segments.find((segment) => segment.slots.has(id));

  function push(segment: Segment<Id>): void {
    let last = segment;
    for (let before = segments.at(-1); before && last.slots.size * 2 >= before.slots.size; before = segments.at(-1)) {
      segments.pop();
      last = repacked([before, last]);
    }
    segments.push(last);
  }

  function addAll(entries: Iterable<readonly [Id, Area]>): void {
    const builder = createSegmentBuilder<Id>();
    const added = new Set<Id>();
    for (const [id, area] of entries) {
      if (added.has(id) || segmentOf(id)) throw new Error(`polygon ${String(id)} is in the index already`);
      added.add(id);
      builder.add(id, ringsOf(area));
    }
    if (added.size === 0) return;
    size += added.size;
    push(builder.finish());
  }

  function remove(id: Id): boolean {
    const segment = segmentOf(id);
    if (!segment) return false;
    segment.slots.delete(id);
    size -= 1;
    const at = segments.indexOf(segment);
    if (segment.slots.size === 0) segments.splice(at, 1);
    else if (segment.slots.size * 2 < segment.ids.length) segments.splice(at, 1, repacked([segment]));
    return true;
  }

  return {
    get size() {
      return size;
    },
    has: (id) => segmentOf(id) !== undefined,
    add: (id, area) => addAll([[id, area]]),
    addAll,
    remove,
    replace(id, area) {
      remove(id);
      addAll([[id, area]]);
    },
    locate(longitude, latitude) {
      const point = { x: toUnits(longitude), y: toUnits(latitude) };
      return inTextOrder(segments.flatMap((segment) => hits(segment, point)));
    },
    search([west, south, east, north]) {
      const box = [toUnits(west), toUnits(south), toUnits(east), toUnits(north)] as const;
      return inTextOrder(segments.flatMap((segment) => alive(segment, segment.tree.search(...box))));
    },
    ringsOf(id) {
      const segment = segmentOf(id);
      const slot = segment?.slots.get(id);
      return segment && slot !== undefined ? unpack(segment.packed, ringRange(segment, slot)) : undefined;
    },
  };
}

/** Whether the point lies in the area; the index's own exact rule, so the same answer for points on edges. */
export function areaContains(area: Area, [longitude, latitude]: Position): boolean {
  const builder = createSegmentBuilder<null>();
  builder.add(null, ringsOf(area));
  return hits(builder.finish(), { x: toUnits(longitude), y: toUnits(latitude) }).length > 0;
}

function hits<Id>(segment: Segment<Id>, point: UnitPoint): Id[] {
  const inside = (slot: number): boolean => containsPoint(segment.packed, ringRange(segment, slot), point);
  return alive(segment, segment.tree.search(point.x, point.y, point.x, point.y, inside));
}

/** Removed polygons stay in the tree until their segment is packed again; here they are left out. */
const alive = <Id>(segment: Segment<Id>, slots: readonly number[]): Id[] =>
  slots.filter((slot) => segment.slots.get(segment.ids[slot] as Id) === slot).map((slot) => segment.ids[slot] as Id);

function repacked<Id>(segments: readonly Segment<Id>[]): Segment<Id> {
  const builder = createSegmentBuilder<Id>();
  for (const segment of segments) builder.addAll(segment);
  return builder.finish();
}

const inTextOrder = <Id>(ids: Id[]): Id[] =>
  ids.length < 2 ? ids : ids.toSorted((a, b) => (String(a) < String(b) ? -1 : 1));
