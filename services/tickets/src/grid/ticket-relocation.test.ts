import { eventually } from '@gridlink/test-kit';
import { afterEach, describe, expect, it } from '@jest/globals';
import { startTicketRelocation, type TicketRelocation } from './ticket-relocation.ts';

describe('a relocation of tickets', () => {
  let relocation: TicketRelocation | undefined;
  afterEach(() => relocation?.stop());

  /** Two jurisdictions, of which one fails so many times. */
  function relocating({ failures, restMs }: { readonly failures: number; readonly restMs: number }) {
    const looked: string[] = [];
    const problems: string[] = [];
    let left = failures;
    relocation = startTicketRelocation({
      jurisdictions: ['broken', 'sound'],
      restMs,
      async locate(jurisdiction) {
        looked.push(jurisdiction);
        if (jurisdiction === 'broken' && left-- > 0) throw new Error('broken');
      },
      onProblem: (work, error) => problems.push(`${work} ${String(error)}`),
    });
    const count = (jurisdiction: string): number => looked.filter((one) => one === jurisdiction).length;
    return { relocation, count, problems };
  }

  it('lets one that fails rest while the others go on, however often it is marked', async () => {
    const { relocation: running, count, problems } = relocating({ failures: 9, restMs: 600_000 });
    for (const times of [1, 2, 3]) {
      await eventually(() => count('sound') === times);
      running.mark('broken');
      running.mark('sound');
    }
    expect([count('broken'), problems]).toEqual([1, ['relocation Error: broken']]);
  });

  it('looks again at one that failed once it has rested', async () => {
    const { count, problems } = relocating({ failures: 1, restMs: 0 });
    await eventually(() => count('broken') === 2);
    expect([problems.length, count('sound')]).toEqual([1, 1]);
  });
});
