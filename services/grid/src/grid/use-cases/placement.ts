import type { MultiPolygon } from '@gridlink/contracts';
import { boxOf, createPolygonIndex, ringsOf } from '@gridlink/geo-index';
import { systemScope } from '@gridlink/subgraph-kit';
import type { Atlas } from '../../place/atlas.ts';
import { type Grid, type Layer, layerOf } from '../domain/grid.ts';
import type { GridRefusal, Overlap } from '../domain/refusal.ts';
import { type Neighbour, overlapsWith, strayedFrom } from '../domain/territory.ts';
import type { GridRepository } from './grid-repository.ts';

/** A grid on its way to the public. */
export type Candidate = Pick<Grid, 'kind' | 'boundary' | 'squareMetres' | 'areas' | 'name' | 'externalId'> & {
  readonly id: string;
};

export type PlacementDeps = { readonly atlas: Atlas; readonly grids: GridRepository };

export type Placement = {
  /** Refusals of a candidate; one without any takes its place, and those after it have to respect it. */
  place(candidate: Candidate): Promise<readonly GridRefusal[]>;
};

/**
 * Looks whether grids fit onto the land, one after the other: against what is published and against those placed before.
 * The caller holds the county's turn and has refreshed the atlas.
 */
export function createPlacement({ atlas, grids }: PlacementDeps): Placement {
  const placed = new Map<string, Candidate>();
  const layers = { TERRITORIAL: createPolygonIndex<string>(), EXCLUSIVE: createPolygonIndex<string>() };

  function neighboursOf({ id, kind, boundary }: Candidate): Neighbour[] {
    const layer = layerOf(kind);
    const published = atlas.neighbours(layer, boundary);
    // A grid that is redrawn in this very batch counts with its new boundary only.
    return [...published.filter((other) => other.id !== id && !placed.has(other.id)), ...placedNear(layer, boundary)];
  }

  function placedNear(layer: Layer, boundary: MultiPolygon): Neighbour[] {
    const index = layers[layer];
    return index.search(boxOf(ringsOf(boundary))).map((id) => ({ id, rings: index.ringsOf(id) ?? [] }));
  }

  async function named(overlaps: ReturnType<typeof overlapsWith>): Promise<Overlap[]> {
    const stored = await grids.byIds(
      systemScope('name the grids that stand in the way'),
      overlaps.map(({ id }) => id).filter((id) => !placed.has(id)),
    );
    const byId = new Map(stored.map((grid) => [grid.id, grid]));
    return overlaps.map(({ id, squareMetres }) => {
      const code = byId.get(id)?.code ?? placed.get(id)?.externalId ?? id;
      return { code, name: byId.get(id)?.name ?? placed.get(id)?.name ?? '', squareMetres };
    });
  }

  return {
    async place(candidate) {
      const refusals: GridRefusal[] = [];
      const territory = atlas.territoryOf(candidate.areas);
      const outside = territory ? strayedFrom(candidate, territory.rings) : 0;
      if (territory && outside > 0) {
        refusals.push({ kind: 'OUTSIDE_TERRITORY', territory: territory.division, squareMetres: outside });
      }
      const overlaps = overlapsWith(candidate, neighboursOf(candidate));
      if (overlaps.length > 0) refusals.push({ kind: 'OVERLAPS', grids: await named(overlaps) });
      if (refusals.length > 0) return refusals;
      placed.set(candidate.id, candidate);
      layers[layerOf(candidate.kind)].add(candidate.id, candidate.boundary);
      return [];
    },
  };
}

/** Whose turn a publication needs: its county's; its lowest division's where there is no county. */
export const turnOf = (areas: readonly string[]): string => areas[2] ?? areas.at(-1) ?? '';
