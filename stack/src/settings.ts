import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** The repository's root folder. */
export const projectFolder = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const port = z.coerce.number().int().min(1).max(65_535).optional();
const onOff = z.enum(['on', 'off']).default('on');

const settingsSchema = z.object({
  MONGODB_URI: z.string().min(1).optional(),
  NATS_URL: z.string().min(1).optional(),
  NATS_CREDENTIALS: z.string().min(1).optional(),
  NATS_ACCOUNT_SEED: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  GRIDLINK_MONGO: z.enum(['mongod', 'secantus', 'download']).optional(),
  GRIDLINK_MONGO_CACHE: z
    .string()
    .regex(/^\d+[MG]$/, 'a size such as 512M or 1G')
    .default('1G'),
  GRIDLINK_NATS: z.enum(['path', 'pypi']).optional(),
  GRIDLINK_DATA: z.string().min(1).default(join(projectFolder, '.data')),
  GRIDLINK_CACHE: z.string().min(1).optional(),
  GRIDLINK_DEMO: onOff,
  GRIDLINK_STEPS: z
    .string()
    .regex(/^\d+\/\d+$/)
    .default('0/4'),
  GRIDLINK_PORT_GATEWAY: port,
  GRIDLINK_PORT_GRID: port,
  GRIDLINK_PORT_PERSONNEL: port,
  GRIDLINK_PORT_TICKETS: port,
  GRIDLINK_PORT_DATAEXCHANGE: port,
  GRIDLINK_PORT_GATEWAY_ADMIN: port,
  GRIDLINK_PORT_GRID_ADMIN: port,
  GRIDLINK_PORT_PERSONNEL_ADMIN: port,
  GRIDLINK_PORT_TICKETS_ADMIN: port,
  GRIDLINK_PORT_DATAEXCHANGE_ADMIN: port,
  GRIDLINK_PORT_MONGODB: port,
  GRIDLINK_PORT_NATS: port,
  GRIDLINK_PORT_NATS_MONITORING: port,
  XDG_CACHE_HOME: z.string().min(1).optional(),
});

/** What the operator may set; `GRIDLINK_*` names are explained in docs/operations.md. */
export type Settings = z.infer<typeof settingsSchema> & { readonly cacheFolder: string };

const SERVERS: readonly string[] = ['MONGODB_URI', 'NATS_URL', 'NATS_CREDENTIALS', 'NATS_ACCOUNT_SEED'];

/** The environment without the servers it names: a stack that is started in it has a database and a broker of its own. */
export const namingNoServers = (environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !SERVERS.includes(name)));

/**
 * Reads the operator's settings.
 * @throws one error that names every bad variable at once.
 */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = settingsSchema.safeParse(set);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`Settings that cannot be used:\n${problems.join('\n')}`);
  }
  const settings = parsed.data;
  const cacheRoot = settings.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  return {
    ...settings,
    GRIDLINK_DATA: resolve(settings.GRIDLINK_DATA),
    cacheFolder: settings.GRIDLINK_CACHE ?? join(cacheRoot, 'gridlink'),
  };
}
