import { join } from 'node:path';
import type { Progress } from '../external-program.ts';

/** The real server's release that is fetched where nothing else can be had. */
const MONGOD_VERSION = '8.0.16';

/** A downloaded server, or why there is none. */
export type Download =
  | { readonly ok: true; readonly program: string; readonly version: string }
  | { readonly ok: false; readonly reason: string };

/** Fetches mongod into the cache, once. Never throws: no network is an ordinary answer here. */
export async function downloadMongod(cacheFolder: string, progress: Progress): Promise<Download> {
  progress(`downloading mongod ${MONGOD_VERSION}`);
  try {
    // Loaded only here: no other way to a server needs it.
    const { MongoBinary } = await import('mongodb-memory-server-core');
    const program = await MongoBinary.getPath({
      version: MONGOD_VERSION,
      downloadDir: join(cacheFolder, `mongod-${MONGOD_VERSION}`),
      checkMD5: false,
    });
    return { ok: true, program, version: MONGOD_VERSION };
  } catch (error) {
    const [firstLine = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return { ok: false, reason: firstLine.replace(/, Details:$/, '') };
  }
}
