import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject, sign, verify } from 'node:crypto';
import canonicalize from 'canonicalize';
import { z } from 'zod';

/** Where a chain stood at a moment, signed: whoever holds it finds a chain that was later cut, or rewritten, before that place. */
export const checkpointSchema = z.strictObject({
  jurisdiction: z.string().min(1).max(40),
  /** Number of the entry that was the last. */
  sequence: z.int().min(1),
  /** That entry's hash: SHA-256, lower-case hex. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** Instant of the signature, ISO 8601 in UTC. */
  at: z.iso.datetime(),
  /** Id of the key. */
  kid: z.string().min(1).max(120),
  /** Ed25519 over the canonical JSON (RFC 8785) of the rest, base64url. */
  signature: z.string().regex(/^[\w-]{86}$/),
});
export type Checkpoint = z.infer<typeof checkpointSchema>;

/** Signs where chains stand. */
export type Sealer = {
  seal(content: Omit<Checkpoint, 'kid' | 'signature'>): Checkpoint;
  /** The public half as a key set (RFC 7517) of one. */
  readonly keySet: { readonly keys: readonly JsonWebKey[] };
};

const messageOf = (content: Omit<Checkpoint, 'signature'>): Buffer => Buffer.from(canonicalize(content) ?? '');

/** @param privateKey an Ed25519 private JWK with `kid`. @throws when it is none */
export function createSealer(privateKey: JsonWebKey): Sealer {
  const { kid, crv } = privateKey;
  if (typeof kid !== 'string' || crv !== 'Ed25519') throw new Error('the audit key is no Ed25519 JWK with a kid');
  const key = createPrivateKey({ key: privateKey, format: 'jwk' });
  const publicJwk = createPublicKey(key).export({ format: 'jwk' });
  return {
    seal(content) {
      const signed = { ...content, kid };
      return { ...signed, signature: sign(null, messageOf(signed), key).toString('base64url') };
    },
    keySet: { keys: [{ ...publicJwk, kid, alg: 'EdDSA', use: 'sig' }] },
  };
}

/** Says what is wrong with a line that should hold a checkpoint, or gives the checkpoint. */
export type CheckpointReader = (line: string) => Checkpoint | string;

const keySetSchema = z.object({ keys: z.array(z.looseObject({ kid: z.string() })).min(1) });

/** Reads checkpoints signed by a key of the set. @throws when the set is none */
export function createCheckpointReader(keySet: unknown): CheckpointReader {
  const keys = new Map<string, KeyObject>();
  for (const jwk of keySetSchema.parse(keySet).keys)
    keys.set(jwk.kid, createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' }));
  return (line) => {
    const parsed = checkpointSchema.safeParse(parsedJson(line));
    if (!parsed.success) return 'is not a checkpoint';
    const { signature, ...content } = parsed.data;
    const key = keys.get(content.kid);
    if (!key) return `is signed by ${content.kid}, which is not among the keys`;
    const isSigned = verify(null, messageOf(content), key, Buffer.from(signature, 'base64url'));
    return isSigned ? parsed.data : 'does not match its signature';
  };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A checkpoint as one line of an export. */
export const lineOfCheckpoint = (checkpoint: Checkpoint): string => canonicalize(checkpoint) ?? '';
