import { describe, expect, it } from '@jest/globals';
import { createClientStream, type Outlet } from './client-stream.ts';
import type { Push } from './push.ts';
import type { StreamEnd } from './stream-end.ts';

const push = (sequence: number | null, text = 'x'): Push => ({ sequence, cursor: null, result: {}, text });

/** A client that takes one push each time it is let. */
function slowClient(queue = { pushes: 3, characters: 1_000 }) {
  const got: (number | null)[] = [];
  const taking: (() => void)[] = [];
  const ends: (StreamEnd | null)[] = [];
  const outlet: Outlet = {
    push({ sequence }) {
      got.push(sequence);
      return new Promise((resolve) => taking.push(resolve));
    },
    beat: () => undefined,
    close: () => undefined,
  };
  const stream = createClientStream({
    owner: { caller: { subject: 'a', kind: 'PERSON', roles: [] }, issuedAt: 0, expiresAt: 0 },
    outlet,
    position: 0,
    queue,
    onPush: () => undefined,
    cursorOf: () => null,
    onEnd: (_, end) => ends.push(end),
  });
  const take = async (): Promise<void> => {
    taking.shift()?.();
    await new Promise(setImmediate);
  };
  return { stream, got, ends, take };
}

describe('a client’s stream', () => {
  it('hands on one push after the other, in their order', async () => {
    const { stream, got, take } = slowClient();
    for (const sequence of [1, 2, 3]) stream.offer(push(sequence));
    expect(got).toEqual([1]);
    await take();
    await take();
    expect([got, stream.position]).toEqual([[1, 2, 3], 2]);
  });

  it.each([
    ['too many wait', { pushes: 3, characters: 1_000 }, 'x'],
    ['too much waits', { pushes: 100, characters: 10 }, 'x'.repeat(6)],
  ])('is ended when %s', (_what, queue, text) => {
    const { stream, ends } = slowClient(queue);
    for (const sequence of [1, 2, 3, 4, 5]) stream.offer(push(sequence, text));
    expect(ends.map((end) => end?.kind)).toEqual(['TOO_SLOW']);
  });

  it('keeps only the newest of a state', async () => {
    const { stream, got, ends, take } = slowClient();
    for (let count = 0; count < 10; count++) stream.offer(push(null));
    await take();
    await take();
    expect([got.length, ends]).toEqual([2, []]);
  });

  it('says how far it is only once a push was taken', async () => {
    const { stream, take } = slowClient();
    stream.offer(push(7));
    const before = stream.position;
    await take();
    expect([before, stream.position]).toEqual([0, 7]);
  });

  it('hears nothing after its end', () => {
    const { stream, got, ends } = slowClient();
    stream.gone();
    stream.offer(push(1));
    stream.gone();
    expect([got, ends]).toEqual([[], [null]]);
  });
});
