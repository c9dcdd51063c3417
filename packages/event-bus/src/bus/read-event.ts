import { type EventEnvelope, eventEnvelopeSchema } from '@gridlink/contracts';
import type { JsMsg } from 'nats';
import { subjectOf } from './subjects.ts';

const REASON_MAX = 300;

/**
 * A message as the event it claims to be, or why it is none. Its subject has to say the same as its envelope: subjects are what the
 * broker gives permission by, so an envelope that names another jurisdiction or type speaks for somebody else.
 */
export function readEvent(
  prefix: string,
  message: Pick<JsMsg, 'subject' | 'json'>,
): { readonly event: EventEnvelope } | { readonly reason: string } {
  let value: unknown;
  try {
    value = message.json();
  } catch {
    return { reason: 'not JSON' };
  }
  const parsed = eventEnvelopeSchema.safeParse(value);
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message: what }) => `${path.join('.') || 'whole'}: ${what}`);
    return { reason: `not an event: ${issues.join('; ')}`.slice(0, REASON_MAX) };
  }
  const subject = subjectOf(prefix, parsed.data);
  if (subject === message.subject) return { event: parsed.data };
  return { reason: `published to another subject than its own, which is ${subject}`.slice(0, REASON_MAX) };
}
