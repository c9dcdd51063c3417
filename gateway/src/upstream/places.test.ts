import { describe, expect, it } from '@jest/globals';
import type { Line } from './lines.ts';
import { createPlaces, NoPlace, type Turn } from './places.ts';

const LONG_MS = 60_000;

/** The line of everything but intake, when only that one matters. */
const openPlaces = ({ places, queue, waitMs = LONG_MS }: { places: number; queue: number; waitMs?: number }) =>
  createPlaces({
    places,
    lines: {
      OTHERS: { requests: queue, bytes: Number.POSITIVE_INFINITY, waitMs },
      INTAKE: { requests: 100, bytes: 1_000, waitMs: LONG_MS },
    },
  });

const turn = (line: Line = 'OTHERS', bytes = 1): Turn => ({ signal: new AbortController().signal, line, bytes });

describe('places at a subgraph', () => {
  it('are given at once while there are any', () => {
    const places = openPlaces({ places: 1, queue: 1 });
    expect([places.take(turn()), places.taken]).toEqual([undefined, 1]);
  });

  it('go to whoever waits longest', async () => {
    const places = openPlaces({ places: 1, queue: 2 });
    const order: string[] = [];
    places.take(turn());
    const first = places.take(turn())?.then(() => order.push('first'));
    const second = places.take(turn())?.then(() => order.push('second'));
    places.leave();
    places.leave();
    await Promise.all([first, second]);
    expect(order).toEqual(['first', 'second']);
  });

  it('are refused at once when the queue is full', () => {
    const places = openPlaces({ places: 1, queue: 0 });
    places.take(turn());
    expect(() => places.take(turn())).toThrow(NoPlace);
  });

  it('are refused to whoever has waited too long', async () => {
    const places = openPlaces({ places: 1, queue: 1, waitMs: 1 });
    places.take(turn());
    await expect(places.take(turn())).rejects.toThrow(NoPlace);
  });

  it('are not kept for a client that has gone', async () => {
    const places = openPlaces({ places: 1, queue: 1 });
    const client = new AbortController();
    places.take(turn());
    const waiting = places.take({ ...turn(), signal: client.signal });
    client.abort();
    await expect(waiting).rejects.toThrow('nobody waits');
    expect(places.waiting).toBe(0);
  });

  it('are all free once everybody has left', async () => {
    const places = openPlaces({ places: 2, queue: 8 });
    const takers = Array.from({ length: 10 }, async () => {
      await places.take(turn());
      await Promise.resolve();
      places.leave();
    });
    await Promise.all(takers);
    expect([places.taken, places.waiting]).toEqual([0, 0]);
  });

  it('go to each line in turn, however long one of them is', async () => {
    const places = openPlaces({ places: 1, queue: 2 });
    const order: string[] = [];
    places.take(turn());
    const waiting = [
      ...[1, 2, 3].map((number) => [`report ${number}`, turn('INTAKE')] as const),
      ...[1, 2].map((number) => [`query ${number}`, turn()] as const),
    ].map(([name, of]) => places.take(of)?.then(() => order.push(name)));
    for (let left = 0; left < 5; left += 1) places.leave();
    await Promise.all(waiting);
    expect(order).toEqual(['report 1', 'query 1', 'report 2', 'query 2', 'report 3']);
  });

  it('are waited for by as many reports as fit into the bytes', async () => {
    const places = openPlaces({ places: 1, queue: 0 });
    places.take(turn('INTAKE', 900));
    const first = places.take(turn('INTAKE', 600));
    expect(() => places.take(turn('INTAKE', 401))).toThrow(NoPlace);
    const second = places.take(turn('INTAKE', 400));
    places.leave();
    await first;
    const third = places.take(turn('INTAKE', 600));
    places.leave();
    places.leave();
    await Promise.all([second, third]);
    expect([places.taken, places.waiting]).toEqual([1, 0]);
  });
});
