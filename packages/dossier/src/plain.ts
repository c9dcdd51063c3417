import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { z } from 'zod';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A value's canonical JSON (RFC 8785): one spelling, whoever writes it. */
export const canonical = (value: unknown): string => canonicalize(value) ?? '';

/** SHA-256, lower-case hex. */
export const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);
