import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { eventEnvelopeSchema, eventTypeParts } from '../../event.ts';
import { deliberationEvents, instructionEvents, notificationTold, suggestionEvents, ticketsEvents } from './index.ts';

const fixtureOf = (type: string): unknown => {
  const { noun, verb } = eventTypeParts(type);
  return JSON.parse(readFileSync(new URL(`./fixtures/${noun}-${verb}.json`, import.meta.url), 'utf8'));
};

const events = [...ticketsEvents, ...instructionEvents, ...suggestionEvents, ...deliberationEvents, notificationTold];

describe('events of the tickets service', () => {
  it.each(events.map((event) => [event.type, event] as const))('%s parses its fixture', (type, event) => {
    const envelope = eventEnvelopeSchema.parse(fixtureOf(type));
    expect(envelope.type).toBe(type);
    expect(event.data.safeParse(envelope.data).error).toBeUndefined();
  });

  it.each(events.map((event) => [event.type, event] as const))('%s refuses empty data', (_type, event) => {
    expect(event.data.safeParse({}).success).toBe(false);
  });
});
