import { resolve } from 'node:path';
import { keepDeploymentSecrets } from '../deployment/deployment-secrets.ts';

/** Makes the secrets of a deployment in a folder. Run again, it keeps what is there. @returns the exit code. */
export async function secrets([folder]: readonly string[]): Promise<number> {
  if (folder === undefined) {
    console.error('Into which folder? For instance: node stack/bootstrap.mjs secrets deploy/secrets');
    return 2;
  }
  await keepDeploymentSecrets(resolve(folder));
  console.log(`The secrets are in ${folder}. Keep a copy in a safe place; never commit them.`);
  return 0;
}
