import { randomUUID } from 'node:crypto';
import type { EventEnvelope } from '@gridlink/contracts';
import { eventually, natsServer, openBrokerLine, testPrefix } from '@gridlink/test-kit';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventBus } from './event-bus.ts';
import type { LiveSource, StreamPosition } from './live-source.ts';
import { connectNats, createNatsBus } from './nats-bus.ts';
import { followStream } from './nats-live-source.ts';
import { streamName } from './subjects.ts';

const event = (subject: string, more: Partial<EventEnvelope> = {}): EventEnvelope => ({
  specversion: '1.0',
  id: randomUUID(),
  source: '/gridlink/tickets',
  type: 'gridlink.tickets.ticket.reported.v1',
  subject,
  time: new Date().toISOString(),
  datacontenttype: 'application/json',
  jurisdiction: 'here',
  division: '410105001001',
  sequence: 1,
  data: {},
  ...more,
});

describe('a followed stream', () => {
  let prefix: string;
  let bus: EventBus;
  const sources: LiveSource[] = [];
  beforeEach(async () => {
    prefix = testPrefix();
    bus = await createNatsBus({ ...natsServer(), prefix, name: 'spec' });
    await bus.onStreamGeneration('tickets', async () => {});
  });
  afterEach(async () => {
    await Promise.all(sources.splice(0).map((source) => source.stop()));
    await bus.close();
  });

  const follow = async (more: { url?: string; back?: number } = {}) => {
    const heard: string[] = [];
    const begun: StreamPosition[] = [];
    const source = followStream({
      ...natsServer(),
      prefix,
      name: 'spec',
      domain: 'tickets',
      noun: 'ticket',
      back: 0,
      onEvent: ({ event: { subject } }) => heard.push(subject),
      onBegin: (position) => begun.push(position),
      onProblem: () => undefined,
      ...more,
    });
    sources.push(source);
    await eventually(() => source.isCurrent());
    return { heard, begun, source };
  };
  const publish = async (...subjects: string[]): Promise<void> => {
    for (const subject of subjects) await bus.publish(event(subject));
  };
  const wipe = async (): Promise<void> => {
    const connection = await connectNats({ ...natsServer(), name: 'wiper' });
    const manager = await connection.jetstreamManager();
    await manager.streams.delete(streamName(prefix, 'tickets'));
    await connection.close();
  };

  it('is heard in its order', async () => {
    const { heard } = await follow();
    await publish('a', 'b', 'c');
    await eventually(() => heard.length === 3);
    expect(heard).toEqual(['a', 'b', 'c']);
  });

  it('is heard from as far back as was asked', async () => {
    await publish('a', 'b', 'c');
    const { heard } = await follow({ back: 2 });
    expect(heard).toEqual(['b', 'c']);
  });

  it('is heard without a hole or a double over breaks of the line', async () => {
    const line = await openBrokerLine();
    const { heard, source } = await follow({ url: line.url });
    const expected: string[] = [];
    for (let round = 0; round < 3; round++) {
      expected.push(`live ${round}`, `meanwhile ${round}`);
      await publish(`live ${round}`);
      await line.cut();
      await eventually(() => !source.isCurrent());
      await publish(`meanwhile ${round}`);
      await line.mend();
      await eventually(() => heard.length === expected.length);
    }
    expect(heard).toEqual(expected);
    await source.stop();
    await line.cut();
  });

  it('gives what lies behind a position', async () => {
    const { source } = await follow();
    await publish('a');
    await eventually(() => source.position()?.sequence === 1);
    const position = source.position() as StreamPosition;
    await publish('b', 'c');
    await bus.publish(event('elsewhere', { jurisdiction: 'there' }));
    const earlier = await source.readAfter(position, { jurisdiction: 'here', limit: 10 });
    expect(earlier === 'GONE' ? earlier : [earlier.events.map((each) => each.event.subject), earlier.upTo]).toEqual([
      ['b', 'c'],
      4,
    ]);
  });

  it.each([
    ['of another stream', { generation: 'another', sequence: 0 }],
    ['the stream has not come to', { sequence: 99 }],
  ])('keeps nothing behind a position %s', async (_which, changed) => {
    const { source } = await follow();
    const position = { ...(source.position() as StreamPosition), ...changed };
    expect(await source.readAfter(position, { jurisdiction: 'here', limit: 10 })).toBe('GONE');
  });

  it('says that it was replaced, and leaves out what is filled in again', async () => {
    const { heard, begun } = await follow();
    await wipe();
    await bus.close();
    bus = await createNatsBus({ ...natsServer(), prefix, name: 'spec' });
    await bus.onStreamGeneration('tickets', async () => {});
    await bus.publish(event('old', { time: '2026-01-01T00:00:00.000Z' }));
    await eventually(() => begun.length === 2);
    await publish('new');
    await eventually(() => heard.length > 0);
    expect(heard).toEqual(['new']);
  });
});
