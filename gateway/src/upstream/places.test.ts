import { describe, expect, it } from '@jest/globals';
import { createPlaces, NoPlace } from './places.ts';

const nobodyLeaves = (): AbortSignal => new AbortController().signal;
const LONG_MS = 60_000;

describe('places at a subgraph', () => {
  it('are given at once while there are any', () => {
    const places = createPlaces({ places: 1, queue: 1, waitMs: LONG_MS });
    expect([places.take(nobodyLeaves()), places.taken]).toEqual([undefined, 1]);
  });

  it('go to whoever waits longest', async () => {
    const places = createPlaces({ places: 1, queue: 2, waitMs: LONG_MS });
    const order: string[] = [];
    places.take(nobodyLeaves());
    const first = places.take(nobodyLeaves())?.then(() => order.push('first'));
    const second = places.take(nobodyLeaves())?.then(() => order.push('second'));
    places.leave();
    places.leave();
    await Promise.all([first, second]);
    expect(order).toEqual(['first', 'second']);
  });

  it('are refused at once when the queue is full', () => {
    const places = createPlaces({ places: 1, queue: 0, waitMs: LONG_MS });
    places.take(nobodyLeaves());
    expect(() => places.take(nobodyLeaves())).toThrow(NoPlace);
  });

  it('are refused to whoever has waited too long', async () => {
    const places = createPlaces({ places: 1, queue: 1, waitMs: 1 });
    places.take(nobodyLeaves());
    await expect(places.take(nobodyLeaves())).rejects.toThrow(NoPlace);
  });

  it('are not kept for a client that has gone', async () => {
    const places = createPlaces({ places: 1, queue: 1, waitMs: LONG_MS });
    const client = new AbortController();
    places.take(nobodyLeaves());
    const waiting = places.take(client.signal);
    client.abort();
    await expect(waiting).rejects.toThrow('nobody waits');
    expect(places.waiting).toBe(0);
  });

  it('are all free once everybody has left', async () => {
    const places = createPlaces({ places: 2, queue: 8, waitMs: LONG_MS });
    const takers = Array.from({ length: 10 }, async () => {
      await places.take(nobodyLeaves());
      await Promise.resolve();
      places.leave();
    });
    await Promise.all(takers);
    expect([places.taken, places.waiting]).toEqual([0, 0]);
  });
});
