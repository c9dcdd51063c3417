import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';
import { readContestantSettings } from './contestant-settings.ts';

/**
 * Stands in for every subgraph: a question seen for the first time is passed on to the real one and its answer kept, every later one
 * is answered from memory. What a gateway costs shows when its subgraphs cost next to nothing.
 */
type Stub = { readonly server: Server; recorded(): number };

/** Once the bench has asked for the count, nothing new may come: a round would measure the real subgraph. */
let complete = false;

const keyOf = (body: string): string => createHash('sha1').update(body).digest('base64');

async function wholeOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  return body;
}

function stubOf(url: string): Stub {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: 8 });
  const kept = new Map<string, Buffer>();
  const askReal = async (body: string, headers: IncomingMessage['headers']): Promise<Buffer> => {
    const { host: _host, connection: _connection, 'content-length': _length, ...rest } = headers;
    const answer = await pool.request({ path: pathname, method: 'POST', headers: rest, body });
    const bytes = Buffer.from(await answer.body.arrayBuffer());
    if (answer.statusCode !== 200) throw new Error(`the subgraph answers ${answer.statusCode}: ${bytes}`);
    return bytes;
  };

  const server = createServer(async (request, response) => {
    const body = await wholeOf(request);
    const key = keyOf(body);
    let answer = kept.get(key);
    if (!answer) {
      if (complete) return void response.writeHead(503).end('a question that was not recorded');
      answer = await askReal(body, request.headers);
      kept.set(key, answer);
    }
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer);
  });
  server.keepAliveTimeout = 60_000;
  return { server, recorded: () => kept.size };
}

const { subgraphs } = readContestantSettings();
const stubs = new Map(Object.entries(subgraphs).map(([name, url]) => [name, stubOf(url)]));
for (const { server } of stubs.values()) {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
}
const portOf = ({ server }: Stub): number => (server.address() as AddressInfo).port;
const addresses = [...stubs].map(([name, stub]) => [name, `http://127.0.0.1:${portOf(stub)}/graphql`]);

process.once('disconnect', () => process.exit(0));
process.on('message', () => {
  complete = true;
  process.send?.({ recorded: [...stubs.values()].reduce((sum, stub) => sum + stub.recorded(), 0) });
});
process.send?.({ url: JSON.stringify(Object.fromEntries(addresses)) });
