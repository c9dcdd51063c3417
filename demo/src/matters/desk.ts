import { createGraphClient, type GraphClient, keptToken } from '../graph-client.ts';

/** Everybody who works a matter in the demonstration, each with a client of their own, opened when first needed. */
export type Desks = {
  at(login: string): GraphClient;
  /** The desk's access token, for what is not asked of the graph. */
  tokenOf(login: string): Promise<string>;
};

type Desk = { readonly client: GraphClient; readonly token: () => Promise<string> };

/** @param openAccount where accounts are not there yet: opens a desk's before it first signs in. */
export function openDesks(
  endpoint: string,
  password: string,
  openAccount: (login: string) => Promise<void> = async () => undefined,
): Desks {
  const desks = new Map<string, Desk>();
  const open = (login: string): Desk => {
    const kept = keptToken(endpoint, login, password);
    let opened: Promise<void> | undefined;
    const token = async (): Promise<string> => {
      opened ??= openAccount(login);
      await opened;
      return kept();
    };
    return { client: createGraphClient(endpoint, token), token };
  };
  const deskAt = (login: string): Desk => {
    const desk = desks.get(login) ?? open(login);
    desks.set(login, desk);
    return desk;
  };
  return { at: (login) => deskAt(login).client, tokenOf: (login) => deskAt(login).token() };
}
