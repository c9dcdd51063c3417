import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';

/** A port for each name. */
export type Ports<Name extends string> = { readonly [name in Name]: number };

/** What is known before choosing: `fixed` must be used, `remembered` and `preferred` are used when free. */
export type PortWishes<Name extends string> = {
  readonly names: readonly Name[];
  readonly fixed?: Partial<Record<Name, number | undefined>>;
  readonly remembered?: Partial<Record<Name, number>>;
  readonly preferred?: Partial<Record<Name, number>>;
};

/** A port the operator set that somebody else listens on. */
export class PortTakenError extends Error {}

function listenOn(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(server));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A listening socket has no port');
  return address.port;
}

async function holdPort<Name extends string>(name: Name, wishes: PortWishes<Name>): Promise<Server> {
  const fixed = wishes.fixed?.[name];
  if (fixed !== undefined) {
    const server = await listenOn(fixed);
    if (server === undefined) {
      throw new PortTakenError(
        `Port ${fixed}, set by GRIDLINK_PORT_${name.toUpperCase()}, is in use (see: ss -ltnp sport = :${fixed})`,
      );
    }
    return server;
  }
  for (const wish of [wishes.remembered?.[name], wishes.preferred?.[name], 0]) {
    const server = wish === undefined ? undefined : await listenOn(wish);
    if (server !== undefined) return server;
  }
  throw new Error(`No free port was found for ${name}`);
}

/**
 * Chooses a free loopback port for each name.
 * All are held until the last is chosen, so that no two names get the same one.
 */
export async function choosePorts<Name extends string>(wishes: PortWishes<Name>): Promise<Ports<Name>> {
  const held: Server[] = [];
  const chosen: Partial<Record<Name, number>> = {};
  try {
    for (const name of wishes.names) {
      const server = await holdPort(name, wishes);
      held.push(server);
      chosen[name] = portOf(server);
    }
  } finally {
    await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  }
  return chosen as Ports<Name>;
}

/** Ports of the last run, or none. */
export function rememberedPorts(file: string): Partial<Record<string, number>> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<Record<string, number>>;
  } catch {
    return {};
  }
}

/** Keeps the ports for the next run, so that bookmarks and issued tokens stay good. */
export function rememberPorts(file: string, ports: Readonly<Record<string, number>>): void {
  writeFileSync(file, `${JSON.stringify({ ...rememberedPorts(file), ...ports }, null, 2)}\n`);
}
