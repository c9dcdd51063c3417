import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { keepDossierKeys } from '../keys/dossier-keys.ts';
import { keepIdentityKeys } from '../keys/identity-keys.ts';
import { keptFile, writePrivateFile } from '../private-file.ts';
import { keepAccountFiles, trustConfiguration } from '../servers/nats/account-files.ts';
import { writeUserCredentials } from '../servers/nats/user-credentials.ts';

/** As in compose.yaml. */
const EVENT_PREFIX = 'gridlink';
const DATABASE_HOSTS = 'mongo-1:27017,mongo-2:27017,mongo-3:27017';

function newPassword(): string {
  return randomBytes(24).toString('base64url');
}

/**
 * Makes the secrets that `deploy/compose.yaml` mounts, those that are missing only, each readable by its owner only.
 * The brokers' account is the same kind as the local one, so dataexchange mints departments' users the same way.
 */
export async function keepDeploymentSecrets(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = (name: string): string => join(folder, name);
  const keys = await keepIdentityKeys(folder);
  await keepDossierKeys(keys.dossierKeys, keys.dossierKeySet);
  const accounts = await keepAccountFiles(folder);
  writePrivateFile(path('nats-accounts.conf'), trustConfiguration(accounts));
  await writeUserCredentials(path('nats-users'), { accountSeed: accounts.accountSeedFile, prefix: EVENT_PREFIX });
  // mongod wants at least six and at most 1024 characters of base64.
  await keptFile(path('mongo-keyfile'), () => randomBytes(567).toString('base64'));
  await keptFile(path('mongo-root-password'), newPassword);
  const password = await keptFile(path('mongo-services-password'), newPassword);
  writePrivateFile(
    path('mongodb-uri'),
    `mongodb://services:${password}@${DATABASE_HOSTS}/?replicaSet=gridlink&authSource=admin`,
  );
}
