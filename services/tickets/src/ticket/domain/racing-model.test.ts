import assert from 'node:assert/strict';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyStep, fitting, type Step } from '../../../test/random-life.ts';
import { checkHeldTime, checkState, checkStep } from '../../../test/ticket-invariants.ts';
import { actors, circumstances, GRID, MORNING, reported } from '../../../test/ticket-story.ts';
import { alarmsDue } from './deadlines.ts';
import { decide } from './decide.ts';
import type { Announcement, Decision } from './decision.ts';
import type { TicketState } from './ticket.ts';
import { verifyTimeline } from './timeline.ts';

/** The bar is ten thousand; the races of `racing-lives.test.ts` go through the database, and are fewer for that. */
const RUNS = Number(process.env.RACING_MODEL_RUNS ?? 10_000);
const PEOPLE = 3;
const SWEEPERS = 2;

/** One move of one of them: to look at the ticket as it is, or to act on what was seen when it was last looked at. */
type Move = { readonly who: number; readonly step: Step };
const anyMove: fc.Arbitrary<Move> = fc.record({
  who: fc.integer({ min: 0, max: PEOPLE + SWEEPERS - 1 }),
  step: anyStep,
});

const isSweeper = (who: number): boolean => who >= PEOPLE;
const sweep = (step: Step): Step => ({ ...step, actor: actors.system, command: { type: 'passTime' }, offered: false });

/** What is stored, written like the database writes it: only over the version that was read. */
type Stored = { readonly state: TicketState; readonly version: number };

function decided(state: TicketState, { actor, command }: Step, now: Date): Decision {
  const grid = command.type === 'locateTicket' ? GRID : null;
  return decide(state, command, circumstances(actor, now, { grid }));
}

/** One ticket that several look at and act on, none knowing of the others. */
class Race {
  stored: Stored = { state: reported(), version: 1 };
  now = MORNING;
  readonly outcomes = { DONE: 0, REFUSED: 0, BEATEN: 0 };
  readonly told = new Map<string, number>();
  readonly #seen = new Map<number, Stored>();

  move({ who, step: random }: Move): void {
    this.now = new Date(this.now.getTime() + random.hours * 3_600_000);
    const seen = this.#seen.get(who);
    if (seen === undefined) return void this.#seen.set(who, this.stored);
    this.#seen.delete(who);
    const step = isSweeper(who) ? sweep(random) : fitting(seen.state, random);
    if (this.#attempt(seen, step) !== 'BEATEN') return;
    // Whoever was beaten looks again and decides again, once; a sweeper leaves it to the next look.
    if (!isSweeper(who)) this.#attempt(this.stored, step);
  }

  #attempt(read: Stored, step: Step): 'DONE' | 'REFUSED' | 'BEATEN' {
    const outcome = this.#write(read, step);
    this.outcomes[outcome] += 1;
    return outcome;
  }

  #write(read: Stored, step: Step): 'DONE' | 'REFUSED' | 'BEATEN' {
    const isForTime = step.command.type === 'passTime';
    if (isForTime && alarmsDue(read.state.deadlines, this.now).length === 0) return 'REFUSED';
    const decision = decided(read.state, step, this.now);
    if (decision.kind === 'REFUSED') return 'REFUSED';
    if (read.version !== this.stored.version) return 'BEATEN';
    if (!isForTime) checkStep(this.#timePassed(read.state), decision.state, step);
    checkState(decision.state);
    this.#count(decision.announcements);
    this.stored = { state: decision.state, version: read.version + 1 };
    assert.deepEqual(alarmsDue(decision.state.deadlines, this.now), [], 'nothing is owed after a write');
    return 'DONE';
  }

  /** The ticket as the command found it: what is owed by now, a joint case with it, comes before any command. */
  #timePassed(state: TicketState): TicketState {
    if (alarmsDue(state.deadlines, this.now).length === 0) return state;
    const passed = decided(
      state,
      { actor: actors.system, command: { type: 'passTime' }, hours: 0, offered: false },
      this.now,
    );
    return passed.kind === 'DECIDED' ? passed.state : state;
  }

  #count(announcements: readonly Announcement[]): void {
    for (const { verb, detail } of announcements) {
      if (verb !== 'late' && verb !== 'reminded') continue;
      const key = `${verb} ${String(detail.deadline)}`;
      this.told.set(key, (this.told.get(key) ?? 0) + 1);
    }
  }

  checkEnd(): void {
    const { state } = this.stored;
    assert.ok(
      [...this.told.values()].every((times) => times === 1),
      'each alarm once each way',
    );
    assert.deepEqual(verifyTimeline(state.id, state.timeline), { intact: true });
    checkHeldTime(state, this.now);
  }
}

it(`[R6] holds every invariant when ${PEOPLE} actors and ${SWEEPERS} sweepers race on one ticket (${RUNS} runs)`, () => {
  const reached = new Set<string>();
  const outcomes = { DONE: 0, REFUSED: 0, BEATEN: 0 };
  let told = 0;
  fc.assert(
    fc.property(fc.array(anyMove, { minLength: 40, maxLength: 60 }), (moves) => {
      const race = new Race();
      for (const move of moves) {
        race.move(move);
        reached.add(race.stored.state.stage);
      }
      race.checkEnd();
      told += race.told.size;
      for (const outcome of ['DONE', 'REFUSED', 'BEATEN'] as const) outcomes[outcome] += race.outcomes[outcome];
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  // Worth something only if they did get in each other's way and yet came to the end.
  expect(outcomes.BEATEN).toBeGreaterThan(RUNS);
  expect(outcomes.DONE).toBeGreaterThan(RUNS);
  expect(told).toBeGreaterThan(RUNS / 10);
  expect([...reached]).toEqual(expect.arrayContaining(['DISPATCH', 'HANDLING', 'FEEDBACK', 'VERIFICATION', 'CLOSED']));
}, 600_000);
