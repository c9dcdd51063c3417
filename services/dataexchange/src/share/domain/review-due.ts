/** The part of a pack's working calendar that a due date needs. */
export type OfficeDays = {
  dayAt(instant: number): {
    readonly endsAt: number;
    readonly working: boolean;
    readonly windows: readonly { readonly to: number }[];
  };
};

/** An owner answers a conditional request within ten working days (政务数据共享条例, State Council order 809). */
export const REVIEW_WORKING_DAYS = 10;

/** The end of office hours on the last of so many working days after the day of asking. */
export function reviewDueAt(days: OfficeDays, askedAt: Date, workingDays = REVIEW_WORKING_DAYS): Date {
  let day = days.dayAt(askedAt.getTime());
  for (let left = workingDays; left > 0; ) {
    day = days.dayAt(day.endsAt);
    if (day.working) left -= 1;
  }
  return new Date(day.windows.at(-1)?.to ?? day.endsAt);
}
