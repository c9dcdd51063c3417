export { budgetMinutes, extend } from './budget.ts';
export type { ClockInput, Suspension } from './clock-input.ts';
export { type Due, dueAt } from './due-at.ts';
export { countedMinutes, type ExplainedSegment, explain } from './explain.ts';
export type { SegmentReason } from './segments.ts';
