import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { natsServer } from './servers.ts';

/** A line to the broker that can be cut and mended. */
export type BrokerLine = { readonly url: string; cut(): Promise<void>; mend(): Promise<void> };

/** Opens a line to the broker that tests are run against; whoever connects to its address goes through it. */
export async function openBrokerLine(): Promise<BrokerLine> {
  const target = new URL(natsServer().url);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const broker = connect(Number(target.port), target.hostname);
    for (const socket of [client, broker]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        broker.destroy();
      });
    }
    client.pipe(broker).pipe(client);
  });
  const listen = (port: number) => once(server.listen(port, '127.0.0.1'), 'listening');
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const cut = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    url: `nats://127.0.0.1:${port}`,
    cut,
    async mend() {
      await listen(port);
    },
  };
}
