import type { Logger } from '@gridlink/subgraph-kit';
import type { SafelistMetrics } from '../metrics.ts';
import { keepContent } from '../supergraph/kept-content.ts';
import type { ListedOperation } from './manifest.ts';
import { listedOperations, readManifestFiles } from './manifest-files.ts';
import { createSafelist, type Safelist, type SafelistRules } from './safelist.ts';

export type ServedSafelist = {
  /** The list as it is now. */
  readonly list: () => Safelist;
  /** Looks for another list at once. */
  reload(): Promise<void>;
  stop(): Promise<void>;
};

export type ServeSafelistOptions = {
  /** A manifest or a folder of manifests; without it nothing is listed. */
  readonly path: string | undefined;
  readonly rules: SafelistRules;
  readonly everyMs: number;
  readonly metrics: SafelistMetrics;
  readonly log: Logger;
  /** Called with every later list before it is used. */
  readonly onList: (operations: readonly ListedOperation[]) => Promise<void>;
};

const NOTHING: Omit<ServedSafelist, 'list'> = { async reload() {}, async stop() {} };

/** Serves the safelist and whatever its files become. The first must be usable; a later one that is not is refused, the old stays. */
export async function serveSafelist(options: ServeSafelistOptions): Promise<ServedSafelist> {
  const { path, rules, metrics, log } = options;
  if (path === undefined) {
    if (rules.mode !== 'off') throw new Error(`SAFELIST_MODE is ${rules.mode}, but SAFELIST_PATH names no list`);
    const none = createSafelist([], rules);
    return { ...NOTHING, list: () => none };
  }
  const first = await readManifestFiles(path);
  let list = createSafelist(listedOperations(first), rules);
  metrics.listed(list.operations.length);

  const take = async (files: string): Promise<void> => {
    try {
      const operations = listedOperations(files);
      await options.onList(operations);
      list = createSafelist(operations, rules);
      metrics.listed(operations.length);
      log.info({ operations: operations.length }, 'safelist taken');
    } catch (error) {
      metrics.refused();
      log.error({ error: String(error) }, 'safelist refused; the one in use stays');
    }
  };
  const files = keepContent({
    read: () => readManifestFiles(path),
    current: first,
    everyMs: options.everyMs,
    onContent: take,
    onProblem: (message, error) => log.error({ error: String(error) }, message),
  });
  return { list: () => list, reload: files.look, stop: files.stop };
}
