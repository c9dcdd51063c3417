import { randomUUID } from 'node:crypto';
import type { EventEnvelope } from '@gridlink/contracts';
import { eventually, natsServer, testPrefix } from '@gridlink/test-kit';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DONE, type EventBus } from './event-bus.ts';
import { createMemoryBus } from './memory-bus.ts';
import { createNatsBus } from './nats-bus.ts';

const event = (subject: string, sequence = 1, type = 'gridlink.grid.grid.published.v1'): EventEnvelope => ({
  specversion: '1.0',
  id: randomUUID(),
  source: '/gridlink/grid',
  type,
  subject,
  time: '2026-03-02T01:00:00.000Z',
  datacontenttype: 'application/json',
  jurisdiction: 'somewhere',
  division: '410105001001',
  sequence,
  data: {},
});

const adapters: Record<string, () => Promise<EventBus>> = {
  'the in-memory bus': async () => createMemoryBus(),
  'the NATS bus': () => createNatsBus({ ...natsServer(), prefix: testPrefix(), name: 'spec' }),
};

/** One spec over every adapter: what it promises is what the rest of the platform builds on. */
describe.each(Object.entries(adapters))('%s', (_name, open) => {
  let bus: EventBus;
  beforeEach(async () => {
    bus = await open();
    await bus.onStreamGeneration('grid', async () => {});
  });
  afterEach(() => bus.close());

  const collect = async (durable: string, noun = 'grid') => {
    const got: string[] = [];
    const subscription = await bus.subscribe({
      domain: 'grid',
      noun,
      durable,
      handle: async (delivery) => {
        got.push(delivery.event.subject);
        return DONE;
      },
    });
    return { got, stop: () => subscription.stop() };
  };

  it('delivers what is published', async () => {
    const reader = await collect('one');
    await bus.publish(event('a'));
    await eventually(() => reader.got.length === 1);
    expect(reader.got).toEqual(['a']);
    await reader.stop();
  });

  it('delivers what was published before the reader came', async () => {
    await bus.publish(event('early'));
    const reader = await collect('late-reader');
    await eventually(() => reader.got.length === 1);
    expect(reader.got).toEqual(['early']);
    await reader.stop();
  });

  it('misses nothing while a durable reader is away', async () => {
    const first = await collect('away');
    await bus.publish(event('a'));
    await eventually(() => first.got.length === 1);
    await first.stop();
    await bus.publish(event('b'));
    const second = await collect('away');
    await eventually(() => second.got.length === 1);
    expect(second.got).toEqual(['b']);
    await second.stop();
  });

  it('stores the same event id once', async () => {
    const same = event('same');
    await bus.publish(same);
    await bus.publish(same);
    await bus.publish(event('after'));
    const reader = await collect('dedupe');
    await eventually(() => reader.got.includes('after'));
    expect(reader.got).toEqual(['same', 'after']);
    await reader.stop();
  });

  it('delivers again what a handler asked to have again', async () => {
    const attempts: number[] = [];
    const subscription = await bus.subscribe({
      domain: 'grid',
      noun: 'grid',
      durable: 'again',
      handle: async ({ attempt }) => {
        attempts.push(attempt);
        return attempt < 3 ? { kind: 'RETRY', delayMs: 10 } : DONE;
      },
    });
    await bus.publish(event('a'));
    await eventually(() => attempts.length === 3);
    expect(attempts).toEqual([1, 2, 3]);
    await subscription.stop();
  });

  it('gives a reader only the noun it asked for', async () => {
    const reader = await collect('nouns', 'item-list');
    await bus.publish(event('grid'));
    await bus.publish(event('list', 1, 'gridlink.grid.item-list.published.v1'));
    await eventually(() => reader.got.length === 1);
    expect(reader.got).toEqual(['list']);
    await reader.stop();
  });
});
