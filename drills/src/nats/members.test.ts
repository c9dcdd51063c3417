import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectNats, domainSubjects, streamName } from '@gridlink/event-bus';
import {
  brokerUsers,
  durables,
  namingNoServers,
  readSettings,
  type ServiceName,
  type Stack,
  serviceNames,
  startStack,
} from '@gridlink/stack';
import { mongodbUri } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NatsConnection } from 'nats';
import { assault } from './assault.ts';
import { type Attempt, attemptsOn } from './attempts.ts';
import { takeInventory } from './inventory.ts';

const PREFIX = 'rights';

/** The broker as it stands when every service has started, and one department's stream. */
async function furnish(owner: NatsConnection): Promise<void> {
  const manager = await owner.jetstreamManager();
  for (const domain of serviceNames)
    await manager.streams.add({ name: streamName(PREFIX, domain), subjects: [domainSubjects(PREFIX, domain)] });
  for (const { name, domain } of serviceNames.flatMap((service: ServiceName) => durables[service]))
    await manager.consumers.add(streamName(PREFIX, domain), { durable_name: name });
  await manager.streams.add({ name: 'RIGHTS_FEED_x', subjects: ['rightsfeed.x.>'] });
}

describe('[A7] the users of our own processes', () => {
  let folder: string;
  let stack: Stack;
  let attempts: readonly Attempt[];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gridlink-rights-'));
    stack = await startStack({
      dataFolder: folder,
      mongodbUri: mongodbUri(),
      eventPrefix: PREFIX,
      only: [],
      settings: readSettings(namingNoServers()),
    });
    const { nats } = stack.endpoints;
    const owner = await connectNats({ url: nats.url, credentials: nats.credentials, name: 'drill' });
    await furnish(owner);
    const inventory = await takeInventory(owner);
    await owner.close();
    const inboxes = Object.fromEntries([...brokerUsers, 'drill'].map((user) => [user, `_INBOX.${user}`]));
    attempts = attemptsOn({ inventory, feeds: [], inboxes, gateRoot: `${PREFIX}feedgate` });
  });
  afterAll(async () => {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(brokerUsers)(
    '%s is refused by the server everything that is not its business',
    async (name) => {
      const { nats } = stack.endpoints;
      const creds = readFileSync(nats.users?.[name] ?? '');
      const holder = { kind: 'MEMBER', name, prefix: PREFIX } as const;
      const { tried, passed } = await assault(
        { url: nats.url, attempts },
        { who: name, holder, creds, inboxPrefix: `_INBOX.${name}` },
      );
      expect([tried > 200, passed]).toEqual([true, []]);
    },
    60_000,
  );
});
