import { describe, expect, it } from '@jest/globals';
import { actors, after, attempt, complete, hoursLater, inWork, MORNING, verdict } from '../../../test/ticket-story.ts';
import type { TicketCommand } from './commands.ts';
import type { Deadline, TicketState } from './ticket.ts';
import { requestState } from './time-requests.ts';

const WORDS = { words: '需要检测' };
const days = (amount: number) => ({ amount, unit: 'WORKING_DAY' }) as const;
const askFor = (amount: number, assignmentId = 'a1'): TicketCommand => ({
  type: 'requestExtension',
  assignmentId,
  extendBy: days(amount),
  ...WORDS,
});
const suspendUntil = (until: Date, assignmentId = 'a1'): TicketCommand => ({
  type: 'requestSuspension',
  assignmentId,
  until,
  reason: 'EXPERT_OPINION',
  ...WORDS,
});
const decideOn = (requestId: string, granted = true): TicketCommand => ({
  type: 'decideTimeRequest',
  requestId,
  granted,
  words: '同意',
});
const RESUME: TicketCommand = { type: 'resumeAssignment', assignmentId: 'a1', words: '检测已出' };

const clock = ({ deadlines }: TicketState, about: string | null): Deadline =>
  deadlines.find((deadline) => deadline.kind === 'HANDLE' && deadline.about === about) as Deadline;
const due = (state: TicketState, about: string | null): string | undefined => clock(state, about).dueAt?.toISOString();

const granted = (state: TicketState, command: TicketCommand, at = MORNING): TicketState => {
  const asked = after(state, [actors.urban, command], at);
  return after(asked, [actors.county, decideOn(`t${asked.timeRequests.length}`)], at);
};

describe('an extension', () => {
  // The pack gives five working days, counted since Monday ten o'clock: the next Monday, ten.
  it('[E04] moves the unit’s clock and the whole’s with it', () => {
    const longer = granted(inWork, askFor(2));
    expect([due(inWork, 'a1'), due(longer, 'a1'), due(longer, null)]).toEqual([
      '2026-03-09T02:00:00.000Z',
      '2026-03-11T02:00:00.000Z',
      '2026-03-11T02:00:00.000Z',
    ]);
  });

  it('leaves the clocks of the others alone', () => {
    expect(due(granted(inWork, askFor(2)), 'a2')).toBe(due(inWork, 'a2'));
  });

  it('moves nothing while it is only asked for, nor when it is denied', () => {
    const asked = after(inWork, [actors.urban, askFor(2)]);
    const denied = after(asked, [actors.county, decideOn('t1', false)]);
    expect([due(asked, 'a1'), due(denied, 'a1')]).toEqual([due(inWork, 'a1'), due(inWork, 'a1')]);
  });

  it('[E04] is capped in times', () => {
    const twice = granted(granted(inWork, askFor(1)), askFor(1));
    expect(verdict(twice, [actors.urban, askFor(1)])).toBe('EXTENDED_ENOUGH');
  });

  it.each([
    ['more than the share of the first limit', inWork, 6],
    ['more than what earlier ones left of it', granted(inWork, askFor(3)), 3],
  ])('[E04] is refused for %s', (_, state, amount) => {
    expect(verdict(state, [actors.urban, askFor(amount)])).toBe('EXTENSION_TOO_LONG');
  });

  it('is refused in another unit than the limit’s', () => {
    const command = { ...askFor(1), extendBy: { amount: 1, unit: 'NATURAL_DAY' } } as TicketCommand;
    expect(verdict(inWork, [actors.urban, command])).toBe('EXTENSION_TOO_LONG');
  });

  it('is asked one at a time', () => {
    expect(verdict(after(inWork, [actors.urban, askFor(1)]), [actors.urban, askFor(1)])).toBe('ASKED_ALREADY');
  });

  it.each([
    ['asked for', inWork, actors.urban, askFor(1)],
    ['granted', after(inWork, [actors.urban, askFor(1)]), actors.county, decideOn('t1')],
  ])('is not %s once the limit has passed', (_, state, actor, command) => {
    expect(verdict(state, [actor, command], hoursLater(24 * 9))).toBe('LATE_ALREADY');
  });

  it('is not the asking unit’s to grant', () => {
    expect(verdict(after(inWork, [actors.urban, askFor(1)]), [actors.urban, decideOn('t1')])).toBe('NOT_ALLOWED');
  });

  it('lapses when the work ends before anybody decides', () => {
    const done = after(after(inWork, [actors.urban, askFor(1)]), [actors.urban, complete('a1')]);
    const [request] = done.timeRequests;
    expect([request && requestState(done, request), verdict(done, [actors.county, decideOn('t1')])]).toEqual([
      'LAPSED',
      'TIME_REQUEST_STATE',
    ]);
  });
});

describe('a suspension', () => {
  const friday = new Date('2026-03-06T02:00:00Z');

  it('[E04] is a stretch that does not count, for the lead’s clock and the whole’s', () => {
    const still = granted(inWork, suspendUntil(friday));
    expect([due(still, 'a1'), due(still, null), due(still, 'a2')]).toEqual([
      '2026-03-13T02:00:00.000Z',
      '2026-03-13T02:00:00.000Z',
      due(inWork, 'a2'),
    ]);
  });

  it('of an assisting unit leaves the whole running', () => {
    const asked = after(inWork, [actors.police, suspendUntil(friday, 'a2')]);
    const still = after(asked, [actors.county, decideOn('t1')]);
    expect(due(still, null)).toBe(due(inWork, null));
  });

  it('ends early when the work goes on', () => {
    const still = granted(inWork, suspendUntil(friday));
    const resumed = after(still, [actors.urban, RESUME], new Date('2026-03-04T02:00:00Z'));
    expect(due(resumed, 'a1')).toBe('2026-03-11T02:00:00.000Z');
  });

  it.each([
    ['in the past', hoursLater(-1), 'SUSPENSION_IN_THE_PAST'],
    ['longer than the cap', hoursLater(24 * 61), 'SUSPENSION_TOO_LONG'],
  ])('[E04] is refused %s', (_, until, kind) => {
    expect(verdict(inWork, [actors.urban, suspendUntil(until)])).toBe(kind);
  });

  it('[E04] counts against the cap with those before it', () => {
    const first = granted(inWork, suspendUntil(hoursLater(24 * 40)));
    const later = hoursLater(24 * 41);
    expect(verdict(first, [actors.urban, suspendUntil(new Date(later.getTime() + 21 * 86_400_000))], later)).toBe(
      'SUSPENSION_TOO_LONG',
    );
  });

  it('needs a reason of the list', () => {
    const command = { ...suspendUntil(friday), reason: 'TIRED' } as TicketCommand;
    expect(verdict(inWork, [actors.urban, command])).toBe('REASON_UNKNOWN');
  });

  it('is what is ended, not nothing', () => {
    expect(verdict(inWork, [actors.urban, RESUME])).toBe('NOT_SUSPENDED');
  });

  it('is granted for time to come only', () => {
    const asked = after(inWork, [actors.urban, suspendUntil(hoursLater(2))]);
    expect(verdict(asked, [actors.county, decideOn('t1')], hoursLater(3))).toBe('SUSPENSION_IN_THE_PAST');
  });
});

describe('a suspension that waits for the reporter', () => {
  const until = new Date('2026-03-06T02:00:00Z');
  const waitFor = (reason: string): TicketCommand => ({
    type: 'requestSuspension',
    assignmentId: 'a1',
    until,
    reason,
    ...WORDS,
  });
  const SUPPLEMENT: TicketCommand = { type: 'supplementReport', words: '补充：在东门', evidence: [] };
  const answeredAt = new Date('2026-03-04T02:00:00Z');
  const clocksAfter = (reason: string) => {
    const state = after(granted(inWork, waitFor(reason)), [actors.reporter, SUPPLEMENT], answeredAt);
    return [due(state, 'a1'), due(state, null)];
  };

  it('[E04] is over with the reporter’s answer, and the unit hears that its clock runs', () => {
    const waiting = granted(inWork, waitFor('WAITING_FOR_REPORTER'));
    expect(due(waiting, 'a1')).toBe('2026-03-13T02:00:00.000Z');
    expect(clocksAfter('WAITING_FOR_REPORTER')).toEqual(['2026-03-11T02:00:00.000Z', '2026-03-11T02:00:00.000Z']);
    expect(attempt(waiting, [actors.reporter, SUPPLEMENT], answeredAt)).toMatchObject({
      announcements: [{ verb: 'supplemented' }, { verb: 'resumed', detail: { assignment: 'a1' } }],
    });
  });

  it('goes on where it waits for something else', () => {
    const until = '2026-03-13T02:00:00.000Z';
    expect(clocksAfter('EXPERT_OPINION')).toEqual([until, until]);
  });
});
