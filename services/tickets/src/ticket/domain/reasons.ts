import type { Refusal } from './refusal.ts';

/** A reason has to come out of the pack's list of them; the refusal names the list. */
export function reasonRefusal(
  list: readonly { readonly code: string }[],
  reason: string,
): Extract<Refusal, { kind: 'REASON_UNKNOWN' }> | null {
  const known = list.map(({ code }) => code);
  return known.includes(reason) ? null : { kind: 'REASON_UNKNOWN', reason, known };
}
