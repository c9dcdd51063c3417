import type { Change } from './change.ts';
import { assignmentOf, isRunning, rescheduled } from './deadlines.ts';
import type { Consequence, Guard, Situation } from './decision.ts';
import { announce } from './effects.ts';
import { ledFrom } from './goes-on.ts';
import type { Assignment, Deadline } from './ticket.ts';

/** A reporter needs no account: what each can add has an end of its own, long before that of the timeline. */
const MOST_SUPPLEMENTS = 20;

export const supplementsHaveRoom: Guard<'supplementReport'> = ({ state, actor }) => {
  const by = actor.reporterOf ?? null;
  const given = state.timeline.filter((entry) => entry.command === 'supplementReport' && ledFrom(entry) === by).length;
  return given < MOST_SUPPLEMENTS ? null : { kind: 'TOO_MANY_SUPPLEMENTS', most: MOST_SUPPLEMENTS };
};

type Resumed = { readonly changes: readonly Change[]; readonly assignments: readonly Assignment[] };

/** Work that stood still for the reporter's answer goes on with it, whatever end the suspension was given. */
function answered({ state, pack, calendar, now }: Situation<'supplementReport'>): Resumed {
  const waiting = new Set(
    pack.loop.suspensionReasons.filter(({ waitsForReporter }) => waitsForReporter).map(({ code }) => code),
  );
  const waits = ({ from, to, reason }: Deadline['suspensions'][number]): boolean =>
    waiting.has(reason) && from <= now && (to === null || to > now);
  const standing = state.deadlines.filter((deadline) => isRunning(deadline) && deadline.suspensions.some(waits));
  const changes = standing.map((deadline) => {
    const suspensions = deadline.suspensions.map((span) => (waits(span) ? { ...span, to: now } : span));
    return rescheduled(deadline, { suspensions }, calendar);
  });
  const assignments = standing.map((deadline) => assignmentOf(state.assignments, deadline));
  return { changes, assignments: [...new Set(assignments.filter((one) => one !== undefined))] };
}

/** What the reporter, or the center for one who called again, has to add; the report itself stays as it was made. */
export const supplementReport: Consequence<'supplementReport'> = (situation) => {
  const { words, evidence } = situation.command;
  const { changes, assignments } = answered(situation);
  return {
    changes,
    words,
    evidence,
    facts: assignments.length > 0 ? { resumed: assignments.map(({ id }) => id) } : {},
    announcements: [
      ...announce('supplemented'),
      ...assignments.flatMap(({ id, unit }) => announce('resumed', { assignment: id, unit })),
    ],
  };
};
