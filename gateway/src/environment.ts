import { baseEnvironment, currentPrivateKey } from '@gridlink/subgraph-kit';
import { z } from 'zod';
import { claimMappingSchema } from './identity/openid-claims.ts';
import { SAFELIST_MODES } from './safelist/safelist.ts';

const httpUrl = z.url({ protocol: /^https?$/ });
const count = (byDefault: number, most: number) => z.coerce.number().int().min(1).max(most).default(byDefault);
const onOff = z.enum(['on', 'off']).optional();
const list = z
  .string()
  .default('')
  .transform((value) =>
    value
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  );
const jsonText = z.string().transform((value, context) => {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    context.addIssue({ code: 'custom', message: 'is not JSON' });
    return z.NEVER;
  }
});

/** Everything the gateway reads from its environment; the README lists the same names with their meaning. */
export const environmentSchema = baseEnvironment
  .extend({
    NODE_ENV: z.string().optional(),
    GATEWAY_KEY: currentPrivateKey,
    SUPERGRAPH_PATH: z.string().min(1).optional(),
    SAFELIST_PATH: z.string().min(1).optional(),
    SAFELIST_MODE: z.enum(SAFELIST_MODES).default('off'),
    SAFELIST_CLIENTS: list,
    RELOAD_SECONDS: count(5, 3_600),
    SUBGRAPH_GRID_URL: httpUrl,
    SUBGRAPH_PERSONNEL_URL: httpUrl,
    SUBGRAPH_TICKETS_URL: httpUrl,
    SUBGRAPH_DATAEXCHANGE_URL: httpUrl,
    SUBGRAPH_TIMEOUT_MS: count(10_000, 120_000),
    SUBGRAPH_CONNECTIONS: count(64, 1_024),
    SUBGRAPH_QUEUE: count(256, 100_000),
    INTAKE_QUEUE: count(16_000, 100_000),
    INTAKE_QUEUE_BYTES: count(67_108_864, 1_073_741_824),
    INTAKE_WAIT_MS: count(120_000, 300_000),
    SUBGRAPH_PATIENCE_MS: z.coerce.number().int().min(0).max(30_000).default(3_000),
    SUBGRAPH_RESPONSE_LIMIT: count(16_777_216, 268_435_456),
    TOKEN_ISSUER: z.string().min(1),
    TOKEN_JWKS_URL: httpUrl,
    TOKEN_MAX_AGE_SECONDS: count(3_600, 86_400),
    OIDC_ISSUER: httpUrl.optional(),
    OIDC_AUDIENCE: z.string().min(1).default('gridlink'),
    OIDC_JWKS_URL: httpUrl.optional(),
    OIDC_CLAIMS: jsonText.pipe(claimMappingSchema).prefault('{}'),
    NATS_URL: z.string().min(1),
    NATS_CREDENTIALS: z.string().optional(),
    EVENT_PREFIX: z
      .string()
      .regex(/^[a-z][a-z0-9]*$/, 'lower-case letters and digits')
      .default('gridlink'),
    CORS_ORIGINS: list,
    TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
    INTROSPECTION: onOff,
    GRAPHQL_PAGE: onOff,
    REQUEST_TIMEOUT_MS: count(150_000, 600_000),
    BODY_LIMIT: count(1_048_576, 67_108_864),
    MAX_TOKENS: count(3_000, 100_000),
    MAX_DEPTH: count(15, 100),
    MAX_ALIASES: count(50, 10_000),
    MAX_DIRECTIVES: count(50, 10_000),
    MAX_ROOT_FIELDS: count(30, 10_000),
    MAX_COST: count(20_000, 10_000_000),
    RATE_PER_SECOND: count(200, 1_000_000),
    RATE_BURST: count(1_000, 1_000_000),
    PUBLIC_RATE_PER_SECOND: count(50, 1_000_000),
    PUBLIC_RATE_BURST: count(500, 1_000_000),
    COST_PER_SECOND: count(200_000, 1_000_000_000),
    COST_BURST: count(2_000_000, 1_000_000_000),
    PUBLIC_COST_PER_SECOND: count(20_000, 1_000_000_000),
    PUBLIC_COST_BURST: count(400_000, 1_000_000_000),
    MAX_CONNECTIONS: count(20_000, 1_000_000),
    LIVE_STREAMS: count(10_000, 1_000_000),
    LIVE_STREAMS_PER_CALLER: count(20, 100_000),
    LIVE_HEARTBEAT_SECONDS: count(15, 60),
    LIVE_FIGURES_SECONDS: count(5, 300),
    LIVE_QUEUE: count(256, 10_000),
    LIVE_KEPT_EVENTS: count(2_048, 100_000),
    EVIDENCE_LIMIT: count(52_428_800, 1_073_741_824),
    EVIDENCE_AT_ONCE: count(64, 1_024),
    EVIDENCE_AT_ONCE_PER_CALLER: count(4, 1_024),
    EXPORTS_AT_ONCE: count(16, 1_024),
    MAX_CONCURRENT: count(20_000, 100_000),
    MAX_CONCURRENT_PER_CALLER: count(100, 100_000),
  })
  .readonly();
export type GatewayEnvironment = z.infer<typeof environmentSchema>;
