import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { followFile } from './identity/followed-file.ts';
import { keySetFile, type PublicKeySet } from './identity/public-key-set.ts';

const jwkSet = z.object({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string() })).min(1) });

const isInPlace = (value: string): boolean => value.trimStart().startsWith('{');

/** Turns what cannot be read into a problem of the environment's. */
const read = <Content>(from: (value: string) => Content) =>
  z.string().transform((value, context) => {
    try {
      return from(value);
    } catch (error) {
      const message =
        error instanceof z.ZodError
          ? z.prettifyError(error)
          : `neither JSON nor a readable file: ${(error as Error).message}`;
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }
  });

/** A JSON document given in place or as the path of a file. */
export const jsonOrPath = read(
  (value) => JSON.parse(isInPlace(value) ? value : readFileSync(value, 'utf8')) as unknown,
);

const keysIn = (text: string) => jwkSet.parse(JSON.parse(text)).keys;

/** A set of public keys, in place or as the path of a file; a file is read again when it has changed. */
export const publicKeySet = read(
  (value): PublicKeySet => (isInPlace(value) ? { keys: keysIn(value) } : keySetFile(value, keysIn)),
);

const privateJwk = z.looseObject({ kty: z.string(), kid: z.string(), d: z.string() });

/** One private key (JWK), in place or as the path of a file. */
export const privateKey = jsonOrPath.pipe(privateJwk);

const privateKeyIn = (text: string) => privateJwk.parse(JSON.parse(text));

/** The same for a key that may be changed while the process runs: asked for at every use, a file is read again when it has changed. */
export const currentPrivateKey = read((value) => {
  if (!isInPlace(value)) return followFile(value, privateKeyIn).content;
  const key = privateKeyIn(value);
  return () => key;
});

/** What every process reads. */
export const baseEnvironment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  /** Where operators and orchestrators ask: /metrics, /ready, /health. 0 is a free port. */
  ADMIN_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  /** Whether a successor may listen on the same ports while this process still does. */
  REUSE_PORT: z.enum(['on', 'off']).default('off'),
  /** How long a stop leaves idle connections to their clients, milliseconds. */
  DRAIN_MS: z.coerce.number().int().min(0).max(5_000).default(0),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

/** What every subgraph reads besides. */
export const subgraphEnvironment = baseEnvironment.extend({
  MONGODB_URI: z.string().regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb:// or mongodb+srv://'),
  MONGODB_DATABASE: z.string().min(1).max(60),
  /** `by-name` labels the counter of database commands with their names, which doubles the cost of each: for measuring. */
  COUNT_COMMANDS: z.enum(['total', 'by-name']).default('total'),
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
