import { json, type Route } from '@gridlink/subgraph-kit';
import type { JSONWebKeySet } from 'jose';

const MAX_AGE_SECONDS = 300;

/** The key set as it is now, for the gateway and whoever else checks our tokens. A new key is published before it signs: see the README. */
export const jwksRoute =
  (currentKeys: () => JSONWebKeySet): Route =>
  async () =>
    json(200, currentKeys(), { 'cache-control': `public, max-age=${MAX_AGE_SECONDS}` });
