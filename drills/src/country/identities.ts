import { readFileSync } from 'node:fs';
import { ASSERTION_HEADER, type Caller, type SubgraphName } from '@gridlink/contracts';
import type { Stack } from '@gridlink/stack';
import { createAssertionSigner } from '@gridlink/subgraph-kit';
import { importJWK, type JWK, SignJWT } from 'jose';

/** Becomes anybody: signs with the keys of a stack of our own. */
export type Identities = {
  /** An access token as the platform issues them, good for an hour. */
  tokenOf(caller: Caller): Promise<string>;
  /** The header that makes a subgraph take a body for the gateway's, asked for this caller. */
  assertionOf(audience: SubgraphName, caller: Caller, body: string): Promise<Record<string, string>>;
};

const TOKEN_SECONDS = 3_500;

const keyIn = (path: string): JWK => JSON.parse(readFileSync(path, 'utf8')) as JWK;

export async function openIdentities({ endpoints }: Stack): Promise<Identities> {
  const tokenKey = keyIn(endpoints.keys.tokenKey);
  const key = await importJWK(tokenKey, 'EdDSA');
  const sign = await createAssertionSigner(keyIn(endpoints.keys.gatewayKey));
  const issuer = endpoints.members.gateway?.url ?? '';
  return {
    tokenOf: (caller) =>
      new SignJWT({ caller })
        .setProtectedHeader({ alg: 'EdDSA', kid: tokenKey.kid ?? '', typ: 'JWT' })
        .setIssuer(issuer)
        .setAudience('gridlink')
        .setSubject(caller.subject)
        .setIssuedAt()
        .setExpirationTime(`${TOKEN_SECONDS}s`)
        .sign(key),
    assertionOf: async (audience, caller, body) => ({ [ASSERTION_HEADER]: await sign({ audience, caller, body }) }),
  };
}
