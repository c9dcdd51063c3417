import { ASSERTION_HEADER, type Caller } from '@gridlink/contracts';
import { createAssertionSigner } from '@gridlink/subgraph-kit/identity';
import { exportJWK, generateKeyPair, type JSONWebKeySet, type JWK } from 'jose';

export type GraphqlAnswer<Data> = {
  readonly status: number;
  readonly data: Data | null | undefined;
  readonly errors: ReadonlyArray<{ message: string; path?: (string | number)[]; extensions?: Record<string, unknown> }>;
};

export type TestGateway = {
  /** What a subgraph under test is given as GATEWAY_JWKS. */
  readonly keys: JSONWebKeySet;
  readonly privateKey: JWK;
  /** Asks one subgraph as the gateway would, for a caller. */
  ask<Data = Record<string, unknown>>(
    target: { readonly url: string; readonly subgraph: string; readonly caller: Caller },
    query: string,
    variables?: Record<string, unknown>,
  ): Promise<GraphqlAnswer<Data>>;
};

/** A key pair of its own and a client that signs with it: the real identity a subgraph demands, without a gateway process. */
export async function createTestGateway(): Promise<TestGateway> {
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const privateKey: JWK = { ...(await exportJWK(pair.privateKey)), kid: 'test', alg: 'EdDSA' };
  const publicKey = { ...(await exportJWK(pair.publicKey)), kid: 'test', alg: 'EdDSA' };
  const sign = await createAssertionSigner(privateKey);
  return {
    keys: { keys: [publicKey] },
    privateKey,
    async ask<Data>(
      target: { readonly url: string; readonly subgraph: string; readonly caller: Caller },
      query: string,
      variables: Record<string, unknown> = {},
    ): Promise<GraphqlAnswer<Data>> {
      const body = JSON.stringify({ query, variables });
      const assertion = await sign({ audience: target.subgraph, caller: target.caller, body });
      const response = await fetch(`${target.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', [ASSERTION_HEADER]: assertion },
        body,
      });
      const answer = (await response.json()) as { data?: Data; errors?: GraphqlAnswer<Data>['errors'] };
      return { status: response.status, data: answer.data, errors: answer.errors ?? [] };
    },
  };
}
