import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const DATA = join(import.meta.dirname, '../data');

const divisionCode = z.string().regex(/^\d{12}$/);

const planSchema = z.object({
  seed: z.int(),
  secondGridEvery: z.int().min(1),
  jurisdictions: z.array(
    z.object({
      code: z.string(),
      city: divisionCode,
      boundaries: z.string(),
      counties: z.array(divisionCode).min(1),
    }),
  ),
});
export type DemoPlan = z.infer<typeof planSchema>;
export type PlannedJurisdiction = DemoPlan['jurisdictions'][number];

/** What the demonstration builds up, out of `data/plan.yaml`. */
export const readPlan = (): DemoPlan => planSchema.parse(parse(readFileSync(join(DATA, 'plan.yaml'), 'utf8')));

export type Ring = [number, number][];
export type MultiPolygon = { readonly type: 'MultiPolygon'; readonly coordinates: Ring[][] };

const featureCollection = z.object({
  features: z.array(
    z.object({
      properties: z.object({ adcode: z.number(), name: z.string() }),
      geometry: z.object({
        type: z.literal('MultiPolygon'),
        coordinates: z.array(z.array(z.array(z.tuple([z.number(), z.number()])))),
      }),
    }),
  ),
});

/** County boundaries of a file by 12-digit code, GCJ-02 degrees. */
export function readBoundaries(file: string): ReadonlyMap<string, MultiPolygon> {
  const { features } = featureCollection.parse(JSON.parse(readFileSync(join(DATA, 'boundaries', file), 'utf8')));
  return new Map(features.map(({ properties, geometry }) => [String(properties.adcode).padEnd(12, '0'), geometry]));
}

const messageSchema = z.object({
  externalId: z.string(),
  reporter: z.string(),
  title: z.string(),
  reportedAt: z.iso.datetime({ offset: true }),
  text: z.string(),
  category: z.string(),
});
export type CitizenMessage = z.infer<typeof messageSchema>;

/** The real citizens' messages. */
export const readMessages = (): CitizenMessage[] =>
  readFileSync(join(DATA, 'messages.ndjson'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => messageSchema.parse(JSON.parse(line)));
