export { budgetMinutes, extend } from './budget.ts';
export type { Suspension } from './clock-input.ts';
export { dueAt } from './due-at.ts';
export { countedMinutes, explain } from './explain.ts';
