import { describe, expect, it } from '@jest/globals';
import { type Attempt, createPatience } from './patience.ts';

class Refused extends Error {}
class Broken extends Error {}

const patience = (patienceMs = 10_000, now = () => performance.now()) =>
  createPatience({
    patienceMs,
    now,
    isRefused: (error) => error instanceof Refused,
    isBroken: (error) => error instanceof Broken,
  });

/** Fails with each of the errors in turn, then answers. */
function failing(errors: readonly Error[], over: Partial<Attempt<string>> = {}) {
  let calls = 0;
  const attempt: Attempt<string> = {
    send: async () => {
      const error = errors[calls++];
      if (error) throw error;
      return 'answer';
    },
    isRepeatable: true,
    signal: new AbortController().signal,
    ...over,
  };
  return { attempt, calls: () => calls };
}

describe('patience with a subgraph that restarts', () => {
  it.each([
    ['a query', true],
    ['a mutation', false],
  ])('sends %s again that has not reached it', async (_what, isRepeatable) => {
    const { attempt } = failing([new Refused(), new Refused()], { isRepeatable });
    expect(await patience()(attempt)).toBe('answer');
  });

  it('sends a query again whose connection broke', async () => {
    expect(await patience()(failing([new Broken()]).attempt)).toBe('answer');
  });

  it('does not go on with a query that breaks every connection', async () => {
    const { attempt, calls } = failing(Array(100).fill(new Broken()));
    await expect(patience()(attempt)).rejects.toThrow(Broken);
    expect(calls()).toBe(3);
  });

  it('never sends a mutation again that may have been carried out', async () => {
    const { attempt, calls } = failing([new Broken()], { isRepeatable: false });
    await expect(patience()(attempt)).rejects.toThrow(Broken);
    expect(calls()).toBe(1);
  });

  it('does not ask again after another error', async () => {
    const { attempt, calls } = failing([new Error('timed out')]);
    await expect(patience()(attempt)).rejects.toThrow('timed out');
    expect(calls()).toBe(1);
  });

  it('ends for one when the subgraph has been away too long for all', async () => {
    let time = 0;
    const asks = patience(100, () => {
      time += 60;
      return time;
    });
    await expect(asks(failing(Array(100).fill(new Refused())).attempt)).rejects.toThrow(Refused);
    const second = failing([new Refused()]);
    await expect(asks(second.attempt)).rejects.toThrow(Refused);
    expect(second.calls()).toBe(1);
  });

  it('begins anew once the subgraph has answered', async () => {
    let time = 0;
    const asks = patience(100, () => time);
    await asks(failing([new Refused()]).attempt);
    time = 1_000;
    expect(await asks(failing([new Refused()]).attempt)).toBe('answer');
  });

  it('ends when nobody waits any more', async () => {
    const dropped = new AbortController();
    const { attempt } = failing(Array(100).fill(new Refused()), { signal: dropped.signal });
    const answered = patience()(attempt);
    dropped.abort();
    await expect(answered).rejects.toThrow();
  });
});
