import { createHash } from 'node:crypto';

const SHOWN = 12;

/** What a supergraph goes by in logs and figures: the beginning of its SHA-256, as `sha256sum` prints it. */
export const supergraphId = (supergraph: string): string =>
  createHash('sha256').update(supergraph).digest('hex').slice(0, SHOWN);
