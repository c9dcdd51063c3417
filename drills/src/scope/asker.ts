import type { Caller } from '@gridlink/contracts';
import { Pool } from 'undici';
import type { Identities } from '../country/identities.ts';
import type { SubgraphSchema } from './subgraph-schema.ts';

export type Answer = {
  readonly status: number;
  readonly data: unknown;
  readonly errors: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: { readonly code?: string; readonly coordinates?: readonly string[] };
  }[];
};

export type Asker = {
  /** Asks a subgraph as the gateway would, or the gateway as a client would. */
  ask(
    target: Pick<SubgraphSchema, 'url'> & { readonly name: SubgraphSchema['name'] | 'gateway' },
    caller: Caller,
    body: object,
  ): Promise<Answer>;
  close(): Promise<void>;
};

const CONNECTIONS = 16;

/** Keeps connections and tokens: what a drill costs itself is small beside what it asks. */
export function openAsker(identities: Identities): Asker {
  const pools = new Map<string, Pool>();
  const tokens = new Map<Caller, Promise<string>>();
  const poolOf = (origin: string): Pool => {
    const pool = pools.get(origin) ?? new Pool(origin, { connections: CONNECTIONS });
    pools.set(origin, pool);
    return pool;
  };
  const bearer = async (caller: Caller): Promise<Record<string, string>> => {
    if (caller.kind === 'PUBLIC') return {};
    const token = tokens.get(caller) ?? identities.tokenOf(caller);
    tokens.set(caller, token);
    return { authorization: `Bearer ${await token}` };
  };
  return {
    async ask({ name, url }, caller, content) {
      const body = JSON.stringify(content);
      const identity = name === 'gateway' ? await bearer(caller) : await identities.assertionOf(name, caller, body);
      const { origin, pathname } = new URL(url);
      const { statusCode, body: stream } = await poolOf(origin).request({
        method: 'POST',
        path: pathname,
        headers: { 'content-type': 'application/json', accept: 'application/json', ...identity },
        body,
      });
      const { data, errors = [] } = (await stream.json()) as Partial<Answer>;
      return { status: statusCode, data, errors };
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
}
