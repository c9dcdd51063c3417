import { readFileSync } from 'node:fs';
import { loadPacks } from '@gridlink/jurisdiction';
import type { JWK } from 'jose';
import { keptFile, writePrivateFile } from '../private-file.ts';
import { newPrivateKey } from './identity-keys.ts';

type DossierKey = JWK & { readonly jurisdiction: string };
type DossierKeySet = { readonly keys: readonly DossierKey[] };

const textOf = (set: DossierKeySet): string => `${JSON.stringify(set, null, 2)}\n`;

async function newKeyOf(jurisdiction: string): Promise<DossierKey> {
  return { ...(JSON.parse(await newPrivateKey()) as JWK), jurisdiction };
}

function publicHalf({ d: _secret, ...key }: DossierKey): DossierKey {
  return key as DossierKey;
}

/** One key for each jurisdiction, those that are missing made and those that are there kept, and the public set of all of them. */
export async function keepDossierKeys(path: string, publicPath: string): Promise<void> {
  await keptFile(path, () => textOf({ keys: [] }));
  const { keys } = JSON.parse(readFileSync(path, 'utf8')) as DossierKeySet;
  const signing = new Set(keys.filter(({ d }) => d !== undefined).map(({ jurisdiction }) => jurisdiction));
  const missing = [...loadPacks().keys()].filter((jurisdiction) => !signing.has(jurisdiction));
  const all = [...keys, ...(await Promise.all(missing.map(newKeyOf)))];
  if (missing.length > 0) writePrivateFile(path, textOf({ keys: all }));
  writePrivateFile(publicPath, textOf({ keys: all.map(publicHalf) }));
}
