import { resolve } from 'node:path';
import { dataFolderAt } from '../data-folder.ts';
import { keepIdentityKeys } from '../keys/identity-keys.ts';
import { type RotatedKey, rotateKey } from '../keys/rotate-key.ts';
import { readSettings } from '../settings.ts';

const isKey = (word: string): word is RotatedKey => word === 'gateway' || word === 'tokens';

/** Rotates signing keys in a folder, under work: `rotate-keys [gateway] [tokens] [folder]`; both, and the local stack's, unless said. @returns the exit code. */
export async function rotateKeys(words: readonly string[]): Promise<number> {
  const [folder, ...more] = words.filter((word) => !isKey(word));
  if (more.length > 0) {
    console.error('Which folder? rotate-keys [gateway] [tokens] [folder with the keys]');
    return 2;
  }
  const asked = words.filter(isKey);
  const keys = await keepIdentityKeys(
    folder === undefined ? dataFolderAt(readSettings().GRIDLINK_DATA).keys : resolve(folder),
  );
  for (const which of asked.length > 0 ? asked : (['gateway', 'tokens'] as const)) {
    const { from, to } = await rotateKey(keys, which);
    console.log(`${which}: ${to} signs, ${from} is still accepted; another rotation ends that.`);
  }
  return 0;
}
