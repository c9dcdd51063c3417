import { Agent, get } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type HttpFront, type HttpFrontOptions, json, startHttpFront } from './http-front.ts';

const problems: string[] = [];
let fronts: HttpFront[] = [];

async function open(options: Partial<HttpFrontOptions> = {}): Promise<HttpFront> {
  const front = await startHttpFront({
    host: '127.0.0.1',
    port: 0,
    onProblem: (message) => problems.push(message),
    routes: {
      'GET /': async () => json(200, { pid: process.pid }),
      'POST /': async ({ body }) => json(200, { bytes: body.length }),
    },
    ...options,
  });
  fronts.push(front);
  return front;
}

afterEach(async () => {
  await Promise.all(fronts.map((front) => front.stop()));
  fronts = [];
  problems.length = 0;
});

/** One request over an agent's connection: its status and what it says about the connection. */
const ask = (url: string, agent: Agent): Promise<{ status: number | undefined; connection: string | undefined }> =>
  new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      response.resume().on('end', () => {
        resolve({ status: response.statusCode, connection: response.headers.connection });
      });
    }).on('error', reject);
  });

/** Writes bytes to a front and resolves with all it says until it closes the connection. */
const talk = (port: number, bytes: string): Promise<string> =>
  new Promise((resolve) => {
    let said = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => {
      said += chunk.toString();
    });
    socket.on('error', () => undefined).on('close', () => resolve(said));
  });

describe('a front that is being stopped', () => {
  it('answers one more request on an idle connection and tells the client to connect anew', async () => {
    const front = await open({ drainMs: 5_000 });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    await ask(front.url, agent);
    const stopped = front.stop();
    const last = await ask(front.url, agent);
    await stopped;
    expect(last).toEqual({ status: 200, connection: 'close' });
  });

  it('takes no new connection', async () => {
    const front = await open({ drainMs: 200 });
    const agent = new Agent({ keepAlive: true });
    await ask(front.url, agent);
    const stopped = front.stop();
    await expect(ask(front.url, new Agent())).rejects.toThrow('ECONNREFUSED');
    await stopped;
  });

  it('does not wait for clients that are idle longer than it drains', async () => {
    const front = await open({ drainMs: 50 });
    await ask(front.url, new Agent({ keepAlive: true }));
    await expect(front.stop()).resolves.toBeUndefined();
  });

  it('leaves the port to a successor that listens already', async () => {
    const old = await open({ reusePort: true });
    await open({ reusePort: true, port: old.port });
    await old.stop();
    expect((await ask(old.url, new Agent())).status).toBe(200);
  });
});

describe('a front and its clients', () => {
  it('cuts off a client whose headers come drop by drop', async () => {
    const front = await open();
    front.server.headersTimeout = 100;
    expect(await talk(front.port, 'GET / HTTP/1.1\r\nhost: a\r\nx-slow: ')).toMatch(/^HTTP\/1\.1 408/);
  });

  it('cuts off a client whose body never ends', async () => {
    const front = await open();
    front.server.requestTimeout = 100;
    front.server.headersTimeout = 100;
    expect(await talk(front.port, 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\nabc')).toMatch(/408/);
  });

  it('makes no problem of a client that leaves in the middle of its body', async () => {
    const front = await open();
    await new Promise<void>((resolve) => {
      const socket = connect(front.port, '127.0.0.1', () => {
        socket.write('POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\nabc', () => socket.destroy());
      });
      socket.on('close', () => resolve());
    });
    await ask(front.url, new Agent());
    expect(problems).toEqual([]);
  });

  it('closes connections over its limit at once', async () => {
    const front = await open({ maxConnections: 1 });
    await ask(front.url, new Agent({ keepAlive: true }));
    await expect(ask(front.url, new Agent())).rejects.toThrow(/ECONNRESET|hang up/);
  });

  it('refuses a body over its limit', async () => {
    const front = await open({ bodyLimit: 5 });
    expect((await fetch(front.url, { method: 'POST', body: '123456' })).status).toBe(413);
  });

  it('refuses a body of several megabytes so that its sender hears it', async () => {
    const front = await open({ bodyLimit: 1_000_000 });
    const send = () => fetch(front.url, { method: 'POST', body: 'x'.repeat(6_000_000) });
    const statuses = [await send(), await send(), await send()].map(({ status }) => status);
    expect(statuses).toEqual([413, 413, 413]);
  });

  it('gives every answer its headers unless the route has its own', async () => {
    const front = await open({
      headers: { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
      routes: { 'GET /': async () => json(200, {}, { 'cache-control': 'no-cache' }) },
    });
    const [known, unknown] = await Promise.all([fetch(front.url), fetch(`${front.url}/nowhere`)]);
    expect([known, unknown].map(({ headers }) => headers.get('cache-control'))).toEqual(['no-cache', 'no-store']);
  });
});
