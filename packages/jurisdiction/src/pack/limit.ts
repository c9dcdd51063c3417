import { z } from 'zod';
import { ruled } from './ground.ts';
import { severity } from './vocabulary.ts';

export const limitUnit = z.enum(['WORKING_HOUR', 'WORKING_DAY', 'NATURAL_DAY', 'URGENT_HOUR']);
/**
 * `WORKING_HOUR` counts inside office windows of working days only; `WORKING_DAY` as the pack's calendar says;
 * `NATURAL_DAY` counts every day; `URGENT_HOUR` runs through nights and holidays.
 */
export type LimitUnit = z.infer<typeof limitUnit>;

/** Ten years: no limit, window or cap of a pack is longer, so counting always ends. */
const LONGEST = 3_660;

export const limitSchema = z.strictObject({ amount: z.number().positive().max(LONGEST), unit: limitUnit });

/** A span of time as the law grants it: an amount and the unit that says which time counts. */
export type Limit = Readonly<z.infer<typeof limitSchema>>;

const bySeverity = z.record(severity, limitSchema);
const bounds = z.strictObject({ default: limitSchema, min: limitSchema, max: limitSchema });

const stageLimits = ruled({
  accept: bySeverity,
  dispatch: bySeverity,
  reportIn: bySeverity,
  /** The dispatcher chooses inside `min` and `max`, which carry the unit of `default`. */
  handle: z.record(severity, bounds),
  explain: bySeverity,
  feedBack: bySeverity,
  verify: bySeverity,
  supervise: bySeverity,
  rework: bySeverity,
  fieldCheck: bySeverity,
});

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time of day is written 09:00');

const calendar = ruled({
  timeZone: z.literal('Asia/Shanghai'),
  officeWindows: z.array(z.strictObject({ from: clock, to: clock })).min(1),
  workingDayMeaning: z.enum(['OFFICE_MINUTES', 'TO_END_OF_DAY']),
  naturalDayMeaning: z.enum(['FULL_DAYS', 'TO_END_OF_DAY']),
  /** The share of a budget after which a reminder is due. */
  remindAtShare: z.number().gt(0).lt(1),
  localDaysOff: z.array(z.strictObject({ date: z.iso.date(), label: z.string().min(1) })),
});

const caps = ruled({
  /** How long after the offer a unit may hand an assignment back. */
  returnWindow: limitSchema,
  /** After this many returns a joint case opens by itself. */
  maxReturns: z.int().min(1),
  /** After this long without an owner, likewise. */
  ownerlessAfter: limitSchema,
  reopenWindow: limitSchema,
  extension: z.strictObject({ maxTimes: z.int().min(0), maxTotalShare: z.number().positive() }),
  suspension: z.strictObject({ maxTimes: z.int().min(0), maxTotal: limitSchema }),
  duplicates: z.strictObject({ radiusMeters: z.number().positive(), withinDays: z.int().min(1) }),
  /** How near and how soon after each other reports of one item by the same hands are counted as one matter cut up. */
  splitting: z.strictObject({ radiusMeters: z.number().positive(), withinHours: z.int().min(1) }),
  /** How near to another grid a place is at the border of both. */
  border: z.strictObject({ radiusMeters: z.number().positive() }),
});

const appeals = ruled({
  /** 1: the first decision is final. */
  reviews: z.int().min(1).max(2),
  /** How long after the warning, and again after the first review, a unit may appeal. */
  window: limitSchema,
  firstReview: limitSchema,
  finalReview: limitSchema,
  /** The same for a reporter whose report was not accepted; there is one review. */
  declineWindow: limitSchema,
  declineReview: limitSchema,
});

const instructions = ruled({
  /** Whoever issues an instruction chooses inside `min` and `max`, which carry the unit of `default`. */
  acknowledge: z.record(severity, bounds),
  mostRecipients: z.int().min(1).max(200),
  mostResends: z.int().min(1),
});

const plans = ruled({
  /** A plan of a mode stretches or shortens a limit between these shares of it. */
  factor: z.strictObject({ min: z.number().positive().max(1), max: z.number().min(1) }),
  /** A plan holds no longer than this. */
  longest: limitSchema,
  mostPatrolsADay: z.int().min(1),
});

/** What was made without a network and is sent later. */
const offline = ruled({
  /** What arrives more hours after it was made is marked as late. */
  lateAfterHours: z.number().positive(),
  /** What was made longer ago is not taken in any more. */
  acceptedWithinDays: z.number().positive(),
});

const suggestions = ruled({
  /** How soon a suggestion is answered; left out where neither the regulation nor the operator sets a limit: then none runs. */
  answer: limitSchema.optional(),
});

/** `limits.yaml`: how long each step may take, when offices are open, and how often a limit may be stretched. */
export const limits = z.strictObject({
  /** That work is done within limits is law; how long is mostly left to whoever dispatches. */
  duty: ruled({ text: z.string().min(1) }),
  lateExplanation: ruled({ required: z.boolean(), written: z.boolean() }),
  steps: stageLimits,
  calendar,
  caps,
  appeals,
  instructions,
  plans,
  offline,
  suggestions,
});
