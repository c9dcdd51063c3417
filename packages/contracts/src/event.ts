import { z } from 'zod';

const typePattern = /^gridlink\.(grid|personnel|tickets|dataexchange)\.[a-z-]+\.[a-z-]+\.v\d+$/;

/**
 * The envelope of every event: CloudEvents 1.0 in JSON with the extensions this platform needs.
 * `sequence` counts an aggregate's events from 1 without gaps, `subject` is the aggregate's code (or id where it has none).
 */
export const eventEnvelopeSchema = z.object({
  specversion: z.literal('1.0'),
  id: z.uuid(),
  source: z.string().startsWith('/gridlink/'),
  type: z.string().regex(typePattern),
  subject: z.string().min(1).max(120),
  time: z.iso.datetime(),
  datacontenttype: z.literal('application/json'),
  jurisdiction: z.string().min(1).max(40),
  /** 12-digit division the aggregate lies in. */
  division: z.string().regex(/^\d{12}$/),
  sequence: z.int().min(1),
  traceparent: z.string().max(80).optional(),
  data: z.record(z.string(), z.unknown()),
});
export type EventEnvelope = z.infer<typeof eventEnvelopeSchema>;

/** An event type with the schema of its data; the registry of all of them is what AsyncAPI is generated from. */
export type EventType<Data> = {
  readonly type: string;
  /** One Chinese line, then an English one. */
  readonly description: string;
  readonly data: z.ZodType<Data>;
};

/** Declares an event type, e.g. `defineEvent('gridlink.grid.grid.published.v1', '网格公布\nA grid was published.', z.object({...}))`. */
export function defineEvent<Data>(type: string, description: string, data: z.ZodType<Data>): EventType<Data> {
  if (!typePattern.test(type)) throw new Error(`event type ${type} is not gridlink.<domain>.<noun>.<verb>.v<n>`);
  return Object.freeze({ type, description, data });
}

/** The parts of an event type: `gridlink.grid.grid.published.v1` -> grid, grid, published. */
export function eventTypeParts(type: string): { domain: string; noun: string; verb: string } {
  const [, domain = '', noun = '', verb = ''] = type.split('.');
  return { domain, noun, verb };
}
