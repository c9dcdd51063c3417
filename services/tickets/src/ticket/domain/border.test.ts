import { describe, expect, it } from '@jest/globals';
import {
  ACCEPT,
  actors,
  after,
  BESIDE,
  circumstances,
  GRID,
  hoursLater,
  inAcceptance,
  inDispatch,
  MORNING,
  TOWN,
  verdict,
} from '../../../test/ticket-story.ts';
import type { TicketCommand } from './commands.ts';
import { heldTimes } from './held-time.ts';
import type { TicketState } from './ticket.ts';
import { seenBy } from './viewers.ts';

const NEXT_TOWN = '410105002000';
const OVER: TicketCommand = { type: 'handOverAtBorder', words: '位于辖区交界' };
const AT_BORDER = { grid: BESIDE, neighbours: [BESIDE] };

const running = ({ deadlines }: TicketState) => deadlines.filter(({ stoppedAt }) => stoppedAt === null);

describe('a matter at a border', () => {
  const over = after(inAcceptance, [actors.town, OVER], hoursLater(1), AT_BORDER);

  it('[E11] is the neighbouring center’s, in its grid', () => {
    expect([over.holder, over.gridId, over.division, over.stage]).toEqual([
      `${NEXT_TOWN}-TOWN`,
      BESIDE.id,
      BESIDE.division,
      'ACCEPTANCE',
    ]);
  });

  it('[E11] loses no time: the same clock goes on, now the neighbour’s', () => {
    const [clock] = running(over);
    expect(running(over).length).toBe(1);
    expect([clock?.id, clock?.startedAt, clock?.dueAt]).toEqual([
      running(inAcceptance)[0]?.id,
      MORNING,
      running(inAcceptance)[0]?.dueAt,
    ]);
    expect(clock?.unit).toBe(`${NEXT_TOWN}-TOWN`);
  });

  it('[E11] counts for each center the time it had it', () => {
    const held = heldTimes(over, circumstances(actors.system, MORNING).calendar, hoursLater(2));
    expect(held.map(({ unit, workingMinutes }) => [unit, workingMinutes])).toEqual([
      [`${TOWN}-TOWN`, 60],
      [`${NEXT_TOWN}-TOWN`, 60],
    ]);
  });

  it('[E11] takes the clock of its owner along, when it was accepted', () => {
    const accepted = after(inAcceptance, [actors.town, ACCEPT]);
    const next = after(accepted, [actors.town, OVER], hoursLater(1), AT_BORDER);
    expect(running(next).map(({ kind, unit }) => [kind, unit])).toEqual([
      ['DISPATCH', `${NEXT_TOWN}-TOWN`],
      ['OWNER', `${NEXT_TOWN}-TOWN`],
    ]);
  });

  it('[E11] leaves a clock that has run out with whoever let it run out', () => {
    const late = after(inAcceptance, [actors.town, OVER], hoursLater(30), AT_BORDER);
    const accepts = late.deadlines.filter(({ kind }) => kind === 'ACCEPT');
    expect(accepts.map(({ unit, lateAt, stoppedAt }) => [unit, lateAt !== null, stoppedAt !== null])).toEqual([
      [`${TOWN}-TOWN`, true, true],
      [`${NEXT_TOWN}-TOWN`, false, false],
    ]);
  });

  it('[E11] is still seen by the town that handed it over', () => {
    expect(seenBy(over)).toContain(TOWN);
  });

  it('[E11] goes from a county to the neighbouring county', () => {
    const grid = { ...BESIDE, areas: ['410000000000', '410100000000', '410103000000', '410103001000'] };
    const next = after(inDispatch, [actors.county, OVER], MORNING, { grid, neighbours: [grid] });
    expect(next.holder.slice(0, 12)).toBe('410103000000');
  });
});

describe('a hand-over at a border', () => {
  const nextTown = { ...actors.town, subject: 'next', division: NEXT_TOWN, organization: `${NEXT_TOWN}-TOWN` };
  const back = after(inAcceptance, [actors.town, OVER], MORNING, AT_BORDER);
  const OTHER = { ...BESIDE, id: 'grid-8', division: '370000000000', areas: ['370000000000'] };

  it.each([
    ['without a grid', inAcceptance, actors.town, { grid: null, neighbours: [BESIDE] }, 'GRID_UNKNOWN'],
    ['of what lies deep inside', inAcceptance, actors.town, { grid: BESIDE, neighbours: [] }, 'NOT_AT_BORDER'],
    ['to another jurisdiction', inAcceptance, actors.town, { grid: OTHER, neighbours: [OTHER] }, 'OTHER_TERRITORY'],
    ['to a grid of the same town', inAcceptance, actors.town, { grid: GRID, neighbours: [GRID] }, 'SAME_CENTER'],
    ['within the county that holds it', inDispatch, actors.county, AT_BORDER, 'SAME_CENTER'],
    ['back to where it came from', back, nextTown, { grid: GRID, neighbours: [GRID] }, 'CAME_FROM_THERE'],
    ['by another center', inAcceptance, actors.county, AT_BORDER, 'NOT_ALLOWED'],
    [
      'while the staff of the grid look at it',
      after(inAcceptance, [actors.town, { type: 'requestFieldCheck', words: '请核实' }]),
      actors.town,
      AT_BORDER,
      'FIELD_CHECK_RUNNING',
    ],
  ])('[E11] is refused %s', (_, state, actor, more, kind) => {
    expect(verdict(state, [actor, OVER], MORNING, more)).toBe(kind);
  });
});
