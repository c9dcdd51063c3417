import { randomUUID } from 'node:crypto';
import type { EventEnvelope } from '@gridlink/contracts';
import { eventually, natsServer, openBrokerLine, testPrefix } from '@gridlink/test-kit';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventBus } from './event-bus.ts';
import type { LiveFeed } from './live-feed.ts';
import { createNatsBus } from './nats-bus.ts';
import { followLive } from './nats-live-feed.ts';

const TYPE = 'gridlink.personnel.account.revoked.v1';

const event = (subject: string, type = TYPE): EventEnvelope => ({
  specversion: '1.0',
  id: randomUUID(),
  source: '/gridlink/personnel',
  type,
  subject,
  time: '2026-03-02T01:00:00.000Z',
  datacontenttype: 'application/json',
  jurisdiction: 'somewhere',
  division: '410105001001',
  sequence: 1,
  data: {},
});

describe('a live feed of one event type', () => {
  let prefix: string;
  let bus: EventBus;
  const feeds: LiveFeed[] = [];
  beforeEach(async () => {
    prefix = testPrefix();
    bus = await createNatsBus({ ...natsServer(), prefix, name: 'spec' });
    await bus.onStreamGeneration('personnel', async () => {});
  });
  afterEach(async () => {
    await Promise.all(feeds.splice(0).map((feed) => feed.stop()));
    await bus.close();
  });

  const follow = (more: { url?: string; backSeconds?: number; onProblem?: (message: string) => void } = {}) => {
    const heard: string[] = [];
    const feed = followLive({
      ...natsServer(),
      prefix,
      name: 'spec',
      type: TYPE,
      backSeconds: 600,
      handle: ({ subject }) => heard.push(subject),
      onProblem: () => undefined,
      ...more,
    });
    feeds.push(feed);
    return { heard, feed, current: () => eventually(() => feed.isCurrent()) };
  };

  it('lets every reader hear every event', async () => {
    const readers = [follow(), follow()];
    await Promise.all(readers.map(({ current }) => current()));
    await bus.publish(event('a'));
    await eventually(() => readers.every(({ heard }) => heard.length > 0));
    expect(readers.map(({ heard }) => heard)).toEqual([['a'], ['a']]);
  });

  it('reads what was published before it came', async () => {
    await bus.publish(event('early'));
    const reader = follow();
    await reader.current();
    expect(reader.heard).toEqual(['early']);
  });

  it('leaves out what is older than it reads back', async () => {
    await bus.publish(event('old'));
    await eventually(() => Date.now() % 1_000 < 100);
    const stored = Date.now();
    await eventually(() => Date.now() - stored > 1_200);
    const reader = follow({ backSeconds: 1 });
    await reader.current();
    expect(reader.heard).toEqual([]);
  });

  it('hears nothing of other events of the same noun', async () => {
    await bus.publish(event('other', 'gridlink.personnel.account.opened.v1'));
    await bus.publish(event('wanted'));
    const reader = follow();
    await reader.current();
    expect(reader.heard).toEqual(['wanted']);
  });

  it('is current where the stream does not exist yet', async () => {
    prefix = testPrefix();
    const reader = follow();
    await reader.current();
    expect(reader.heard).toEqual([]);
  });

  it('says that it is not current while the line to the broker is cut', async () => {
    const line = await openBrokerLine();
    const reader = follow({ url: line.url });
    await reader.current();
    await line.cut();
    await eventually(() => !reader.feed.isCurrent());
    expect(reader.feed.isCurrent()).toBe(false);
  });

  it('hears after a break what was published during it', async () => {
    const line = await openBrokerLine();
    const reader = follow({ url: line.url });
    await reader.current();
    await line.cut();
    await eventually(() => !reader.feed.isCurrent());
    await bus.publish(event('meanwhile'));
    await line.mend();
    await eventually(() => reader.heard.includes('meanwhile'));
    expect(reader.heard).toEqual(['meanwhile']);
    await Promise.all(feeds.splice(0).map((feed) => feed.stop()));
    await line.cut();
  });

  it('begins to hear when the broker comes after it', async () => {
    const line = await openBrokerLine();
    await line.cut();
    const reader = follow({ url: line.url });
    await bus.publish(event('a'));
    await line.mend();
    await eventually(() => reader.heard.includes('a'));
    expect(reader.heard).toEqual(['a']);
    await Promise.all(feeds.splice(0).map((feed) => feed.stop()));
    await line.cut();
  });
});
