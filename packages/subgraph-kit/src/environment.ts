import { readFileSync } from 'node:fs';
import { z } from 'zod';

const jwkSet = z.object({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string() })).min(1) });

/** A JSON document given in place or as the path of a file. */
const jsonOrPath = z.string().transform((value, context) => {
  try {
    return JSON.parse(value.trimStart().startsWith('{') ? value : readFileSync(value, 'utf8')) as unknown;
  } catch (error) {
    context.addIssue({ code: 'custom', message: `neither JSON nor a readable file: ${(error as Error).message}` });
    return z.NEVER;
  }
});

/** A set of public keys, in place or as the path of a file. */
export const publicKeySet = jsonOrPath.pipe(jwkSet);

/** One private key (JWK), in place or as the path of a file. */
export const privateKey = jsonOrPath.pipe(z.looseObject({ kty: z.string(), kid: z.string(), d: z.string() }));

/** What every process reads. */
export const baseEnvironment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

/** What every subgraph reads besides. */
export const subgraphEnvironment = baseEnvironment.extend({
  MONGODB_URI: z.string().regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb:// or mongodb+srv://'),
  MONGODB_DATABASE: z.string().min(1).max(60),
  NATS_URL: z.string().min(1),
  NATS_CREDENTIALS: z.string().optional(),
  NATS_REPLICAS: z.coerce.number().int().min(1).max(5).default(1),
  EVENT_PREFIX: z
    .string()
    .regex(/^[a-z][a-z0-9]*$/, 'lower-case letters and digits')
    .default('gridlink'),
  GATEWAY_JWKS: publicKeySet,
});
export type SubgraphEnvironment = z.infer<typeof subgraphEnvironment>;

/** Parses the process's environment; every problem is printed at once and the process ends with 1. */
export function parseEnvironment<T>(schema: z.ZodType<T>, environment: NodeJS.ProcessEnv = process.env): T {
  const parsed = schema.safeParse(environment);
  if (parsed.success) return parsed.data;
  console.error('The environment is not usable:');
  for (const issue of parsed.error.issues) console.error(`  ${issue.path.join('.') || '(whole)'}: ${issue.message}`);
  process.exit(1);
}
