import assert from 'node:assert/strict';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyStep, fitting, type Step } from '../../../test/random-life.ts';
import { checkHeldTime, checkState, checkStep } from '../../../test/ticket-invariants.ts';
import { actors, circumstances, GRID, MORNING, reported } from '../../../test/ticket-story.ts';
import type { TicketCommand } from './commands.ts';
import { alarmsDue, nextAlarm } from './deadlines.ts';
import { decide } from './decide.ts';
import type { Announcement } from './decision.ts';
import { verifyTimeline } from './timeline.ts';

const PASS_TIME: TicketCommand = { type: 'passTime' };
const RUNS = Number(process.env.FAST_CHECK_RUNS ?? 2_000);

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
