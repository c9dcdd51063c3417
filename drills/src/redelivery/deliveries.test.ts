import { chanceOf } from '@gridlink/bench';
import type { EventEnvelope } from '@gridlink/contracts';
import { describe, expect, it } from '@jest/globals';
import { cleanly, disturbed } from './deliveries.ts';

const events = Array.from({ length: 500 }, (_, index) => ({
  id: `e${index}`,
  subject: `s${index % 7}`,
  sequence: Math.floor(index / 7) + 1,
  time: new Date(index * 1_000).toISOString(),
})) as EventEnvelope[];

const keyOf = ({ event, copy }: { event: EventEnvelope; copy: number }): string => `${event.id}#${copy}`;

describe('a disturbed delivery', () => {
  const deliveries = disturbed(events, chanceOf(1));
  const copies = Map.groupBy(deliveries, ({ event }) => event.id);

  it('brings every event, one to five times', () => {
    expect(copies.size).toBe(events.length);
    expect(new Set([...copies.values()].map(({ length }) => length))).toEqual(new Set([1, 2, 3, 4, 5]));
    expect(new Set(deliveries.map(keyOf)).size).toBe(deliveries.length);
  });

  it('brings later events of an aggregate before earlier ones', () => {
    const first = [...new Map(deliveries.toReversed().map(({ event }) => [event.id, event])).values()].toReversed();
    const isAhead = first.filter((event, index) =>
      first.slice(index).some((later) => later.subject === event.subject && later.sequence < event.sequence),
    );
    expect(isAhead.length).toBeGreaterThan(events.length / 10);
  });

  it('is the same again with the same seed', () => {
    expect(disturbed(events, chanceOf(1)).map(keyOf)).toEqual(deliveries.map(keyOf));
  });
});

it('brings every event once and in order when it is clean', () => {
  expect(cleanly(events.toReversed()).map(({ event }) => event)).toEqual(events);
});
