import type { FailedVerification } from '../../ticket/domain/parts.ts';
import type { TicketState, TimelineEntry } from '../../ticket/domain/ticket.ts';
import { dayOf } from './days.ts';
import type { CountingRules } from './facts.ts';
import { ALL, type Fact, type Measure } from './measure.ts';
import { isExcused } from './timeliness-facts.ts';

const entriesOf = ({ timeline }: TicketState, command: TimelineEntry['command']): readonly TimelineEntry[] =>
  timeline.filter((entry) => entry.command === command);

/** Units that did their part at any time: how a matter ended is theirs. */
const doers = ({ assignments }: TicketState): readonly string[] => [
  ...new Set(assignments.filter(({ state }) => state === 'DONE').map(({ unit }) => unit)),
];

const forEach = (measure: Measure, units: readonly string[], day: string): readonly Fact[] =>
  units.map((unit) => ({ measure, unit, day }));

/** Failures that stand: one that was overturned on appeal never counts. */
const failures = (state: TicketState): readonly FailedVerification[] =>
  state.failedVerifications.filter(({ id }) => !isExcused(state, id));

const failedBy = (failed: readonly FailedVerification[], unit: string): boolean =>
  unit === ALL ? failed.length > 0 : failed.some(({ handlers }) => handlers.some((handler) => handler.unit === unit));

/** How it was verified: on the day of the first verification. */
function verificationFacts(state: TicketState, units: readonly string[]): readonly Fact[] {
  const [first] = entriesOf(state, 'verifyTicket');
  if (!first) return [];
  const day = dayOf(first.arrivedAt);
  const failed = failures(state);
  const ofFirst = failed.filter(({ at }) => at.getTime() === first.arrivedAt.getTime());
  const falseOnes = failed.filter(({ falseClosure }) => falseClosure);
  return [
    ...forEach('VERIFIED', units, day),
    ...forEach(
      'FIRST_PASSED',
      units.filter((unit) => !failedBy(ofFirst, unit)),
      day,
    ),
    ...forEach(
      'REWORKED',
      units.filter((unit) => failedBy(failed, unit)),
      day,
    ),
    ...forEach(
      'FALSELY_CLOSED',
      units.filter((unit) => failedBy(falseOnes, unit)),
      day,
    ),
  ];
}

function feedbackFacts(state: TicketState, units: readonly string[]): readonly Fact[] {
  const told = entriesOf(state, 'giveFeedback');
  const [first] = told;
  if (!first) return [];
  const day = dayOf(first.arrivedAt);
  const contacted = told.some(({ facts }) => facts.contacted === true);
  return [...forEach('FED_BACK', units, day), ...(contacted ? forEach('CONTACTED', units, day) : [])];
}

/** What the reporter says last counts, on the day it was said. */
function ratingFacts(state: TicketState, units: readonly string[], { satisfiedFrom }: CountingRules): readonly Fact[] {
  const last = entriesOf(state, 'verifyTicket').findLast(({ facts }) => typeof facts.satisfaction === 'number');
  if (!last) return [];
  const day = dayOf(last.arrivedAt);
  const satisfied = Number(last.facts.satisfaction) >= satisfiedFrom;
  return [...forEach('RATED', units, day), ...(satisfied ? forEach('SATISFIED', units, day) : [])];
}

/** The body that handed the report in did the work, or the person who reported it solved it. */
const isSelfClosed = (state: TicketState): boolean =>
  (state.reporter.organization !== null && doers(state).includes(state.reporter.organization)) ||
  entriesOf(state, 'solveOnSpot').some(({ actor }) => actor.subject === state.reporter.subject);

/** What became of it once it was closed: on the day it first was. */
function endingFacts(state: TicketState, units: readonly string[]): readonly Fact[] {
  const closing = entriesOf(state, 'verifyTicket').find(({ facts }) => facts.passed === true);
  if (!closing) return [];
  const day = dayOf(closing.arrivedAt);
  return [
    ...forEach('ENDED_WELL', units, day),
    ...(entriesOf(state, 'reopenTicket').length > 0 ? forEach('REOPENED', units, day) : []),
    ...(isSelfClosed(state) ? forEach('SELF_CLOSED', units, day) : []),
  ];
}

/** Feedback, verification, rating and what followed, for the whole and for every unit that did its part. */
export function closingFacts(state: TicketState, rules: CountingRules): readonly Fact[] {
  const units = [ALL, ...doers(state)];
  return [
    ...feedbackFacts(state, units),
    ...verificationFacts(state, units),
    ...ratingFacts(state, units, rules),
    ...endingFacts(state, units),
  ];
}
