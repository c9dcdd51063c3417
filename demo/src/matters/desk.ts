import { type GraphClient, signedIn } from '../graph-client.ts';

/** Everybody who works a matter in the demonstration, each with a client of their own, opened when first needed. */
export type Desks = { at(login: string): GraphClient };

export function openDesks(endpoint: string, password: string): Desks {
  const clients = new Map<string, GraphClient>();
  return {
    at(login) {
      const client = clients.get(login) ?? signedIn(endpoint, login, password);
      clients.set(login, client);
      return client;
    },
  };
}
