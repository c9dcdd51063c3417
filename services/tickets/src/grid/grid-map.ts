import { boxAround, createPolygonIndex, metresToEdge } from '@gridlink/geo-index';
import type { GridPlace } from '../ticket/domain/change.ts';
import type { Point } from '../ticket/domain/ticket.ts';
import type { GridDirectory, GridDocument } from './grid-directory.ts';
import { createGridExtents } from './grid-extents.ts';

/** A grid beside a place, and how far its edge is. */
export type NearGrid = GridPlace & { readonly metres: number };

export type GridMap = {
  /** The published grid of the territory that a point lies in, or null. */
  locate(point: Point): GridPlace | null;
  /** Grids of territories that a point lies in, or whose edge is within so many metres of it, the nearest first. */
  near(point: Point, metres: number): readonly NearGrid[];
  /** The point lies farther off than any place of a division can, as far as grids of it or of one above are known. */
  isBeyond(point: Point, division: string): boolean;
  /** Takes in one grid at once, without waiting for the next look. */
  take(grid: GridDocument): void;
  /** Takes in what changed since the last look. */
  refresh(): Promise<void>;
  stop(): Promise<void>;
};

const LOOK_EVERY_MS = 1_000;
const PAGE = 1_000;
/** Clocks of replicas differ, and a write may become visible after a later one: each look goes back this far. */
const OVERLAP_MS = 5_000;

type Placed = GridPlace & { readonly kind: GridDocument['kind'] };

/** Every published grid of this service's projection in memory, kept fresh on each replica by its own cursor. */
export async function startGridMap(
  directory: GridDirectory,
  onProblem: (message: string, error: unknown) => void,
): Promise<GridMap> {
  const index = createPolygonIndex<string>();
  const extents = createGridExtents();
  const places = new Map<string, Placed>();
  const sequences = new Map<string, number>();
  let cursor = { at: new Date(0), id: '' };

  const remember = ({ _id, code, division, areas, kind, sequence, boundary }: GridDocument): void => {
    sequences.set(_id, sequence);
    extents.add(areas, boundary);
    places.set(_id, { id: _id, code, division, areas, kind });
  };

  const take = (grid: GridDocument): void => {
    if ((sequences.get(grid._id) ?? 0) >= grid.sequence) return;
    sequences.set(grid._id, grid.sequence);
    if (grid.retired) {
      index.remove(grid._id);
      places.delete(grid._id);
      return;
    }
    index.replace(grid._id, grid.boundary);
    remember(grid);
  };

  /** Many new grids at once cost one build of the index, not one each. */
  const takeAll = (grids: readonly GridDocument[]): void => {
    const fresh = grids.filter((grid) => !grid.retired && !sequences.has(grid._id));
    index.addAll(fresh.map((grid) => [grid._id, grid.boundary] as const));
    for (const grid of fresh) remember(grid);
    for (const grid of grids) take(grid);
  };

  const refresh = async (): Promise<void> => {
    for (;;) {
      const page = await directory.changedSince(cursor, PAGE);
      takeAll(page);
      const last = page.at(-1);
      if (last && page.length === PAGE) {
        cursor = { at: last.changedAt, id: last._id };
        continue;
      }
      if (last) cursor = { at: new Date(last.changedAt.getTime() - OVERLAP_MS), id: '' };
      return;
    }
  };

  await refresh();
  let running = true;
  const loop = (async () => {
    while (running) {
      for (let waited = 0; running && waited < LOOK_EVERY_MS; waited += 100) await pause(100);
      if (running) await refresh().catch((error: unknown) => onProblem('grid map', error));
    }
  })();

  return {
    locate({ longitude, latitude }) {
      const found = index.locate(longitude, latitude).map((id) => places.get(id));
      // A point in an exclusive grid also lies in the territorial grid around it: the territory's own holds the ticket.
      const grid = found.find((place) => place?.kind !== 'EXCLUSIVE') ?? found[0];
      return grid ? { id: grid.id, code: grid.code, division: grid.division, areas: grid.areas } : null;
    },
    near({ longitude, latitude }, metres) {
      const inside = new Set(index.locate(longitude, latitude));
      const beside = index.search(boxAround([longitude, latitude], metres)).flatMap((id) => {
        const place = places.get(id);
        if (!place || place.kind === 'EXCLUSIVE') return [];
        const { code, division, areas } = place;
        return [
          {
            id,
            code,
            division,
            areas,
            metres: inside.has(id) ? 0 : metresToEdge([longitude, latitude], index.ringsOf(id) ?? []),
          },
        ];
      });
      return beside.filter((grid) => grid.metres <= metres).toSorted((one, other) => one.metres - other.metres);
    },
    isBeyond: extents.isBeyond,
    take,
    refresh,
    async stop() {
      running = false;
      await loop;
    },
  };
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
