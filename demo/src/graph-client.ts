import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Endpoints } from './endpoints.ts';

export type GraphError = { readonly message: string; readonly extensions?: { readonly code?: string } };

/** The graph said no: its errors, as they came. */
export class GraphRefusal extends Error {
  readonly errors: readonly GraphError[];
  constructor(operation: string, errors: readonly GraphError[]) {
    super(`${operation}: ${errors.map((error) => error.message).join('; ')}`);
    this.name = 'GraphRefusal';
    this.errors = errors;
  }
}

export type GraphClient = {
  /** Runs one operation; throws GraphRefusal when the answer carries errors. */
  ask<Data>(query: string, variables?: Record<string, unknown>): Promise<Data>;
  /** Runs one mutation and throws when its payload carries userErrors. */
  command<Payload>(query: string, variables?: Record<string, unknown>): Promise<Payload>;
};

const answerSchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.looseObject({ message: z.string() })).optional(),
});

const payloadSchema = z.looseObject({
  userErrors: z.array(z.looseObject({ code: z.string(), message: z.string() })).optional(),
});

const nameOf = (query: string): string => /(?:query|mutation)\s+(\w+)/.exec(query)?.[1] ?? query.slice(0, 40);

/** A client of the public graph, like any department's program: plain HTTP, a bearer token, nothing else. */
export function createGraphClient(endpoint: string, token?: () => Promise<string>): GraphClient {
  const ask = async <Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${await token()}` } : {}) },
      body: JSON.stringify({ query, variables }),
    });
    const answer = answerSchema.parse(await response.json());
    if (answer.errors && answer.errors.length > 0) throw new GraphRefusal(nameOf(query), answer.errors as GraphError[]);
    return answer.data as Data;
  };
  return {
    ask,
    async command<Payload>(query: string, variables: Record<string, unknown> = {}): Promise<Payload> {
      const data = await ask<Record<string, unknown>>(query, variables);
      const payload = payloadSchema.parse(Object.values(data)[0]);
      const [problem] = payload.userErrors ?? [];
      if (problem) throw new GraphRefusal(nameOf(query), payload.userErrors ?? []);
      return payload as Payload;
    },
  };
}

const LOGIN = /* GraphQL */ `
  mutation SignIn($input: LoginInput!) {
    login(input: $input) { accessToken expiresAt userErrors { code message } }
  }
`;

const EARLY_MS = 60_000;

/** Signs in with a login when a token is first wanted, and keeps it fresh. */
export function keptToken(endpoint: string, login: string, password: string): () => Promise<string> {
  const open = createGraphClient(endpoint);
  let current: { token: string; until: number } | undefined;
  return async () => {
    if (current && Date.now() < current.until - EARLY_MS) return current.token;
    const { accessToken, expiresAt } = await open.command<{ accessToken: string; expiresAt: string }>(LOGIN, {
      input: { login, password },
    });
    current = { token: accessToken, until: Date.parse(expiresAt) };
    return accessToken;
  };
}

/** A client that signs in with a login. */
export const signedIn = (endpoint: string, login: string, password: string): GraphClient =>
  createGraphClient(endpoint, keptToken(endpoint, login, password));

/** Where a stack is found, as far as its clients need to know. */
type Found = {
  readonly members: { readonly gateway?: Pick<Endpoints['members']['gateway'], 'graphql'> | undefined };
  readonly keys: Pick<Endpoints['keys'], 'adminPassword'>;
};

/** Where a stack's gateway answers. */
export function graphqlOf({ members }: Pick<Found, 'members'>): string {
  if (!members.gateway) throw new Error('the stack has no gateway');
  return members.gateway.graphql;
}

/** The password that the platform's first account was given. */
export const adminPasswordOf = ({ keys }: Pick<Found, 'keys'>): string =>
  readFileSync(keys.adminPassword, 'utf8').trim();

/** A client of the platform's administrator. */
export const administratorOf = (endpoints: Found): GraphClient =>
  signedIn(graphqlOf(endpoints), 'admin', adminPasswordOf(endpoints));
