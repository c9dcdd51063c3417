import { dayNumberAt, minutesOfDay, startOfDay } from '@gridlink/jurisdiction';

/** A stretch of the day in China, over midnight where it ends before it begins: `{ from: '20:00', to: '08:00' }`. */
export type ClockSpan = { readonly from: string; readonly to: string };

export const isClock = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

const MINUTE = 60_000;

const minuteOf = (at: number): number => Math.floor((at - startOfDay(dayNumberAt(at))) / MINUTE);

/** True from the first minute of the stretch to before its last. */
export function isWithin({ from, to }: ClockSpan, instant: Date): boolean {
  const [start, end, now] = [minutesOfDay(from), minutesOfDay(to), minuteOf(instant.getTime())];
  return start < end ? now >= start && now < end : now >= start || now < end;
}

/** The next instant at which clocks in China show a time, this very minute left out. */
export function nextAt(clock: string, after: Date): Date {
  const today = dayNumberAt(after.getTime());
  const minutes = minutesOfDay(clock);
  const day = minutes > minuteOf(after.getTime()) ? today : today + 1;
  return new Date(startOfDay(day) + minutes * MINUTE);
}

type Wishes = { readonly quietHours: ClockSpan | null; readonly digestAt: string | null };

/** Until when what is not urgent waits; null for not at all. A digest that falls into the quiet hours waits for their end. */
export function heldUntil({ quietHours, digestAt }: Wishes, now: Date): Date | null {
  const digest = digestAt === null ? null : nextAt(digestAt, now);
  const at = digest ?? now;
  if (quietHours === null || !isWithin(quietHours, at)) return digest;
  return nextAt(quietHours.to, at);
}
