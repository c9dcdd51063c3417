import { type EventEnvelope, eventTypeParts } from '@gridlink/contracts';

/** What a department is told of an event: the envelope as it was, with the public snapshot only. What a step itself said stays out. */
export function feedEvent(event: EventEnvelope, snapshot: Readonly<Record<string, unknown>>): EventEnvelope {
  const { traceparent: _internal, ...envelope } = event;
  return { ...envelope, data: { ...snapshot } };
}

/** `<subject of the feed>.<noun>.<verb>` */
export function feedSubject(feed: string, event: Pick<EventEnvelope, 'type'>): string {
  const { noun, verb } = eventTypeParts(event.type);
  return `${feed}.${noun}.${verb}`;
}
