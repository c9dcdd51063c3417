import { privateKey, subgraphEnvironment } from '@gridlink/subgraph-kit';
import { z } from 'zod';

export const environmentSchema = subgraphEnvironment.extend({
  /** Path of the broker account's seed, by which credentials of department feeds are minted; absent for a broker without accounts. */
  NATS_ACCOUNT_SEED: z.string().min(1).optional(),
  /** Path of the credentials that manage departments' feeds on the broker; those of NATS_CREDENTIALS when absent. */
  NATS_FEEDS_CREDENTIALS: z.string().min(1).optional(),
  /** Ed25519 private key (JWK) that audit chains are sealed with; without one they are not sealed. */
  AUDIT_KEY: privateKey.optional(),
  AUDIT_SEAL_SECONDS: z.coerce.number().positive().max(86_400).default(300),
});
export type Environment = z.infer<typeof environmentSchema>;
