import { readFileSync } from 'node:fs';
import type { JWK } from 'jose';
import { writePrivateFile } from '../private-file.ts';
import { type IdentityKeys, newPrivateKey, publicSetOf } from './identity-keys.ts';

/** Which of the federation's signing keys. */
export type RotatedKey = 'gateway' | 'tokens';
export type Rotation = { readonly from: string; readonly to: string };

/** Whoever signs or checks looks at its file every second. */
const HEARD_AFTER_MS = 3_000;

const heard = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, HEARD_AFTER_MS));

const filesOf = (keys: IdentityKeys, which: RotatedKey): { readonly privateKey: string; readonly publicSet: string } =>
  which === 'gateway'
    ? { privateKey: keys.gatewayKey, publicSet: keys.gatewayKeySet }
    : { privateKey: keys.tokenKey, publicSet: keys.tokenKeySet };

const idOf = (privateKey: string): string => (JSON.parse(privateKey) as JWK).kid ?? '';

/**
 * Puts a new key in the place of one that signs, while everything runs: its public half is there for all to see before it signs, and
 * the old one's stays until the next rotation, so what it signed is good until it expires. Twice in a row takes a key out of use that
 * somebody else may have.
 */
export async function rotateKey(keys: IdentityKeys, which: RotatedKey): Promise<Rotation> {
  const { privateKey, publicSet } = filesOf(keys, which);
  const current = readFileSync(privateKey, 'utf8');
  const next = await newPrivateKey();
  writePrivateFile(publicSet, publicSetOf(next, current));
  await heard();
  writePrivateFile(privateKey, next);
  // A rotation after this one takes the old key's public half away: nobody may sign with it any more by then.
  await heard();
  return { from: idOf(current), to: idOf(next) };
}
