import { readFileSync } from 'node:fs';
import { callerSchema } from '@gridlink/contracts';
import { privateKey } from '@gridlink/subgraph-kit';
import { z } from 'zod';

const settingsSchema = z.object({
  /** The supergraph's file, read here: its text is too long for an environment. */
  supergraph: z.string().transform((path) => readFileSync(path, 'utf8')),
  /** Whole GraphQL addresses by subgraph. */
  subgraphs: z.record(z.string(), z.url()),
  /** Path of the key the real gateway signs with: the subgraphs answer nobody else. */
  gatewayKey: z.string(),
  /** Who asks, for contestants that know no tokens. */
  caller: callerSchema,
  planner: z.enum(['javascript', 'rust']).default('javascript'),
  shields: z.boolean().default(true),
  /** More environment of the project's own gateway. */
  environment: z.record(z.string(), z.string()).default({}),
});
export type ContestantSettings = z.input<typeof settingsSchema>;

/** The variable a contestant's process finds its settings in. */
export const SETTINGS_VARIABLE = 'BENCH_CONTESTANT';

export const readContestantSettings = (): z.output<typeof settingsSchema> =>
  settingsSchema.parse(JSON.parse(process.env[SETTINGS_VARIABLE] ?? '{}'));

export const readGatewayKey = (path: string): z.output<typeof privateKey> => privateKey.parse(path);
