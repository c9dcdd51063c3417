import { z } from 'zod';
import { defineEvent } from '../../event.ts';
import { GRID_KINDS } from '../../vocabulary.ts';

const ring = z.array(z.tuple([z.number(), z.number()])).min(4);

/** GeoJSON MultiPolygon, GCJ-02 longitude and latitude in degrees. */
export const multiPolygonSchema = z.object({
  type: z.literal('MultiPolygon'),
  coordinates: z.array(z.array(ring).min(1)).min(1),
});
export type MultiPolygon = z.infer<typeof multiPolygonSchema>;

/** A published grid, whole: what other services keep of it. */
export const gridSnapshotSchema = z.object({
  id: z.string().min(1),
  code: z.string().min(1),
  /** Codes the grid had before, newest last. */
  formerCodes: z.array(z.string()),
  name: z.string().min(1),
  kind: z.enum(GRID_KINDS),
  jurisdiction: z.string(),
  /** 12-digit code of the community or village it lies in (of the town for one that spans several). */
  division: z.string().regex(/^\d{12}$/),
  /** All divisions above it, highest first, `division` included. */
  areas: z.array(z.string().regex(/^\d{12}$/)).min(1),
  boundary: multiPolygonSchema,
  effectiveFrom: z.iso.datetime(),
  /** Dual management of an exclusive grid; absent for the other kinds. */
  exclusive: z
    .object({ category: z.string(), hostUnit: z.string(), supervisingFunctions: z.array(z.string()) })
    .optional(),
});
export type GridSnapshot = z.infer<typeof gridSnapshotSchema>;

export const gridPublished = defineEvent(
  'gridlink.grid.grid.published.v1',
  '网格已公布或变更后重新公布\nA grid was published, or published again after a change.',
  z.object({
    grid: gridSnapshotSchema,
    /** Why it is published again, where somebody said so (recoding). */
    reason: z.string().optional(),
  }),
);

export const gridRetired = defineEvent(
  'gridlink.grid.grid.retired.v1',
  '网格已撤销\nA grid was retired.',
  z.object({ gridId: z.string(), gridCode: z.string(), reason: z.string(), effectiveFrom: z.iso.datetime() }),
);
