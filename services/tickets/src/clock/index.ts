export type { Suspension } from './clock-input.ts';
export { dueAt } from './due-at.ts';
export { explain } from './explain.ts';
