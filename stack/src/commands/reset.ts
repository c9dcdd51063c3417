import { existsSync, rmSync } from 'node:fs';
import { dataFolderAt } from '../data-folder.ts';
import { holderOf } from '../run-lock.ts';
import { readSettings } from '../settings.ts';

/** Removes all data of the local stack, keys included; refuses while it runs. @returns the exit code. */
export async function reset(): Promise<number> {
  const data = dataFolderAt(readSettings().GRIDLINK_DATA);
  const holder = holderOf(data);
  if (holder !== undefined) {
    console.error(
      `Not while it is running (pid ${holder.pid}). First stop it: Ctrl-C there, or node stack/bootstrap.mjs stop`,
    );
    return 1;
  }
  if (existsSync(data.root) && !existsSync(data.ports)) {
    console.error(`${data.root} does not look like a data folder of this project; nothing was removed.`);
    return 1;
  }
  rmSync(data.root, { recursive: true, force: true });
  console.log(`${data.root} is removed; the next start begins with nothing.`);
  return 0;
}
