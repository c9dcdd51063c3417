import assert from 'node:assert/strict';
import { reservedActIn } from '@gridlink/jurisdiction';
import { countedMinutes, dueAt } from '../src/clock/index.ts';
import type { Actor } from '../src/ticket/domain/actor.ts';
import { functionOf } from '../src/ticket/domain/centers.ts';
import type { TicketCommand } from '../src/ticket/domain/commands.ts';
import { isRunning } from '../src/ticket/domain/deadlines.ts';
import { currentAssignments, isOpenAssignment } from '../src/ticket/domain/effects.ts';
import { heldTimes } from '../src/ticket/domain/held-time.ts';
import { isOpen, STAGES } from '../src/ticket/domain/stage.ts';
import type { Deadline, TicketState } from '../src/ticket/domain/ticket.ts';
import { TRANSITIONS } from '../src/ticket/domain/transitions.ts';
import { actors, circumstances, ITEMS, MORNING, pack } from './ticket-story.ts';

const HANDLING: readonly string[] = [
  'solveOnSpot',
  'reportIn',
  'noteProgress',
  'completeMilestone',
  'endMediation',
  'guideToLegalRoute',
  'completeAssignment',
];
const handlers = (state: TicketState): ReadonlySet<string> =>
  new Set(state.timeline.filter(({ command }) => HANDLING.includes(command)).map(({ actor }) => actor.subject));

/** What holds of every ticket, whatever happened to it. */
export function checkState(state: TicketState): void {
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
  for (const deadline of state.deadlines) checkDue(deadline);
  assert.equal(state.closedAt === null, isOpen(state.stage), 'an end has its instant');
}

/** States share the clocks that did not move: each is reckoned again once. */
const reckoned = new WeakSet<Deadline>();

function checkDue(deadline: Deadline): void {
  if (reckoned.has(deadline)) return;
  const { limit, startedAt, suspensions, dueAt: due } = deadline;
  assert.deepEqual(due, dueAt(circumstances(actors.system, MORNING).calendar, { limit, startedAt, suspensions }).dueAt);
  reckoned.add(deadline);
}

/** Grid staff are asked nothing that is not on the list or is reserved to an authority; who leads has the duty. */
function checkAsked(before: TicketState, { assignments, item }: TicketState): void {
  const listed = item === null ? undefined : ITEMS.get(item.code);
  for (const { gridId, unit, part, instruction } of assignments.slice(before.assignments.length)) {
    assert.ok(listed, 'an item of the list');
    if (gridId !== null)
      assert.equal(reservedActIn(pack, `${instruction} ${item?.title}`), undefined, 'no reserved act');
    else if (part === 'LEAD')
      assert.ok(
        [listed.leadFunction, listed.guidingFunction, 'TOWN'].includes(functionOf(unit)),
        'who leads has the duty',
      );
  }
}

/** What holds between a ticket and itself one command later. */
export function checkStep(
  before: TicketState,
  next: TicketState,
  { actor, command }: { readonly actor: Actor; readonly command: TicketCommand },
): void {
  const entry = next.timeline.at(-1);
  assert.deepEqual([entry?.command, entry?.stageBefore, entry?.stageAfter], [command.type, before.stage, next.stage]);
  assert.ok(next.timeline.length > before.timeline.length, 'every command leaves an entry');
  const { from, to } = TRANSITIONS[command.type];
  assert.ok(from.includes(before.stage), 'from a stage of the table');
  assert.ok(to.includes(next.stage) || (next.stage === before.stage && to.includes('SAME')), 'to a stage of the table');
  if (command.type === 'verifyTicket') assert.ok(!handlers(before).has(actor.subject), 'nobody verifies own work');
  if (!isOpen(before.stage) && next.stage !== before.stage)
    assert.ok(['reopenTicket', 'decideDeclineAppeal'].includes(command.type), 'ended');
  checkAppeals(before, next);
  checkTransfers(next);
  checkAsked(before, next);
}

/** Nothing goes over unsigned, and never to two. */
function checkTransfers({ stage, transfers }: TicketState): void {
  const gone = transfers.filter(({ state }) => state === 'TAKEN_OVER');
  assert.equal(gone.length, stage === 'TRANSFERRED' ? 1 : 0, 'taken over once, and then ended');
  assert.ok(
    transfers.every(({ state, receipt }) => (receipt === null) === (state === 'OFFERED')),
    'every answer is signed',
  );
}

/** What is contested stays as it was; each appeal is reviewed at most twice, by another body and person each time. */
function checkAppeals(before: TicketState, next: TicketState): void {
  for (const { lateAt, id } of before.deadlines) {
    assert.ok(lateAt === null || next.deadlines.find((row) => row.id === id)?.lateAt === lateAt, 'late stays late');
  }
  assert.deepEqual(next.failedVerifications.slice(0, before.failedVerifications.length), before.failedVerifications);
  for (const { reviews, state, lodgedBy, unit, furtherUntil } of next.appeals) {
    const reviewers = [unit, ...reviews.map(({ reviewer }) => reviewer)];
    assert.equal(new Set(reviewers).size, reviewers.length, 'each review by another body');
    const people = [lodgedBy, ...reviews.map(({ subject }) => subject)];
    assert.equal(new Set(people).size, people.length, 'each review by another person');
    assert.ok(reviews.length <= 2, 'two reviews');
    assert.equal(furtherUntil !== null, state === 'REVIEWED', 'only a reviewed appeal goes further');
  }
}

const OFFICE_HOURS = { amount: 1, unit: 'WORKING_HOUR' } as const;

/** All minutes of the ledger are the working minutes of the ticket's life; one that was closed in between had none there. */
export function checkHeldTime(state: TicketState, now: Date): void {
  if (state.timeline.some(({ command }) => ['reopenTicket', 'decideDeclineAppeal'].includes(command))) return;
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
