import { describe, expect, it } from '@jest/globals';
import {
  ACCEPT,
  actors,
  after,
  COUNTY,
  GRID,
  hoursLater,
  inAcceptance,
  inDispatch,
  inVerification,
  MORNING,
  reported,
  TOWN,
  UNITS,
  verdict,
} from '../../../test/ticket-story.ts';
import type { TicketCommand } from './commands.ts';
import type { Deadline, TicketState } from './ticket.ts';

const LOOK: TicketCommand = { type: 'requestFieldCheck', words: '请现场核实' };
const FOUND: TicketCommand = {
  type: 'answerFieldCheck',
  fieldCheckId: 'f1',
  finding: 'CONFIRMED',
  words: '属实',
  evidence: [],
};
const ALARM: TicketCommand = { type: 'declareEmergency', words: '燃气泄漏' };
const CALM: TicketCommand = { type: 'standDown', words: '险情排除' };

const clock = (state: TicketState, kind: Deadline['kind']): Deadline | undefined =>
  state.deadlines.findLast((deadline) => deadline.kind === kind);

describe('a field check', () => {
  const asked = after(inAcceptance, [actors.town, LOOK]);

  it('[E02] stops the center’s clock and starts a short one for the staff of the grid', () => {
    // Eight office hours for the staff, until Tuesday at eleven; the center has its four from then on, should nobody answer.
    expect(
      [clock(asked, 'ACCEPT')?.dueAt, clock(asked, 'FIELD_CHECK')?.dueAt].map((due) => due?.toISOString()),
    ).toEqual(['2026-03-03T08:00:00.000Z', '2026-03-03T03:00:00.000Z']);
  });

  it('[E02] gives no center time without end: unanswered, both are late', () => {
    const late = after(asked, [actors.system, { type: 'passTime' }], hoursLater(72));
    expect([clock(late, 'FIELD_CHECK')?.lateAt, clock(late, 'ACCEPT')?.lateAt]).toEqual([
      hoursLater(72),
      hoursLater(72),
    ]);
  });

  it('that is answered after its time gives nothing back', () => {
    const answered = after(asked, [actors.worker, FOUND], hoursLater(26));
    expect(clock(answered, 'ACCEPT')?.dueAt?.toISOString()).toBe('2026-03-03T08:00:00.000Z');
  });

  it('[E02] lets the center’s clock go on with what it had when it is answered', () => {
    // Four office hours from ten; two of them (ten to twelve) were waited for the answer.
    const answered = after(asked, [actors.worker, FOUND], hoursLater(2));
    expect([clock(answered, 'ACCEPT')?.dueAt?.toISOString(), answered.fieldChecks[0]?.finding]).toEqual([
      '2026-03-02T09:00:00.000Z',
      'CONFIRMED',
    ]);
  });

  it('is over with the stage it was asked in', () => {
    const accepted = after(asked, [actors.town, ACCEPT]);
    expect([clock(accepted, 'FIELD_CHECK')?.stoppedAt, verdict(accepted, [actors.worker, FOUND])]).toEqual([
      MORNING,
      'WRONG_STAGE',
    ]);
  });

  it.each([
    ['twice at once', asked, actors.town, LOOK, 'FIELD_CHECK_RUNNING'],
    ['where no grid is known', reported({ grid: null }), actors.town, LOOK, 'GRID_UNKNOWN'],
    ['answered twice', after(asked, [actors.worker, FOUND]), actors.worker, FOUND, 'FIELD_CHECK_ANSWERED'],
    ['answered by a stranger', asked, actors.stranger, FOUND, 'NOT_ALLOWED'],
  ] as const)('is not %s', (_, state, actor, command, kind) => {
    expect(verdict(state, [actor, command])).toBe(kind);
  });

  it('also helps to verify', () => {
    expect(verdict(inVerification, [actors.county, LOOK])).toBe('DECIDED');
  });
});

describe('an emergency', () => {
  const emergencyUnits = new Map(UNITS).set(`${COUNTY}-EMERGENCY`, {
    code: `${COUNTY}-EMERGENCY`,
    function: 'EMERGENCY',
    division: COUNTY,
    areas: ['410000000000', '410100000000', COUNTY],
    active: true,
  });
  const alarmed = after(inAcceptance, [actors.worker, ALARM], MORNING, { units: emergencyUnits });

  it('[T16] alarms at once the town and the departments the law names', () => {
    expect(alarmed.emergencies[0]?.alarmed).toEqual([`${COUNTY}-EMERGENCY`, `${TOWN}-TOWN`]);
  });

  it('[T16] goes on in the chain with the urgent clock', () => {
    expect([alarmed.stage, alarmed.severity, clock(alarmed, 'ACCEPT')?.dueAt?.toISOString()]).toEqual([
      'ACCEPTANCE',
      'URGENT',
      '2026-03-02T03:00:00.000Z',
    ]);
  });

  it('stands down to what the matter was', () => {
    const calm = after(alarmed, [actors.county, CALM]);
    expect([calm.severity, calm.emergencies[0]?.stoodDownAt]).toEqual(['NORMAL', MORNING]);
  });

  it('is called off also where the matter has ended meanwhile', () => {
    const ended = after(alarmed, [actors.city, { type: 'voidTicket', words: '误报' }]);
    expect(after(ended, [actors.county, CALM]).emergencies[0]?.stoodDownAt).toEqual(MORNING);
  });

  it.each([
    ['declared twice', alarmed, actors.town, ALARM, 'EMERGENCY_STANDS'],
    ['stood down where there is none', inDispatch, actors.county, CALM, 'NO_EMERGENCY'],
    ['declared by the public', inDispatch, actors.reporter, ALARM, 'NOT_ALLOWED'],
    ['declared by staff of another grid', inDispatch, actors.stranger, ALARM, 'NOT_ALLOWED'],
  ] as const)('is not %s', (_, state, actor, command, kind) => {
    expect(verdict(state, [actor, command])).toBe(kind);
  });

  it('is of the grid it is in', () => {
    expect(alarmed.gridId).toBe(GRID.id);
  });
});
