export type { HolidayNotice } from './calendar/holiday-notice.ts';
export {
  createNationalCalendar,
  type NationalCalendar,
  type NationalDay,
  nationalCalendar,
  nationalDay,
} from './calendar/national-days.ts';
export { dayNumberAt, dayNumberOf, isoDateOf, minutesOfDay, startOfDay } from './calendar/shanghai-time.ts';
export {
  type CalendarDay,
  createWorkingCalendar,
  type Span,
  type WorkingCalendar,
} from './calendar/working-calendar.ts';
export { gridCode, maxGridSerial, microGridCode, personnelCode } from './coding/grid-code.ts';
export { type CandidateRecord, checkEligibility, type EligibilityFinding } from './eligibility/check-eligibility.ts';
export { loadHolidays } from './loading/load-holidays.ts';
export { loadPacks, type Packs } from './loading/load-packs.ts';
export { PackError, type PackProblem } from './loading/problem.ts';
export {
  bodiesOf,
  bodyOf,
  gridKindRule,
  handleBounds,
  itemsForTopic,
  limitFor,
  reservedActIn,
  roleRule,
  stageLabel,
  stepAbove,
} from './lookups.ts';
export type { Education } from './pack/eligibility-rule.ts';
export type { EvidenceType } from './pack/evidence.ts';
export type { Ground } from './pack/ground.ts';
export type { Limit, LimitUnit } from './pack/limit.ts';
export type {
  BodyRule,
  EligibilityRule,
  FunctionalZone,
  GridKindRule,
  ItemCategory,
  LimitedStep,
  NoticeField,
  Pack,
  ReservedAct,
  RoleRule,
  ServiceItem,
  SizingNorm,
  StaffingRule,
  StepLimits,
} from './pack/pack.ts';
export type { ChainStep, Stage } from './pack/stages.ts';
export type { DeepReadonly, GridKind, Level, Severity, StaffRole } from './pack/vocabulary.ts';
export { packFor } from './territory.ts';
