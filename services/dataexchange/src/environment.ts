import { subgraphEnvironment } from '@gridlink/subgraph-kit';
import { z } from 'zod';

export const environmentSchema = subgraphEnvironment.extend({
  /** Path of the broker account's seed, by which credentials of department feeds are minted; absent for a broker without accounts. */
  NATS_ACCOUNT_SEED: z.string().min(1).optional(),
});
export type Environment = z.infer<typeof environmentSchema>;
