import type { MultiPolygon } from '@gridlink/contracts';
import { boxOf, createPolygonIndex, type GeoPoint, type PolygonIndex, type Rings, ringsOf } from '@gridlink/geo-index';
import { systemScope } from '@gridlink/subgraph-kit';
import type { DivisionRepository } from '../division/use-cases/division-repository.ts';
import { type Layer, layerOf } from '../grid/domain/grid.ts';
import type { Neighbour } from '../grid/domain/territory.ts';
import type { Footprint, GridRepository } from '../grid/use-cases/grid-repository.ts';

/** What the atlas found under a point; ids and codes only, to be read within the caller's scope. */
export type Sighting = {
  readonly territorial: readonly string[];
  readonly exclusive: readonly string[];
  /** The lowest division on record with a boundary around the point. */
  readonly division: string | undefined;
};

/** All published boundaries of all jurisdictions in this process's memory, so that "where is this point" needs no database. */
export type Atlas = {
  /** Resolves when everything written anywhere before this call is in. */
  refresh(): Promise<void>;
  /** Takes over what this process wrote itself, at once. */
  show(footprints: readonly Footprint[]): void;
  at(point: GeoPoint): Sighting;
  /** Published grids of a layer whose boxes touch the boundary's. */
  neighbours(layer: Layer, boundary: MultiPolygon): readonly Neighbour[];
  /** The lowest of the divisions whose boundary is on record. */
  territoryOf(areas: readonly string[]): { readonly division: string; readonly rings: Rings } | undefined;
  /** How many grids are on it. */
  readonly size: number;
};

export type AtlasDeps = {
  readonly grids: GridRepository;
  readonly divisions: DivisionRepository;
  readonly now: () => Date;
};

/**
 * Writes are stamped when their command starts and seen when they are stored: each look goes back this far behind the last one. Longer
 * than any command may take (its turn is held for a minute).
 */
const LOOK_BACK_MS = 90_000;
const LOAD_BATCH = 5_000;
/** County boundaries run to thousands of corners each. */
const LAND_BATCH = 200;
const SCOPE = systemScope('boundaries for the atlas');

/** Reads everything on record, then answers from memory. */
export async function openAtlas(deps: AtlasDeps): Promise<Atlas> {
  const layers = createLayers();
  const lands = createLands();
  let since = lookBackFrom(deps.now());
  await layers.load(deps.grids.publishedFootprints(SCOPE));
  await lands.read(deps.divisions, new Date(0));

  async function look(): Promise<void> {
    const next = lookBackFrom(deps.now());
    const moves = await deps.grids.movedSince(SCOPE, since);
    const unseen = moves.filter(({ id, version }) => !layers.knows(id, version)).map(({ id }) => id);
    if (unseen.length > 0) layers.show(await deps.grids.footprintsOf(SCOPE, unseen));
    await lands.read(deps.divisions, since);
    since = next;
  }

  /** Looks run one after the other: a caller's look must begin after its call. */
  let lookingOn: Promise<void> = Promise.resolve();

  return {
    get size() {
      return layers.size();
    },
    refresh() {
      const mine = lookingOn.then(look);
      lookingOn = mine.catch(() => undefined);
      return mine;
    },
    show: layers.show,
    at: ({ longitude, latitude }) => ({
      territorial: layers.TERRITORIAL.locate(longitude, latitude),
      exclusive: layers.EXCLUSIVE.locate(longitude, latitude),
      division: lands.lowestAt(longitude, latitude),
    }),
    neighbours(layer, boundary) {
      const index = layers[layer];
      return index.search(boxOf(ringsOf(boundary))).map((id) => ({ id, rings: index.ringsOf(id) ?? [] }));
    },
    territoryOf: lands.territoryOf,
  };
}

const lookBackFrom = (now: Date): Date => new Date(now.getTime() - LOOK_BACK_MS);

function createLayers() {
  const layers: Readonly<Record<Layer, PolygonIndex<string>>> = {
    TERRITORIAL: createPolygonIndex(),
    EXCLUSIVE: createPolygonIndex(),
  };
  const versions = new Map<string, number>();

  return {
    ...layers,
    knows: (id: string, version: number): boolean => (versions.get(id) ?? 0) >= version,
    size: () => layers.TERRITORIAL.size + layers.EXCLUSIVE.size,
    /** In batches: boundaries as the driver gives them take many times the room they take in the index. */
    async load(footprints: AsyncIterable<Footprint>): Promise<void> {
      let batch: Footprint[] = [];
      const pack = (): void => {
        for (const layer of ['TERRITORIAL', 'EXCLUSIVE'] as const) {
          const mine = batch.filter(({ kind }) => layerOf(kind) === layer);
          layers[layer].addAll(mine.map(({ id, boundary }) => [id, boundary] as const));
        }
        batch = [];
      };
      for await (const footprint of footprints) {
        versions.set(footprint.id, footprint.version);
        batch.push(footprint);
        if (batch.length === LOAD_BATCH) pack();
      }
      pack();
    },
    show(footprints: readonly Footprint[]): void {
      for (const { id, version, kind, status, boundary } of footprints) {
        // A look that began before our own write may bring the older state after it.
        if ((versions.get(id) ?? 0) >= version) continue;
        versions.set(id, version);
        if (status === 'PUBLISHED') layers[layerOf(kind)].replace(id, boundary);
        else layers[layerOf(kind)].remove(id);
      }
    },
  };
}

function createLands() {
  const index = createPolygonIndex<string>();
  const versions = new Map<string, number>();
  const depths = new Map<string, number>();

  return {
    async read(divisions: DivisionRepository, since: Date): Promise<void> {
      const moved = await divisions.movedSince(SCOPE, since);
      const unseen = moved.filter(({ code, version }) => (versions.get(code) ?? 0) < version);
      if (unseen.length === 0) return;
      for (let from = 0; from < unseen.length; from += LAND_BATCH) {
        const batch = unseen.slice(from, from + LAND_BATCH);
        const codes = batch.map(({ code }) => code);
        for (const { code, areas, boundary } of await divisions.boundariesOf(SCOPE, codes)) {
          if (boundary) index.replace(code, boundary);
          depths.set(code, areas.length);
        }
        for (const { code, version } of batch) versions.set(code, version);
      }
    },
    lowestAt(longitude: number, latitude: number): string | undefined {
      const codes = index.locate(longitude, latitude);
      return codes.toSorted((a, b) => (depths.get(b) ?? 0) - (depths.get(a) ?? 0))[0];
    },
    territoryOf(areas: readonly string[]): { readonly division: string; readonly rings: Rings } | undefined {
      const division = areas.findLast((area) => index.has(area));
      const rings = division === undefined ? undefined : index.ringsOf(division);
      return division !== undefined && rings ? { division, rings } : undefined;
    },
  };
}
