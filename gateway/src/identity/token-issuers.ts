import type { GatewayEnvironment } from '../environment.ts';
import { discoverKeySet } from './openid-discovery.ts';
import { openIdIssuer, platformIssuer, type TokenIssuer } from './token-issuer.ts';

/** What the platform writes into the audience of its own tokens. */
const PLATFORM_AUDIENCE = 'gridlink';

/** Everybody whose tokens this gateway accepts: the platform, and an outside OpenID issuer where one is configured. */
export async function tokenIssuers(environment: GatewayEnvironment): Promise<TokenIssuer[]> {
  const maxAgeSeconds = environment.TOKEN_MAX_AGE_SECONDS;
  const platform = platformIssuer({
    issuer: environment.TOKEN_ISSUER,
    audience: PLATFORM_AUDIENCE,
    keySetUrl: environment.TOKEN_JWKS_URL,
    maxAgeSeconds,
  });
  const issuer = environment.OIDC_ISSUER;
  if (issuer === undefined) return [platform];
  const outside = openIdIssuer({
    issuer,
    audience: environment.OIDC_AUDIENCE,
    keySetUrl: environment.OIDC_JWKS_URL ?? (await discoverKeySet(issuer)),
    maxAgeSeconds,
    claims: environment.OIDC_CLAIMS,
  });
  return [platform, outside];
}
