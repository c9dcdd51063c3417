import type { NatsConnection } from 'nats';

/** Everything that stands on the broker, as its owner sees it. */
export type Inventory = {
  readonly streams: readonly StreamThere[];
};
export type StreamThere = {
  readonly name: string;
  readonly subjects: readonly string[];
  readonly messages: number;
  readonly consumers: readonly string[];
};

export async function takeInventory(owner: NatsConnection): Promise<Inventory> {
  const manager = await owner.jetstreamManager();
  const streams: StreamThere[] = [];
  for await (const { config, state } of manager.streams.list()) {
    const consumers: string[] = [];
    for await (const { name } of manager.consumers.list(config.name)) consumers.push(name);
    streams.push({ name: config.name, subjects: config.subjects, messages: state.messages, consumers });
  }
  return { streams };
}

/** What is gone or smaller than before. Nothing may be. */
export function harmDone(before: Inventory, after: Inventory): string[] {
  const now = new Map(after.streams.map((stream) => [stream.name, stream]));
  return before.streams.flatMap((stream) => {
    const left = now.get(stream.name);
    if (!left) return [`stream ${stream.name} is gone`];
    const gone = stream.consumers.filter((name) => !left.consumers.includes(name));
    const emptied = left.messages < stream.messages ? [`${stream.name} has lost messages`] : [];
    return [...emptied, ...gone.map((name) => `consumer ${name} of ${stream.name} is gone`)];
  });
}
