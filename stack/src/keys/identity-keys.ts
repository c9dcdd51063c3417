import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { keptFile, writePrivateFile } from '../private-file.ts';

/** Files with the federation's own keys; each is made once and kept. */
export type IdentityKeys = {
  /** The gateway's private Ed25519 JWK: signs the identity it hands to subgraphs. */
  readonly gatewayKey: string;
  /** The public set that subgraphs check that identity against. */
  readonly gatewayKeySet: string;
  /** Personnel's private Ed25519 JWK: signs access tokens. */
  readonly tokenKey: string;
  /** The public set personnel publishes besides: the key before the present one, and while a rotation is under way the next. */
  readonly tokenKeySet: string;
  /** Dataexchange's private Ed25519 JWK: seals the audit chains. */
  readonly auditKey: string;
  /** Its public half: whoever audits offline gets it once. */
  readonly auditKeySet: string;
  /** Tickets' private Ed25519 JWKs, one for each jurisdiction: sign dossiers and day anchors. */
  readonly dossierKeys: string;
  /** Their public halves: whoever checks dossiers gets them. */
  readonly dossierKeySet: string;
  /** 32 bytes in base64: personnel encrypts identity and phone numbers with it. Lost, they cannot be read again. */
  readonly personnelDataKey: string;
  /** The same for reporters' contacts in tickets; another key, so that one service cannot read the other's data. */
  readonly ticketsDataKey: string;
  /** First password of the administrator's account. */
  readonly adminPassword: string;
};

const ALGORITHM = 'EdDSA';

export async function newPrivateKey(): Promise<string> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { crv: 'Ed25519', extractable: true });
  const jwk = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  return `${JSON.stringify({ ...jwk, kid, alg: ALGORITHM, use: 'sig' }, null, 2)}\n`;
}

function newDataKey(): string {
  return randomBytes(32).toString('base64');
}

function publicHalf(privateKey: string): JWK {
  const { d: _secret, ...publicJwk } = JSON.parse(privateKey) as JWK;
  return publicJwk;
}

/** The public set of some private keys, as text. */
export const publicSetOf = (...privateKeys: readonly string[]): string =>
  `${JSON.stringify({ keys: privateKeys.map(publicHalf) }, null, 2)}\n`;

/**
 * Keys that are replaced under work lie in folders of their own, one for whoever reads them: a container sees a file that is renamed
 * into a mounted folder, and never the successor of a mounted file.
 */
const ROTATED = [
  'gateway-key/gateway.jwk',
  'gateway-set/gateway.jwks',
  'token-keys/tokens.jwk',
  'token-keys/tokens.jwks',
];

/** Where an earlier version left them, directly in the folder. */
function moveIntoFolders(folder: string): void {
  for (const path of ROTATED.map((name) => join(folder, name))) {
    const before = join(folder, basename(path));
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    if (existsSync(before) && !existsSync(path)) renameSync(before, path);
  }
}

/** Makes what is missing in the folder and says where everything is. */
export async function keepIdentityKeys(folder: string): Promise<IdentityKeys> {
  moveIntoFolders(folder);
  const keys: IdentityKeys = {
    gatewayKey: join(folder, 'gateway-key/gateway.jwk'),
    gatewayKeySet: join(folder, 'gateway-set/gateway.jwks'),
    tokenKey: join(folder, 'token-keys/tokens.jwk'),
    tokenKeySet: join(folder, 'token-keys/tokens.jwks'),
    auditKey: join(folder, 'audit.jwk'),
    auditKeySet: join(folder, 'audit.jwks'),
    dossierKeys: join(folder, 'dossier-keys.jwks'),
    dossierKeySet: join(folder, 'dossier.jwks'),
    personnelDataKey: join(folder, 'personnel-data.key'),
    ticketsDataKey: join(folder, 'tickets-data.key'),
    adminPassword: join(folder, 'admin-password'),
  };
  // The public set always follows the private key: a key replaced by hand needs no second step.
  writePrivateFile(keys.gatewayKeySet, publicSetOf(await keptFile(keys.gatewayKey, newPrivateKey)));
  writePrivateFile(keys.auditKeySet, publicSetOf(await keptFile(keys.auditKey, newPrivateKey)));
  const tokenKey = await keptFile(keys.tokenKey, newPrivateKey);
  // Kept over a start: what the key before it signed is good for minutes more.
  await keptFile(keys.tokenKeySet, () => publicSetOf(tokenKey));
  for (const path of [keys.personnelDataKey, keys.ticketsDataKey]) await keptFile(path, newDataKey);
  await keptFile(keys.adminPassword, () => randomBytes(15).toString('base64url'));
  return keys;
}
