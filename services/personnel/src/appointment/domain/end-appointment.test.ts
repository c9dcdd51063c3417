import { describe, expect, it } from '@jest/globals';
import { held, NOW } from '../../../test/appointment-facts.ts';
import { decideEnding } from './end-appointment.ts';

const WHO = { now: NOW, by: 'operator' };

describe('ending an appointment', () => {
  it('keeps it with time and reason', () => {
    expect(decideEnding(held('puyang', 'FULL_TIME_WORKER'), ' 调离 ', WHO)).toMatchObject({
      kind: 'END',
      appointment: { endedAt: NOW, endReason: '调离', endedBy: 'operator' },
    });
  });

  it('refuses to end it twice', () => {
    const over = held('puyang', 'FULL_TIME_WORKER', { endedAt: NOW, endReason: '辞职' });
    expect(decideEnding(over, '再次', WHO)).toEqual({ kind: 'REFUSE', refusal: { kind: 'ALREADY_ENDED' } });
  });

  it.each(['', '   ', 'x'.repeat(201), '辞\u0000职'])('refuses the reason %j', (reason) => {
    expect(decideEnding(held('puyang', 'FULL_TIME_WORKER'), reason, WHO)).toEqual({
      kind: 'REFUSE',
      refusal: { kind: 'BAD_REASON' },
    });
  });
});
