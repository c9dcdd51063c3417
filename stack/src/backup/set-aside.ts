import { copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Keeps what a restore replaces where it can be had back: nobody is at his best at three in the morning. */
export type SetAside = {
  /** Moves a folder of the data folder, if it is there. @param as path inside the folder it goes to */
  move(path: string, as: string): void;
  /** Copies a file that will be written over, if it is there. */
  copy(path: string, as: string): void;
  /** The folder it all lies in; undefined while there is nothing. */
  folder(): string | undefined;
};

/** @param root data folder: what is moved stays on its disk, so that it takes no time */
export function openSetAside(root: string, now: Date): SetAside {
  const folder = join(root, `replaced-${now.toISOString().replaceAll(/[:.]/g, '-')}`);
  const place = (as: string): string => {
    mkdirSync(dirname(join(folder, as)), { recursive: true, mode: 0o700 });
    return join(folder, as);
  };
  return {
    move(path, as) {
      if (existsSync(path)) renameSync(path, place(as));
    },
    copy(path, as) {
      if (existsSync(path)) copyFileSync(path, place(as));
    },
    folder: () => (existsSync(folder) ? folder : undefined),
  };
}
