import { describe, expect, it } from '@jest/globals';
import { afterTry, type Delivery, MOST_ATTEMPTS, type Outcome } from './delivery.ts';

const NOW = new Date('2026-03-02T02:00:00Z');
const fresh: Delivery = {
  id: 'd1',
  channel: 'WEBHOOK',
  receiver: 'A',
  event: 'dispatched',
  kind: 'WORK',
  ticketCode: 'T1',
  body: '{}',
  createdAt: NOW,
  state: 'PENDING',
  attempts: 0,
  nextAt: NOW,
  lastAt: null,
  status: null,
  problem: null,
};
const again: Outcome = { kind: 'TRY_AGAIN', status: 500, problem: 'answered 500' };

describe('[E12] a delivery', () => {
  it('that arrived is over', () => {
    const after = afterTry(fresh, { kind: 'DELIVERED', status: 200 }, NOW);
    expect(after).toMatchObject({ state: 'DELIVERED', attempts: 1, status: 200, problem: null, lastAt: NOW });
    expect('nextAt' in after).toBe(false);
  });

  it('that failed is tried again, later each time, and given up in the end', () => {
    const waits: number[] = [];
    let delivery = fresh;
    while (delivery.state === 'PENDING') {
      const at = delivery.nextAt ?? NOW;
      delivery = afterTry(delivery, again, at);
      if (delivery.nextAt) waits.push(delivery.nextAt.getTime() - at.getTime());
    }
    expect(waits).toEqual(waits.toSorted((one, other) => one - other));
    expect(new Set(waits).size).toBe(MOST_ATTEMPTS - 1);
    const hours = waits.reduce((sum, wait) => sum + wait, 0) / 3_600_000;
    expect([Math.floor(hours), delivery.state, delivery.attempts]).toEqual([51, 'FAILED', MOST_ATTEMPTS]);
  });

  it('that makes no sense any more is given up at once', () => {
    expect(afterTry(fresh, { kind: 'GIVE_UP', status: 410, problem: 'gone' }, NOW)).toMatchObject({
      state: 'FAILED',
      problem: 'gone',
    });
  });
});
