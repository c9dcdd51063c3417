import { z } from 'zod';
import { defineEvent } from '../../event.ts';

/** Where a jurisdiction's audit chain stood, signed (Ed25519 over the canonical JSON of the rest, base64url). */
export const auditCheckpointSchema = z.object({
  jurisdiction: z.string().min(1),
  /** Number of the last entry. */
  sequence: z.int().min(1),
  /** SHA-256 of that entry, lower-case hex. */
  hash: z.string().min(1),
  at: z.iso.datetime(),
  /** Id of the signing key. */
  kid: z.string().min(1),
  signature: z.string().min(1),
});

export const auditSealed = defineEvent(
  'gridlink.dataexchange.audit.sealed.v1',
  '审计链已签封，持有者可据以发现事后截断或重写\nAn audit chain was sealed; whoever keeps this finds a chain cut or rewritten later.',
  z.object({ checkpoint: auditCheckpointSchema }),
);
