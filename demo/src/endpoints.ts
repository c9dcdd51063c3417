import { readFileSync } from 'node:fs';
import { z } from 'zod';

const endpointsSchema = z.looseObject({
  dataFolder: z.string(),
  members: z.looseObject({ gateway: z.looseObject({ url: z.string(), graphql: z.string() }) }),
  keys: z.looseObject({ adminPassword: z.string() }),
  demoAccounts: z.string(),
  eventPrefix: z.string(),
  nats: z.looseObject({ url: z.string(), credentials: z.string().optional() }),
});
export type Endpoints = z.infer<typeof endpointsSchema>;

/** Where a running stack answers, as its start command left it in `.data/endpoints.json`. */
export function readEndpoints(file: string): Endpoints {
  try {
    return endpointsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new Error(`${file} says nothing of a running stack (start one by "npm start"): ${(error as Error).message}`);
  }
}
