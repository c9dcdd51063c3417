import { Pool } from 'undici';

export type GraphRequest = {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly token?: string | undefined;
};

export type GraphAnswer = { readonly data?: unknown; readonly errors?: readonly { readonly message: string }[] };

/** A client that costs little itself, so that what is measured is the server. */
export type GraphRequests = {
  /** The body as it came. @throws Error with the status when it is not 200 */
  send(request: GraphRequest): Promise<string>;
  /** The data. @throws Error with the first message when there are errors */
  ask<Data>(request: GraphRequest): Promise<Data>;
  close(): Promise<void>;
};

const SHOWN = 300;

/** Opens a number of kept-alive connections to one GraphQL address. */
export function openGraph(endpoint: string, connections: number): GraphRequests {
  const { origin, pathname } = new URL(endpoint);
  const pool = new Pool(origin, { connections, pipelining: 1 });

  const send = async ({ query, variables, token }: GraphRequest): Promise<string> => {
    const { statusCode, body } = await pool.request({
      path: pathname,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`HTTP ${statusCode}: ${text.slice(0, SHOWN)}`);
    return text;
  };

  return {
    send,
    async ask<Data>(request: GraphRequest): Promise<Data> {
      const { data, errors } = JSON.parse(await send(request)) as GraphAnswer;
      const [first] = errors ?? [];
      if (first) throw new Error(first.message);
      return data as Data;
    },
    close: () => pool.close(),
  };
}
