import { isPlainText } from '../../input-text/plain-text.ts';
import { type Appointment, isInForce } from './appointment.ts';

export type EndingRefusal = { readonly kind: 'ALREADY_ENDED' } | { readonly kind: 'BAD_REASON' };

export type EndingDecision =
  | { readonly kind: 'END'; readonly appointment: Appointment }
  | { readonly kind: 'REFUSE'; readonly refusal: EndingRefusal };

const REASON_MAX = 200;

/** An appointment is never deleted: it ends with a reason and stays in the person's file. */
export function decideEnding(
  appointment: Appointment,
  reason: string,
  { now, by }: { readonly now: Date; readonly by: string },
): EndingDecision {
  if (!isInForce(appointment)) return { kind: 'REFUSE', refusal: { kind: 'ALREADY_ENDED' } };
  if (!isPlainText(reason, REASON_MAX)) return { kind: 'REFUSE', refusal: { kind: 'BAD_REASON' } };
  return { kind: 'END', appointment: { ...appointment, endedAt: now, endReason: reason.trim(), endedBy: by } };
}
