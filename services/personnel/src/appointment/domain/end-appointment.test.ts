import { describe, expect, it } from '@jest/globals';
import { held, NOW } from '../../../test/appointment-facts.ts';
import { decideEnding } from './end-appointment.ts';

describe('ending an appointment', () => {
  it('keeps it with time and reason', () => {
    expect(decideEnding(held('puyang', 'FULL_TIME_WORKER'), ' 调离 ', NOW)).toMatchObject({
      kind: 'END',
      appointment: { endedAt: NOW, endReason: '调离' },
    });
  });

  it('refuses to end it twice', () => {
    const over = held('puyang', 'FULL_TIME_WORKER', { endedAt: NOW, endReason: '辞职' });
    expect(decideEnding(over, '再次', NOW)).toEqual({ kind: 'REFUSE', refusal: { kind: 'ALREADY_ENDED' } });
  });

  it.each(['', '   ', 'x'.repeat(201), '辞\u0000职'])('refuses the reason %j', (reason) => {
    expect(decideEnding(held('puyang', 'FULL_TIME_WORKER'), reason, NOW)).toEqual({
      kind: 'REFUSE',
      refusal: { kind: 'BAD_REASON' },
    });
  });
});
