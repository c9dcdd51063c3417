import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bodiesAround, eligible, facts, grid, NOW, packNamed, request } from '../../../test/appointment-facts.ts';
import { type Appointment, isInForce } from './appointment.ts';
import { decideAppointment } from './decide-appointment.ts';
import { decideEnding } from './end-appointment.ts';

const PEOPLE = ['anna', 'bai', 'chen'];
const GRIDS = ['north', 'south'];

type Step =
  | { readonly kind: 'APPOINT'; readonly person: string; readonly gridId: string; readonly position: string }
  | { readonly kind: 'END'; readonly which: number };

const steps = (positions: readonly string[]): fc.Arbitrary<readonly Step[]> =>
  fc.array(
    fc.oneof(
      fc.record({
        kind: fc.constant('APPOINT' as const),
        person: fc.constantFrom(...PEOPLE),
        gridId: fc.constantFrom(...GRIDS),
        position: fc.constantFrom(...positions),
      }),
      fc.record({ kind: fc.constant('END' as const), which: fc.nat(20) }),
    ),
    { maxLength: 40 },
  );

type Ledger = { readonly all: readonly Appointment[]; readonly claims: readonly string[] };

/** Lives a sequence of commands through as the use cases do, one after the other. */
function live(jurisdiction: string, story: readonly Step[]): Ledger {
  const pack = packNamed(jurisdiction);
  const backgrounds = pack.staff.backgrounds.map(({ code }) => code).filter((code) => code !== 'COMMITTEE_HEAD');
  const together = [...bodiesAround(jurisdiction).keys()];
  return story.reduce<Ledger>(
    ({ all, claims }, step, index) => {
      if (step.kind === 'END') {
        const ended = all.map((appointment, at) => {
          const decision = at === step.which ? decideEnding(appointment, '调整', { now: NOW, by: 'x' }) : undefined;
          return decision?.kind === 'END' ? decision.appointment : appointment;
        });
        return { all: ended, claims };
      }
      const { person: personId, gridId, position } = step;
      const decision = decideAppointment(
        request(jurisdiction, { personId, gridId, position, togetherWith: together }),
        facts(jurisdiction, {
          newId: `appointment-${index}`,
          grid: { ...grid(jurisdiction), id: gridId },
          person: eligible(pack, { id: personId, backgrounds }),
          history: all.filter((held) => held.personId === personId),
          seats: all.filter((held) => held.gridId === gridId && held.position === 'GRID_LEADER'),
        }),
      );
      if (decision.kind !== 'APPOINT') return { all, claims };
      return { all: [...all, decision.appointment], claims: [...claims, ...decision.claims] };
    },
    { all: [], claims: [] },
  );
}

const inForce = ({ all }: Ledger): Appointment[] => all.filter(isInForce);
const repeated = (values: readonly string[]): string[] =>
  values.filter((value, index) => values.indexOf(value) !== index);

describe.each(['zhengzhou', 'ningbo', 'jiangsu', 'liaocheng'])(
  'whatever is appointed and ended in %s',
  (jurisdiction) => {
    const positions = packNamed(jurisdiction).staff.roles.map(({ role }) => role);
    const always = (holds: (ledger: Ledger) => boolean): void =>
      fc.assert(
        fc.property(steps(positions), (story) => holds(live(jurisdiction, story))),
        { numRuns: 60 },
      );

    it('[P01] a grid has one leader at a time', () => {
      always((ledger) => {
        const led = inForce(ledger).filter(({ position }) => position === 'GRID_LEADER');
        return repeated(led.map(({ gridId }) => gridId ?? '')).length === 0;
      });
    });

    it('[P01] nobody holds a post twice', () => {
      always((ledger) => {
        const posts = inForce(ledger).map(({ personId, gridId, position }) => `${personId}|${gridId}|${position}`);
        return repeated(posts).length === 0;
      });
    });

    it('[P01] nobody holds two posts in a grid that the law does not let go together', () => {
      const allowed = packNamed(jurisdiction)
        .staff.heldTogether.filter((pair) => pair.allowed)
        .map(({ roles }) => [...roles].sort().join('+'));
      always((ledger) => {
        const byPlace = Map.groupBy(inForce(ledger), ({ personId, gridId }) => `${personId}|${gridId}`);
        return [...byPlace.values()].every(
          (held) =>
            held.length < 2 ||
            allowed.includes(
              held
                .map(({ position }) => position)
                .sort()
                .join('+'),
            ),
        );
      });
    });

    it('no claim is ever given twice', () => {
      always(({ claims }) => repeated(claims).length === 0);
    });

    it('an ended appointment stays in the file', () => {
      always(({ all }) => all.every((held) => isInForce(held) === (held.endReason === null)));
    });
  },
);

describe('an appointment that was made', () => {
  it('is in force at once and has no end', () => {
    const decision = decideAppointment(request('puyang'), facts('puyang'));
    expect(decision).toMatchObject({ appointment: { from: NOW, endedAt: null, recordedBy: 'recorder' } });
  });
});
