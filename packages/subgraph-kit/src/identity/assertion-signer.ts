import { createPrivateKey, type JsonWebKey, type KeyObject, randomUUID, sign } from 'node:crypto';
import type { Caller } from '@gridlink/contracts';
import type { JWK } from 'jose';
import { ALGORITHM, digest, ISSUER, LIFETIME_SECONDS, TYPE } from './assertion-form.ts';

/** Makes the header that tells one subgraph who is asking, good for one request body. */
export type AssertionSigner = (assertion: {
  readonly audience: string;
  readonly caller: Caller;
  readonly body: string | Buffer;
}) => string;

type SigningKey = { readonly jwk: JWK; readonly key: KeyObject; readonly header: string };

const encode = (value: string): string => Buffer.from(value).toString('base64url');

function signingKey(jwk: JWK): SigningKey {
  const header = { alg: ALGORITHM, kid: jwk.kid ?? '', typ: TYPE };
  return {
    jwk,
    key: createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' }),
    header: `${encode(JSON.stringify(header))}.`,
  };
}

/**
 * Signs who is asking, for one subgraph and one request body, as a compact JWS. The key is the gateway's Ed25519 private key (JWK
 * with kid); given as a function it is asked for at every signature, so that another one takes over while the process runs.
 * node's own signature is taken because it is asked for on every call to a subgraph and the Web Cryptography API costs three times as much.
 */
export function createAssertionSigner(privateKey: JWK | (() => JWK)): AssertionSigner {
  const currentJwk = typeof privateKey === 'function' ? privateKey : () => privateKey;
  // The same caller is asserted once for every call of a request, and again while its token is remembered.
  const callers = new WeakMap<Caller, string>();
  let current = signingKey(currentJwk());

  return ({ audience, caller, body }) => {
    const jwk = currentJwk();
    if (jwk !== current.jwk) current = signingKey(jwk);
    let who = callers.get(caller);
    if (who === undefined) {
      who = JSON.stringify(caller);
      callers.set(caller, who);
    }
    const now = Math.floor(Date.now() / 1000);
    const claims = `{"iss":"${ISSUER}","aud":${JSON.stringify(audience)},"iat":${now},"exp":${now + LIFETIME_SECONDS},"jti":"${randomUUID()}","body":"${digest(body)}","caller":${who}}`;
    const signed = current.header + encode(claims);
    return `${signed}.${sign(null, Buffer.from(signed), current.key).toString('base64url')}`;
  };
}
