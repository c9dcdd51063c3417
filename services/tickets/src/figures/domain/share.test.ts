import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { COUNTY, GRID, TOWN, VILLAGE } from '../../../test/ticket-story.ts';
import { anyLife } from '../../../test/walk-life.ts';
import type { TicketState } from '../../ticket/domain/ticket.ts';
import { changesOf, counterId, factToken, readToken, type Share, shareOf } from './share.ts';

const RULES = { satisfiedFrom: 4, mostExtensions: 2 };
const RUNS = Number(process.env.FAST_CHECK_RUNS ?? 120);

type Sums = ReadonlyMap<string, number>;

/** Counters after changes, those that came to nothing left out. */
function summed(changes: ReturnType<typeof changesOf>, onto: Sums = new Map()): Sums {
  const sums = new Map(onto);
  for (const { key, by } of changes) {
    for (const [measure, amount] of Object.entries(by)) {
      const id = `${counterId(key)}|${measure}`;
      sums.set(id, (sums.get(id) ?? 0) + amount);
    }
  }
  return new Map([...sums].filter(([, amount]) => amount !== 0).sort());
}

const shares = (life: readonly TicketState[]): readonly Share[] => life.map((state) => shareOf(state, RULES));

describe('the counters of a ticket', () => {
  it(`[T21] come to the same whether it is counted at every step or once at the end (${RUNS} lives)`, () => {
    let moved = 0;
    fc.assert(
      fc.property(anyLife(), (life) => {
        const steps = shares(life);
        let sums: Sums = new Map();
        steps.forEach((after, index) => {
          sums = summed(changesOf([{ before: steps[index - 1] ?? null, after }]), sums);
        });
        const once = summed(changesOf([{ before: null, after: steps.at(-1) as Share }]));
        expect([...sums]).toEqual([...once]);
        moved += steps.length;
      }),
      { numRuns: RUNS },
    );
    expect(moved).toBeGreaterThan(RUNS * 3);
  }, 120_000);

  it('count a ticket once for each unit and for all, and never more good than there was due', () => {
    fc.assert(
      fc.property(anyLife(), (life) => {
        for (const { facts } of shares(life)) {
          const named = facts.map(({ measure, unit }) => `${measure}|${unit}`);
          expect(new Set(named).size).toBe(named.length);
          for (const { measure, unit, day } of facts.filter((fact) => fact.measure.endsWith('_ON_TIME'))) {
            const due = measure.replace('_ON_TIME', '_DUE');
            expect(facts).toContainEqual({ measure: due, unit, day });
          }
        }
      }),
      { numRuns: RUNS },
    );
  }, 120_000);

  const share: Share = {
    jurisdiction: 'zhengzhou',
    areas: ['410000000000', '410100000000', COUNTY, TOWN, VILLAGE],
    gridId: GRID.id,
    category: 'MANHOLE',
    facts: [{ measure: 'REGISTERED', unit: '*', day: '2026-03-02' }],
  };

  it('are those of every place above, by day and by month, of its category and of all', () => {
    const ids = changesOf([{ before: null, after: share }]).map(({ key }) => counterId(key));
    expect(ids).toEqual(
      expect.arrayContaining([
        `|410000000000|*|*|2026-03-02`,
        `${COUNTY}|${TOWN}|*|MANHOLE|2026-03-02`,
        `${COUNTY}|${TOWN}|*|MANHOLE|2026-03`,
        `${VILLAGE}|${GRID.id}|*|*|2026-03`,
      ]),
    );
    expect(ids.length).toBe(5 * 4 + 2);
  });

  it('move with the ticket to another grid', () => {
    const moved = { ...share, gridId: 'grid-9' };
    const changes = changesOf([{ before: share, after: moved }]);
    expect(changes.map(({ key, by }) => [key.place, by.REGISTERED])).toEqual([
      [GRID.id, -1],
      [GRID.id, -1],
      ['grid-9', 1],
      ['grid-9', 1],
    ]);
  });

  it('do not change when the ticket is counted as before', () => {
    expect(changesOf([{ before: share, after: { ...share } }])).toEqual([]);
  });

  it('are found again by their words', () => {
    const fact = { measure: 'HANDLE_DUE', unit: `${COUNTY}-HEALTH-2`, day: '2026-03-02' } as const;
    expect(readToken(factToken(fact))).toEqual(fact);
  });
});
