import { divisionLevel } from '@gridlink/contracts';
import type { Pack } from '@gridlink/jurisdiction';
import { centerAt, divisionOf } from './centers.ts';
import type { Change, GridPlace } from './change.ts';
import { isRunning } from './deadlines.ts';
import type { Consequence, Guard, Situation } from './decision.ts';
import { announce, nextId, startStep } from './effects.ts';
import { STAGE_CLOCK } from './stage.ts';
import type { TicketState } from './ticket.ts';

type HandOver = Situation<'handOverAtBorder'>;

/** The division of a grid whose center stands where the holder's stands: a town's neighbour is a town. */
export const divisionBeside = ({ holder }: Pick<TicketState, 'holder'>, grid: GridPlace): string | null =>
  grid.areas.find((area) => divisionLevel(area) === divisionLevel(divisionOf(holder))) ?? null;

const isOfTerritory = (pack: Pack, { division }: GridPlace): boolean =>
  pack.territory.prefixes.some((prefix) => division.startsWith(prefix));

export const gridIsChosen: Guard<'handOverAtBorder'> = ({ grid }) => (grid === null ? { kind: 'GRID_UNKNOWN' } : null);

/** Near enough that a pace decides whose it is; what lies deep in an area is that area's. */
export const gridIsBeside: Guard<'handOverAtBorder'> = ({ grid, neighbours, pack }) =>
  neighbours.some(({ id }) => id === grid?.id)
    ? null
    : { kind: 'NOT_AT_BORDER', metres: pack.limits.caps.border.radiusMeters };

/** Another jurisdiction has another law and other clocks: nothing goes there by a neighbour's hand. */
export const gridIsOfTerritory: Guard<'handOverAtBorder'> = ({ grid, pack }) =>
  grid !== null && isOfTerritory(pack, grid) ? null : { kind: 'OTHER_TERRITORY' };

export const centerIsAnother: Guard<'handOverAtBorder'> = ({ state, grid }) => {
  const beside = grid === null ? null : divisionBeside(state, grid);
  return beside !== null && beside !== divisionOf(state.holder) ? null : { kind: 'SAME_CENTER' };
};

/** Neighbours who do not agree have a superior; the matter does not go to and fro. */
export const cameFromElsewhere: Guard<'handOverAtBorder'> = ({ state, grid }) => {
  const beside = grid === null ? null : divisionBeside(state, grid);
  const earlier = state.handOvers.find(({ from }) => divisionOf(from) === beside);
  return earlier ? { kind: 'CAME_FROM_THERE', center: earlier.from } : null;
};

/**
 * The clocks that run go on where they are, now the neighbour's: the matter waits no longer for having lain at a border. A clock that has
 * run out stays with whoever let it run out, and the neighbour gets one of its own.
 */
function clocksOver({ state, ...situation }: HandOver, holder: string): readonly Change[] {
  const running = state.deadlines.filter(
    (deadline) => (deadline.kind === STAGE_CLOCK[state.stage] || deadline.kind === 'OWNER') && isRunning(deadline),
  );
  const step = state.stage === 'ACCEPTANCE' ? 'accept' : 'dispatch';
  return running.flatMap((deadline): readonly Change[] => {
    const { id, kind, lateAt } = deadline;
    if (kind === 'OWNER' || lateAt === null) return [{ type: 'DEADLINE', id, patch: { unit: holder } }];
    return [
      { type: 'DEADLINE', id, patch: { stoppedAt: situation.now } },
      startStep(situation, step, { holder, severity: state.severity }),
    ];
  });
}

export const handOverAtBorder: Consequence<'handOverAtBorder'> = (situation) => {
  const { state, command, pack, units, now, grid } = situation;
  if (grid === null) throw new Error('a hand-over without a grid was let pass');
  const holder = centerAt(pack, divisionBeside(state, grid) ?? divisionOf(state.holder), units);
  const row = { id: nextId('h', state.handOvers), from: state.holder, to: holder, fromGridId: state.gridId, at: now };
  const facts = { handOver: row.id, from: state.holder, to: holder, grid: grid.id, gridCode: grid.code };
  return {
    changes: [
      { type: 'ADDED', list: 'handOvers', row },
      { type: 'LOCATED', grid },
      { type: 'HOLDER', holder },
      ...clocksOver(situation, holder),
    ],
    words: command.words,
    facts,
    announcements: announce('handed-over', facts),
  };
};
