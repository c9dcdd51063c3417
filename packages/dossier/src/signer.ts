import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import { canonical } from './chain.ts';

const keySchema = z.looseObject({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string(),
  kid: z.string().min(1).max(120),
  /** Whose key it is: a signature counts for no other jurisdiction. */
  jurisdiction: z.string().min(1).max(40),
});
const publicKeySetSchema = z.object({ keys: z.array(keySchema).min(1) });

/** Keys by jurisdiction. One with its private half signs, the first one a jurisdiction has; one without is retired and only checked with. */
export const signingKeySetSchema = z
  .object({ keys: z.array(keySchema.extend({ d: z.string().optional() })).min(1) })
  .refine(({ keys }) => keys.some(({ d }) => d !== undefined), 'none of these keys can sign');
export type SigningKeySet = z.infer<typeof signingKeySetSchema>;

/** Under what something was signed. */
export type Signed = { readonly kid: string; readonly value: string };

export type DossierSigner = {
  /** Ed25519 over the canonical JSON (RFC 8785) of what `of` makes of the key's id. @throws Error for a jurisdiction without a key */
  sign(jurisdiction: string, of: (kid: string) => unknown): Signed;
  has(jurisdiction: string): boolean;
  /** The public halves, retired ones too, as a key set (RFC 7517). */
  readonly keySet: { readonly keys: readonly JsonWebKey[] };
};

const publicHalf = ({ kty, crv, x, kid, jurisdiction }: z.infer<typeof keySchema>) => ({
  kty,
  crv,
  x,
  kid,
  jurisdiction,
  alg: 'EdDSA',
  use: 'sig',
});

export function createDossierSigner({ keys }: SigningKeySet): DossierSigner {
  const signing = new Map<string, { readonly kid: string; readonly key: KeyObject }>();
  for (const jwk of keys) {
    if (jwk.d === undefined || signing.has(jwk.jurisdiction)) continue;
    signing.set(jwk.jurisdiction, { kid: jwk.kid, key: createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' }) });
  }
  return {
    sign(jurisdiction, of) {
      const held = signing.get(jurisdiction);
      if (!held) throw new Error(`there is no dossier key of ${jurisdiction}`);
      const value = sign(null, Buffer.from(canonical(of(held.kid))), held.key).toString('base64url');
      return { kid: held.kid, value };
    },
    has: (jurisdiction) => signing.has(jurisdiction),
    keySet: { keys: keys.map(publicHalf) },
  };
}

/** What is wrong with a signature, or null. */
export type SignatureProblem = 'KEY_UNKNOWN' | 'KEY_OF_ANOTHER' | 'SIGNATURE' | null;

export type SignatureChecker = (
  { kid, value }: Signed,
  { jurisdiction, content }: { readonly jurisdiction: string; readonly content: unknown },
) => SignatureProblem;

/** Checks with the keys of a public set. @throws when it is none */
export function createSignatureChecker(keySet: unknown): SignatureChecker {
  const keys = new Map(
    publicKeySetSchema
      .parse(keySet)
      .keys.map((jwk) => [
        jwk.kid,
        { owner: jwk.jurisdiction, key: createPublicKey({ key: publicHalf(jwk) as JsonWebKey, format: 'jwk' }) },
      ]),
  );
  return ({ kid, value }, { jurisdiction, content }) => {
    const known = keys.get(kid);
    if (!known) return 'KEY_UNKNOWN';
    if (known.owner !== jurisdiction) return 'KEY_OF_ANOTHER';
    const message = Buffer.from(canonical(content));
    return verify(null, message, known.key, Buffer.from(value, 'base64url')) ? null : 'SIGNATURE';
  };
}

/** 64 bytes in base64url, in its one spelling: the last character carries two bits. */
export const signatureSchema = z.string().regex(/^[\w-]{85}[AQgw]$/);
