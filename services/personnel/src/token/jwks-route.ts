import { json, type Route } from '@gridlink/subgraph-kit';
import type { JSONWebKeySet } from 'jose';

const MAX_AGE_SECONDS = 300;

/** The key set, for the gateway and whoever else checks our tokens. A new key is published before it signs: see the README. */
export const jwksRoute =
  (keys: JSONWebKeySet): Route =>
  async () =>
    json(200, keys, { 'cache-control': `public, max-age=${MAX_AGE_SECONDS}` });
