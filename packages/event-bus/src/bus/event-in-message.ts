import { type EventEnvelope, eventEnvelopeSchema } from '@gridlink/contracts';

/** The event in a message, or null where it cannot be read: one bad message must not end what everybody else hears. */
export function eventInMessage(
  { data }: { readonly data: Uint8Array },
  onProblem: (message: string, error: unknown) => void,
): EventEnvelope | null {
  try {
    return eventEnvelopeSchema.parse(JSON.parse(Buffer.from(data).toString('utf8')));
  } catch (error) {
    onProblem('an event cannot be read', error);
    return null;
  }
}
