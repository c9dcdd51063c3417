import { z } from 'zod';

const configurationSchema = z.looseObject({ issuer: z.string(), jwks_uri: z.url() });
const TIMEOUT_MS = 5_000;

/** The address of an OpenID issuer's keys, from its published configuration (OpenID Connect Discovery 1.0). Throws when it names another issuer. */
export async function discoverKeySet(issuer: string): Promise<string> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  const configuration = configurationSchema.parse(await response.json());
  if (configuration.issuer !== issuer) throw new Error(`${address} is the configuration of ${configuration.issuer}`);
  return configuration.jwks_uri;
}
