import fc from 'fast-check';
import { decide } from '../src/ticket/domain/decide.ts';
import type { TicketState } from '../src/ticket/domain/ticket.ts';
import { anyStep, fitting, type Step } from './random-life.ts';
import { circumstances, GRID, MORNING, reported } from './ticket-story.ts';

/** A random life: the ticket as it was reported, and after every command that went through. */
export const anyLife = ({ most = 26 }: { readonly most?: number } = {}): fc.Arbitrary<readonly TicketState[]> =>
  fc.array(anyStep, { minLength: 5, maxLength: most }).map((walk) => lifeOf(walk, reported()));

export function lifeOf(walk: readonly Step[], born: TicketState): readonly TicketState[] {
  const life = [born];
  let now = MORNING;
  for (const random of walk) {
    now = new Date(now.getTime() + random.hours * 3_600_000);
    const state = life.at(-1) as TicketState;
    const step = fitting(state, random);
    const grid = step.command.type === 'locateTicket' ? GRID : null;
    const decision = decide(state, step.command, circumstances(step.actor, now, { grid }));
    if (decision.kind === 'DECIDED') life.push(decision.state);
  }
  return life;
}
