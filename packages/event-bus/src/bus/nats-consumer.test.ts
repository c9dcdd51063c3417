import { randomUUID } from 'node:crypto';
import { eventually, natsServer, testPrefix } from '@gridlink/test-kit';
import { describe, expect, it } from '@jest/globals';
import { AckPolicy } from 'nats';
import { DONE } from './event-bus.ts';
import { connectNats, createNatsBus } from './nats-bus.ts';
import { nounSubjects, streamName } from './subjects.ts';

describe('a durable that an earlier release made', () => {
  it('is read on, within the bounds of this one', async () => {
    const prefix = testPrefix();
    const bus = await createNatsBus({ ...natsServer(), prefix, name: 'durable' });
    await bus.onStreamGeneration('grid', async () => {});
    const connection = await connectNats({ ...natsServer(), name: 'durable-maker' });
    const { consumers } = await connection.jetstreamManager();
    const stream = streamName(prefix, 'grid');
    await consumers.add(stream, {
      durable_name: 'old',
      filter_subject: nounSubjects(prefix, 'grid', 'grid'),
      ack_policy: AckPolicy.Explicit,
      max_ack_pending: 3,
    });
    const got: string[] = [];
    await bus.subscribe({
      domain: 'grid',
      noun: 'grid',
      durable: 'old',
      async handle({ event }) {
        got.push(event.subject);
        return DONE;
      },
    });
    await bus.publish({
      specversion: '1.0',
      id: randomUUID(),
      source: '/gridlink/grid',
      type: 'gridlink.grid.grid.published.v1',
      subject: 'one',
      time: '2026-03-02T01:00:00.000Z',
      datacontenttype: 'application/json',
      jurisdiction: 'somewhere',
      division: '410105001001',
      sequence: 1,
      data: {},
    });
    await eventually(() => got.includes('one'));
    expect((await consumers.info(stream, 'old')).config.max_ack_pending).toBeGreaterThan(3);
    await connection.close();
    await bus.close();
  });
});
