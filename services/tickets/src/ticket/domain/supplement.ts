import type { Consequence, Guard } from './decision.ts';
import { announce } from './effects.ts';

/** A reporter needs no account: what they can add has an end of its own, long before that of the timeline. */
const MOST_SUPPLEMENTS = 20;

export const supplementsHaveRoom: Guard<'supplementReport'> = ({ state }) => {
  const given = state.timeline.filter(({ command }) => command === 'supplementReport').length;
  return given < MOST_SUPPLEMENTS ? null : { kind: 'TOO_MANY_SUPPLEMENTS', most: MOST_SUPPLEMENTS };
};

/** What the reporter, or the center for one who called again, has to add; the report itself stays as it was made. */
export const supplementReport: Consequence<'supplementReport'> = ({ command: { words, evidence } }) => ({
  changes: [],
  words,
  evidence,
  facts: {},
  announcements: announce('supplemented'),
});
