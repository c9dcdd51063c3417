import assert from 'node:assert/strict';
import { GraphError, systemScope } from '@gridlink/subgraph-kit';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { TicketState } from '../src/ticket/domain/ticket.ts';
import { verifyTimeline } from '../src/ticket/domain/timeline.ts';
import { performCommand } from '../src/ticket/use-cases/perform-command.ts';
import { anyStep, fitting, type Step } from './random-life.ts';
import { report } from './steps.ts';
import { checkState } from './ticket-invariants.ts';
import { GRID, MORNING } from './ticket-story.ts';
import { GRID_ID, startTown, type Town } from './town.ts';

const RUNS = Number(process.env.RACING_RUNS ?? 40);
const AT_ONCE = 3;
const SCOPE = systemScope('the test sees every ticket');

/** Steps of the stories about one ticket, as this town knows grids and items. */
const inTown = ({ actor, command, ...step }: Step): Step => ({
  ...step,
  actor: { ...actor, grids: actor.grids.map((grid) => (grid === GRID.id ? GRID_ID : grid)) },
  command: 'itemCode' in command && command.itemCode ? { ...command, itemCode: 'STREET_ORDER' } : command,
});

let town: Town;
beforeAll(async () => {
  town = await startTown();
});
afterAll(() => town.stop());

const stored = async (code: string) => {
  const found = await town.service.deps.tickets.load(SCOPE, { code });
  assert.ok(found, 'a ticket is never gone');
  return found;
};

/** What became of one command among others at the same time: through, refused by the rules, or beaten to it. */
async function attempt(
  state: TicketState,
  { actor, command }: Step,
  now: Date,
): Promise<'DONE' | 'REFUSED' | 'BEATEN'> {
  const grid = command.type === 'locateTicket' ? { ...GRID, id: GRID_ID } : null;
  const request = { scope: SCOPE, key: { id: state.id }, command, actor, grid, mark: { now, traceparent: undefined } };
  try {
    return (await performCommand(town.service.deps, request)).kind;
  } catch (error) {
    if (error instanceof GraphError && error.extensions.code === 'CONFLICT') return 'BEATEN';
    throw error;
  }
}

/** Events of a ticket as the log holds them: numbered without a gap, each alarm told once. */
async function checkEvents(code: string, written: number): Promise<void> {
  await town.service.settled();
  const rows = await town.database.db.collection('event_log').find({ 'event.subject': code }).toArray();
  const numbers = rows.map(({ event }) => event.sequence).sort((a, b) => a - b);
  assert.deepEqual(
    numbers,
    Array.from({ length: written }, (_, index) => index + 1),
    'no gap, no double',
  );
  const alarms = rows
    .filter(({ event }) => /\.(late|reminded)\.v1$/.test(event.type))
    .map(({ event }) => `${event.type} ${event.data.detail.deadline}`);
  assert.equal(new Set(alarms).size, alarms.length, 'each alarm once');
}

it(`[R6] holds every invariant when ${AT_ONCE} actors race on what each has read (${RUNS} lives)`, async () => {
  const outcomes = { DONE: 0, REFUSED: 0, BEATEN: 0 };
  const reached = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(anyStep, { minLength: AT_ONCE, maxLength: AT_ONCE }), { minLength: 8, maxLength: 14 }),
      async (life) => {
        town.setNow(MORNING.toISOString());
        const code = (await report(town)).receipt?.code ?? '';
        for (const racing of life) {
          town.passHours(racing[0]?.hours ?? 0);
          const { state, version } = await stored(code);
          const steps = racing.map((step) => inTown(fitting(state, step)));
          const results = await Promise.all(steps.map((step) => attempt(state, step, town.now())));
          for (const result of results) outcomes[result] += 1;
          const after = await stored(code);
          const done = results.filter((result) => result === 'DONE').length;
          assert.equal(after.version - version, done, 'a write for each command that went through');
          assert.ok(after.state.timeline.length - state.timeline.length >= done, 'each leaves an entry');
          checkState(after.state);
          reached.add(after.state.stage);
        }
        await town.service.sweepAlarms();
        const { state, sequence } = await stored(code);
        assert.deepEqual(verifyTimeline(state.id, state.timeline), { intact: true });
        await checkEvents(code, sequence);
      },
    ),
    { numRuns: RUNS, endOnFailure: true },
  );
  // Worth something only if they did get in each other's way and yet came to the end.
  expect(outcomes.BEATEN).toBeGreaterThan(0);
  expect(outcomes.DONE).toBeGreaterThan(RUNS);
  expect([...reached]).toEqual(expect.arrayContaining(['DISPATCH', 'HANDLING', 'FEEDBACK', 'VERIFICATION']));
}, 600_000);
