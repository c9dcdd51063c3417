import type { Limit } from '@gridlink/jurisdiction';

/** Time that does not count: 挂账, a field check, waiting for the reporter. `to` is null while nobody knows when it ends. */
export type Suspension = { readonly from: Date; readonly to: Date | null; readonly reason: string };

/**
 * One deadline: a budget (`limit`) that is spent from `startedAt` on, except in its ledger of suspensions (any order, overlaps
 * allowed). `stoppedAt` ends the counting, when the awaited thing was done.
 */
export type ClockInput = {
  readonly limit: Limit;
  readonly startedAt: Date;
  readonly suspensions: readonly Suspension[];
  readonly stoppedAt?: Date;
};
