import type { z } from 'zod';
import type { baseEnvironment } from '../environment.ts';

/** Where and how a process listens. */
export type Listening = {
  readonly host: string;
  readonly port: number;
  /** Where operators ask; without it nobody can. */
  readonly adminPort?: number;
  readonly reusePort?: boolean;
  readonly drainMs?: number;
};

/** What the environment says about it. */
export const listeningOf = (
  environment: Pick<z.infer<typeof baseEnvironment>, 'HOST' | 'PORT' | 'ADMIN_PORT' | 'REUSE_PORT' | 'DRAIN_MS'>,
): Required<Listening> => ({
  host: environment.HOST,
  port: environment.PORT,
  adminPort: environment.ADMIN_PORT,
  reusePort: environment.REUSE_PORT === 'on',
  drainMs: environment.DRAIN_MS,
});
