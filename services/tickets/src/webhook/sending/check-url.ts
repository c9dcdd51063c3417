import { isIP } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/** What an installation allows its webhooks to be. */
export type AllowedTargets = { readonly plainHttp: boolean; readonly privateAddresses: boolean };

export type UrlProblem = 'URL_INVALID' | 'URL_TOO_LONG' | 'URL_NOT_HTTPS' | 'URL_WITH_CREDENTIALS' | 'URL_PRIVATE';

const LONGEST = 500;

const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '');

/** Names that never mean a host of the public internet. */
const isLocalName = (hostname: string): boolean => /(^|\.)(localhost|local|internal|home\.arpa)\.?$/i.test(hostname);

/** What is wrong with an address as it is written; what its name stands for is looked at each time it is called, since that can change. */
export function urlProblem(text: string, allowed: AllowedTargets): UrlProblem | null {
  if (text.length > LONGEST) return 'URL_TOO_LONG';
  if (!URL.canParse(text)) return 'URL_INVALID';
  const { protocol, username, password, hostname, hash } = new URL(text);
  if (protocol !== 'https:' && !(protocol === 'http:' && allowed.plainHttp)) return 'URL_NOT_HTTPS';
  if (username !== '' || password !== '') return 'URL_WITH_CREDENTIALS';
  if (hash !== '') return 'URL_INVALID';
  if (allowed.privateAddresses) return null;
  const host = bare(hostname);
  if (isLocalName(host) || (isIP(host) !== 0 && !isPublicAddress(host))) return 'URL_PRIVATE';
  return null;
}
