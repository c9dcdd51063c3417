import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';

/** What a stream is opened with. */
export type StreamOf = {
  readonly graphql: string;
  readonly token: string;
  readonly query: string;
  readonly variables: object;
};

export type StreamClient = { close(): void };

const agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });

/** Opens one stream of server-sent events; every piece that comes is handed on as it is. */
export function openStreamClient(of: StreamOf, take: (piece: string) => void): Promise<StreamClient> {
  const body = JSON.stringify({ query: of.query, variables: of.variables });
  return new Promise((resolve, reject) => {
    const asking: ClientRequest = request(
      `${of.graphql}/stream`,
      {
        agent,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          authorization: `Bearer ${of.token}`,
        },
      },
      (response: IncomingMessage) => {
        if (response.statusCode !== 200) return reject(new Error(`a stream was answered with ${response.statusCode}`));
        response.setEncoding('utf8').on('data', take);
        resolve({ close: () => asking.destroy() });
      },
    );
    asking.on('error', reject);
    asking.end(body);
  });
}

const AT_ONCE = 50;

/** Opens many, a few at a time. */
export async function openStreamClients(count: number, of: (n: number) => StreamOf): Promise<readonly StreamClient[]> {
  const opened: StreamClient[] = [];
  for (let next = 0; next < count; next += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - next) }, (_, index) => of(next + index));
    opened.push(...(await Promise.all(some.map((each) => openStreamClient(each, () => undefined)))));
  }
  return opened;
}
