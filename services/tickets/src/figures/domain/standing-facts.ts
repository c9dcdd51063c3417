import { isLateNow } from '../../ticket/domain/deadlines.ts';
import { isOpenAssignment } from '../../ticket/domain/effects.ts';
import { isOpen } from '../../ticket/domain/stage.ts';
import type { TicketState } from '../../ticket/domain/ticket.ts';
import { dayOf } from './days.ts';
import { ALL, type Day, type Fact, type Measure, NOW } from './measure.ts';

const END_MEASURES: Readonly<Partial<Record<TicketState['stage'], Measure>>> = {
  CLOSED: 'CLOSED',
  NOT_ACCEPTED: 'NOT_ACCEPTED',
  MERGED: 'MERGED',
  VOID: 'VOIDED',
};

/** Merged or void: another ticket stands for it, or none. */
export const countedOut = ({ stage }: TicketState): boolean => stage === 'MERGED' || stage === 'VOID';

const once = (measure: Measure, units: readonly string[], day: Day): readonly Fact[] =>
  [...new Set(units)].map((unit) => ({ measure, unit, day }));

const unitsLate = ({ deadlines }: TicketState): readonly string[] => {
  const late = deadlines.filter(isLateNow);
  return late.length === 0 ? [] : [ALL, ...late.map(({ unit }) => unit)];
};

const unitsSupervised = ({ supervisions }: TicketState): readonly string[] => {
  const standing = supervisions.filter(({ endedAt }) => endedAt === null);
  return standing.length === 0 ? [] : [ALL, ...standing.map(({ target }) => target)];
};

/** Where the ticket stands: registered, ended, and what holds now. */
export function standingFacts(state: TicketState): readonly Fact[] {
  const { stage, reportedAt, closedAt, assignments } = state;
  const end = END_MEASURES[stage];
  const open = isOpen(stage);
  const units = assignments.filter(isOpenAssignment).map(({ unit }) => unit);
  return [
    ...(stage === 'VOID' ? [] : once('REGISTERED', [ALL], dayOf(reportedAt))),
    ...(end && closedAt ? once(end, [ALL], dayOf(closedAt)) : []),
    ...(open ? once('STILL_OPEN', [ALL, ...units], dayOf(reportedAt)) : []),
    ...(open ? once('OPEN_NOW', [ALL, ...units], NOW) : []),
    ...once(`STAGE_${stage}`, [ALL, ...units], NOW),
    ...once('LATE_NOW', unitsLate(state), NOW),
    ...once('SUPERVISED_NOW', unitsSupervised(state), NOW),
  ];
}
