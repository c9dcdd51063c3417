import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where everything of one running stack lives; `npm run reset` removes the whole folder. */
export type DataFolder = ReturnType<typeof dataFolderAt>;

/** Paths inside a data folder. Creates nothing. */
export function dataFolderAt(root: string) {
  return {
    root,
    mongo: join(root, 'mongo'),
    nats: join(root, 'nats'),
    keys: join(root, 'keys'),
    logs: join(root, 'logs'),
    ports: join(root, 'ports.json'),
    endpoints: join(root, 'endpoints.json'),
    demoAccounts: join(root, 'demo-accounts.json'),
    lock: join(root, 'running.json'),
  } as const;
}

/** Makes the folders; those with secrets are readable by their owner only. */
export function createDataFolder(folder: DataFolder): void {
  for (const path of [folder.root, folder.mongo, folder.logs]) mkdirSync(path, { recursive: true });
  for (const path of [folder.nats, folder.keys]) mkdirSync(path, { recursive: true, mode: 0o700 });
}
