import assert from 'node:assert/strict';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  ACCEPT,
  actors,
  COUNTY,
  circumstances,
  DISPATCH,
  ESCALATE,
  EVIDENCE,
  FAIL,
  FEED_BACK,
  GRID,
  hoursLater,
  MORNING,
  PASS,
  POLICE,
  REOPEN,
  reported,
  TOWN,
  URBAN,
} from '../../../test/ticket-story.ts';
import { countedMinutes, dueAt } from '../../clock/index.ts';
import type { Actor } from './actor.ts';
import type { TicketCommand } from './commands.ts';
import { alarmsDue, isRunning, nextAlarm } from './deadlines.ts';
import { decide } from './decide.ts';
import type { Announcement } from './decision.ts';
import { currentAssignments, isOpenAssignment } from './effects.ts';
import { heldTimes } from './held-time.ts';
import { isOpen, STAGES } from './stage.ts';
import type { TicketState } from './ticket.ts';
import { verifyTimeline } from './timeline.ts';
import { TRANSITIONS } from './transitions.ts';

const PASS_TIME: TicketCommand = { type: 'passTime' };
const RUNS = Number(process.env.FAST_CHECK_RUNS ?? 2_000);

const id = (prefix: string, most: number) => fc.integer({ min: 1, max: most }).map((number) => `${prefix}${number}`);
const words = { words: '说明' } as const;

/** Any command with contents that are often, not always, fitting. */
const anyCommand: fc.Arbitrary<TicketCommand> = fc.oneof(
  fc.constantFrom<TicketCommand>(
    ACCEPT,
    ESCALATE,
    DISPATCH,
    FEED_BACK,
    PASS,
    FAIL,
    REOPEN,
    { ...FAIL, falseClosure: true } as TicketCommand,
    { type: 'declineTicket', reason: 'UNCLEAR', ...words },
    { type: 'solveOnSpot', itemCode: 'PUBLICITY', result: '已劝导', evidence: EVIDENCE },
    { type: 'assignDown', holder: `${TOWN}-TOWN`, words: null },
    { type: 'superviseTicket', target: URBAN, ...words },
    { type: 'superviseTicket', target: POLICE, ...words },
    { type: 'voidTicket', ...words },
    { type: 'passTime' },
    { type: 'whistle', orders: [{ unit: URBAN, instruction: '到场', limit: null }], ...words },
    { type: 'openConsultation', invited: [URBAN, POLICE], online: true, venue: null, ...words },
    { ...DISPATCH, type: 'decideConsultation', consultationId: 'c1', evidence: EVIDENCE, ...words },
    { type: 'startMediation', assignmentId: 'a1', kind: 'PEOPLES', mediator: '调委会', ...words },
    { type: 'endMediation', mediationId: 'm1', agreed: false, evidence: [], ...words },
    { type: 'guideToLegalRoute', assignmentId: 'a1', route: 'ARBITRATION', ...words },
    { type: 'requestFieldCheck', ...words },
    { type: 'answerFieldCheck', fieldCheckId: 'f1', finding: 'CONFIRMED', evidence: [], ...words },
    { type: 'declareEmergency', ...words },
    { type: 'standDown', ...words },
    { type: 'locateTicket' },
    {
      type: 'dispatchTicket',
      assignments: [{ to: 'GRID_STAFF', part: 'LEAD', instruction: '看护现场', limit: null, milestones: [] }],
      limit: null,
      words: null,
    },
  ),
  id('a', 6).map((assignmentId): TicketCommand => ({ type: 'reportIn', assignmentId, words: null })),
  id('a', 6).map(
    (assignmentId): TicketCommand => ({ type: 'completeAssignment', assignmentId, result: '好', evidence: EVIDENCE }),
  ),
  fc.tuple(id('a', 6), fc.constantFrom(1, 3, 9)).map(
    ([assignmentId, amount]): TicketCommand => ({
      type: 'requestExtension',
      assignmentId,
      extendBy: { amount, unit: 'WORKING_DAY' },
      ...words,
    }),
  ),
  fc.tuple(id('a', 6), fc.constantFrom(5, 60, 2_000)).map(
    ([assignmentId, hours]): TicketCommand => ({
      type: 'requestSuspension',
      assignmentId,
      until: hoursLater(hours),
      reason: 'EXPERT_OPINION',
      ...words,
    }),
  ),
  fc
    .tuple(id('t', 3), fc.boolean())
    .map(([requestId, granted]): TicketCommand => ({ type: 'decideTimeRequest', requestId, granted, ...words })),
  id('a', 6).map((assignmentId): TicketCommand => ({ type: 'resumeAssignment', assignmentId, ...words })),
  id('a', 6).map((assignmentId): TicketCommand => ({ type: 'refuseOffList', assignmentId, ...words })),
  id('a', 6).map(
    (assignmentId): TicketCommand => ({ type: 'noteProgress', assignmentId, private: false, evidence: [], ...words }),
  ),
  fc
    .tuple(id('a', 6), fc.constantFrom('NOT_OUR_DUTY', 'WRONG_TERRITORY'))
    .map(([assignmentId, reason]): TicketCommand => ({ type: 'returnAssignment', assignmentId, reason, ...words })),
  id('d', 12).map((deadlineId): TicketCommand => ({ type: 'explainLateness', deadlineId, ...words })),
  id('s', 3).map(
    (supervisionId): TicketCommand => ({ type: 'answerSupervision', supervisionId, evidence: [], ...words }),
  ),
  id('s', 3).map((supervisionId): TicketCommand => ({ type: 'settleSupervision', supervisionId, ...words })),
  id('s', 3).map((supervisionId): TicketCommand => ({ type: 'failSupervision', supervisionId, ...words })),
);

type Step = {
  readonly actor: Actor;
  readonly command: TicketCommand;
  readonly hours: number;
  /** Takes what brings the ticket on instead: random commands alone seldom reach the end of the loop. */
  readonly offered: boolean;
};

const anyStep: fc.Arbitrary<Step> = fc.record({
  actor: fc.constantFrom<Actor>(...Object.values(actors)),
  command: anyCommand,
  hours: fc.constantFrom(0, 0, 0, 1, 7, 30, 200),
  offered: fc.constantFrom(true, true, false),
});

const handlers = (state: TicketState): ReadonlySet<string> =>
  new Set(
    state.timeline
      .filter(({ command }) => ['solveOnSpot', 'reportIn', 'noteProgress', 'completeAssignment'].includes(command))
      .map(({ actor }) => actor.subject),
  );

/** What holds of every ticket, whatever happened to it. */
function checkState(state: TicketState): void {
  const current = currentAssignments(state);
  const openLeads = state.assignments.filter((entry) => entry.part === 'LEAD' && isOpenAssignment(entry));
  assert.ok(openLeads.length <= 1, 'one open lead');
  assert.equal(state.assignments.some(isOpenAssignment), state.stage === 'HANDLING', 'open work in handling only');
  if (state.stage === 'HANDLING') {
    const leads = current.filter(
      (entry) => entry.part === 'LEAD' && (isOpenAssignment(entry) || entry.state === 'DONE'),
    );
    assert.equal(leads.length, 1, 'one lead in handling');
  }
  const { clocks } = STAGES[state.stage];
  assert.ok(
    state.deadlines.filter(isRunning).every(({ kind }) => clocks.includes(kind)),
    'clocks of the stage',
  );
  for (const { limit, startedAt, suspensions, dueAt: due } of state.deadlines) {
    assert.deepEqual(
      due,
      dueAt(circumstances(actors.system, MORNING).calendar, { limit, startedAt, suspensions }).dueAt,
    );
  }
  assert.equal(state.closedAt === null, isOpen(state.stage), 'an end has its instant');
}

/** What holds between a ticket and itself one command later. */
function checkStep(before: TicketState, next: TicketState, { actor, command }: Step): void {
  const entry = next.timeline.at(-1);
  assert.deepEqual([entry?.command, entry?.stageBefore, entry?.stageAfter], [command.type, before.stage, next.stage]);
  assert.ok(next.timeline.length > before.timeline.length, 'every command leaves an entry');
  const { from, to } = TRANSITIONS[command.type];
  assert.ok(from.includes(before.stage), 'from a stage of the table');
  assert.ok(to.includes(next.stage) || (next.stage === before.stage && to.includes('SAME')), 'to a stage of the table');
  if (command.type === 'verifyTicket') assert.ok(!handlers(before).has(actor.subject), 'nobody verifies own work');
  if (!isOpen(before.stage) && next.stage !== before.stage) assert.equal(command.type, 'reopenTicket');
}

const OFFICE_HOURS = { amount: 1, unit: 'WORKING_HOUR' } as const;

/** All minutes of the ledger are the working minutes of the ticket's life; one that was closed in between had none there. */
function checkHeldTime(state: TicketState, now: Date): void {
  if (state.timeline.some(({ command }) => command === 'reopenTicket')) return;
  const { calendar } = circumstances(actors.system, MORNING);
  const end = state.closedAt ?? now;
  const elapsed = countedMinutes(calendar, { limit: OFFICE_HOURS, startedAt: MORNING, suspensions: [] }, end);
  const held = heldTimes(state, calendar, now);
  const sum = held.reduce(
    (minutes, { workingMinutes, suspendedMinutes }) => minutes + workingMinutes + suspendedMinutes,
    0,
  );
  assert.ok(Math.abs(sum - elapsed) < 0.001, `ledger ${sum} ≠ elapsed ${elapsed}`);
}

const holderOf = ({ holder }: TicketState): Actor =>
  holder.startsWith(TOWN) ? actors.town : holder.startsWith(COUNTY) ? actors.county : actors.city;

/** The next open assignment, by whoever handles it. */
function work(state: TicketState): readonly [Actor, TicketCommand] | null {
  const open = currentAssignments(state).find(isOpenAssignment);
  if (!open) return null;
  const handler = open.gridId ? actors.worker : open.unit === URBAN ? actors.urban : actors.police;
  const assignmentId = open.id;
  if (open.state === 'OFFERED') return [handler, { type: 'reportIn', assignmentId, words: null }];
  return [handler, { type: 'completeAssignment', assignmentId, result: '好', evidence: EVIDENCE }];
}

/** What would bring the ticket on from where it is. */
function forward(state: TicketState, hours: number): readonly [Actor, TicketCommand] | null {
  const holder = holderOf(state);
  switch (state.stage) {
    case 'ACCEPTANCE':
      return [holder, ACCEPT];
    case 'DISPATCH':
      return [holder, holder === actors.town ? ESCALATE : DISPATCH];
    case 'HANDLING':
      return work(state);
    case 'FEEDBACK':
      return [holder, FEED_BACK];
    case 'VERIFICATION':
      return [holder, hours > 1 ? FAIL : PASS];
    case 'CLOSED':
      return [actors.reporter, REOPEN];
    default:
      return null;
  }
}

function fitting(state: TicketState, step: Step): Step {
  const next = step.offered ? forward(state, step.hours) : null;
  return next === null ? step : { ...step, actor: next[0], command: next[1] };
}

it(`holds every invariant under random commands by random actors (${RUNS} runs)`, () => {
  const reached = new Set<string>();
  let joint = 0;
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 5, maxLength: 26 }), (walk) => {
      let state = reported();
      let now = MORNING;
      const raised = new Map<string, number>();
      const count = (announcements: readonly Announcement[]): void => {
        for (const { verb, detail } of announcements) {
          if (verb !== 'late' && verb !== 'reminded') continue;
          const key = `${verb} ${String(detail.deadline)}`;
          raised.set(key, (raised.get(key) ?? 0) + 1);
        }
      };
      for (const random of walk) {
        now = new Date(now.getTime() + random.hours * 3_600_000);
        // Time passes first, by itself: what it does is not the command's doing.
        const steps: readonly Step[] = [
          { ...random, actor: actors.system, command: PASS_TIME, offered: false },
          random,
        ];
        for (const next of steps) {
          if (next.command === PASS_TIME && alarmsDue(state.deadlines, now).length === 0) continue;
          const step = fitting(state, next);
          const grid = step.command.type === 'locateTicket' ? GRID : null;
          const decision = decide(state, step.command, circumstances(step.actor, now, { grid }));
          if (decision.kind === 'REFUSED') continue;
          if (step.command !== PASS_TIME) checkStep(state, decision.state, step);
          state = decision.state;
          reached.add(state.stage);
          joint += state.jointCases.length;
          checkState(state);
          count(decision.announcements);
        }
        assert.deepEqual(alarmsDue(state.deadlines, now), []);
        const alarm = nextAlarm(state.deadlines);
        assert.ok(alarm === null || alarm > now, 'nothing is owed after a decision');
      }
      assert.ok(
        [...raised.values()].every((times) => times === 1),
        'each alarm once',
      );
      assert.deepEqual(verifyTimeline(state.id, state.timeline), { intact: true });
      checkHeldTime(state, now);
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  // The walk is worth something only if it comes to the end of the loop.
  for (const stage of ['DISPATCH', 'HANDLING', 'FEEDBACK', 'VERIFICATION', 'CLOSED']) {
    expect(reached).toContain(stage);
  }
  expect(joint).toBeGreaterThan(0);
}, 600_000);
