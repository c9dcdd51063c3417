import { describe, expect, it } from '@jest/globals';
import type { LiveEvent } from './live-event.ts';
import { createRecentEvents } from './recent-events.ts';

const event = (sequence: number, id = `e${sequence}`): LiveEvent => ({ sequence, id }) as LiveEvent;
const sequences = (events: readonly LiveEvent[] | null) => events?.map(({ sequence }) => sequence) ?? null;

describe('recent events', () => {
  const filled = (limit: number, ...at: number[]) => {
    const recent = createRecentEvents(limit);
    recent.begin(10);
    for (const sequence of at) recent.add(event(sequence));
    return recent;
  };

  it.each([
    [9, null],
    [10, [12, 15]],
    [12, [15]],
    [14, [15]],
    [15, []],
    [99, []],
  ])('behind %d are %j', (sequence, expected) => {
    expect(sequences(filled(8, 12, 15).after(sequence))).toEqual(expected);
  });

  it('know nothing before they begin', () => {
    expect(createRecentEvents(8).after(0)).toBeNull();
  });

  it('forget the oldest, and say so', () => {
    const recent = filled(4, 11, 12, 13, 14, 15);
    expect([sequences(recent.after(12)), recent.after(11)]).toEqual([[13, 14, 15], null]);
  });

  it('take an event once', () => {
    const recent = filled(8, 11);
    expect([recent.add(event(12, 'e11')), recent.add(event(13))]).toEqual([false, true]);
  });

  it('forget everything where the stream begins anew', () => {
    const recent = filled(8, 11, 12);
    recent.begin(2);
    expect([recent.after(1), sequences(recent.after(2))]).toEqual([null, []]);
  });
});
