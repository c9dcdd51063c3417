import { describe, expect, it } from '@jest/globals';
import { type CircuitOutcome, createCircuit } from './circuit.ts';

const PAUSE_MS = 2_000;

/** A circuit that opens after three, with a clock that is set by hand. */
function made(...outcomes: CircuitOutcome[]) {
  const clock = { now: 0 };
  const circuit = createCircuit({ timeouts: 3, pauseMs: PAUSE_MS, now: () => clock.now });
  for (const outcome of outcomes) circuit.settled(outcome);
  return { circuit, clock };
}

describe('a circuit', () => {
  it.each<[string, CircuitOutcome[], number | null]>([
    ['is closed at first', [], null],
    ['stays closed below the bound', ['TIMED_OUT', 'TIMED_OUT'], null],
    ['opens at the bound', ['TIMED_OUT', 'TIMED_OUT', 'TIMED_OUT'], 2],
    ['counts only timeouts in a row', ['TIMED_OUT', 'TIMED_OUT', 'ANSWERED', 'TIMED_OUT'], null],
    ['does not count calls that clients gave up', ['TIMED_OUT', 'TIMED_OUT', 'DROPPED'], null],
  ])('%s', (_what, outcomes, wait) => {
    expect(made(...outcomes).circuit.admit()).toBe(wait);
  });

  const opened = () => {
    const { circuit, clock } = made('TIMED_OUT', 'TIMED_OUT', 'TIMED_OUT');
    clock.now = PAUSE_MS;
    return { circuit, clock };
  };

  it('lets one call try after the pause', () => {
    const { circuit } = opened();
    expect([circuit.admit(), circuit.admit()]).toEqual([null, 2]);
  });

  it.each<[CircuitOutcome, string]>([
    ['ANSWERED', 'CLOSED'],
    ['TIMED_OUT', 'OPEN'],
    ['DROPPED', 'OPEN'],
  ])('after a try that was %s is %s', (outcome, state) => {
    const { circuit } = opened();
    circuit.admit();
    circuit.settled(outcome);
    expect(circuit.state).toBe(state);
  });

  it('lets the next call try when the try was dropped', () => {
    const { circuit } = opened();
    circuit.admit();
    circuit.settled('DROPPED');
    expect(circuit.admit()).toBeNull();
  });
});
