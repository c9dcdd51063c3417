import { z } from 'zod';
import { type EventType, eventEnvelopeSchema, eventTypeParts } from '../event.ts';

/** `gridlink.tickets.ticket.fed-back.v1` -> `ticketsTicketFedBackV1` */
const nameOf = (type: string): string =>
  type
    .split(/[.-]/)
    .slice(1)
    .map((part, index) => (index === 0 ? part : part.charAt(0).toUpperCase() + part.slice(1)))
    .join('');

function messageOf({ type, description, data }: EventType<unknown>) {
  const envelope = z.toJSONSchema(eventEnvelopeSchema, { io: 'input' });
  return {
    name: type,
    title: type,
    summary: description,
    contentType: 'application/json',
    payload: {
      ...envelope,
      properties: { ...envelope.properties, type: { const: type }, data: z.toJSONSchema(data, { io: 'input' }) },
    },
  };
}

/**
 * The AsyncAPI 3.0 document of every event: one channel a noun, one message a type, payloads as JSON Schema.
 * Source: https://www.asyncapi.com/docs/reference/specification/v3.0.0
 */
export function asyncApiDocument(events: readonly EventType<unknown>[]): Record<string, unknown> {
  const channels: Record<string, { address: string; messages: Record<string, unknown> }> = {};
  const operations: Record<string, unknown> = {};
  for (const event of events) {
    const { domain, noun, verb } = eventTypeParts(event.type);
    const channel = nameOf(`x.${domain}.${noun}`);
    channels[channel] ??= { address: `gridlink.{jurisdiction}.${domain}.${noun}.{verb}`, messages: {} };
    channels[channel].messages[nameOf(event.type)] = { $ref: `#/components/messages/${nameOf(event.type)}` };
    operations[nameOf(`x.${domain}.${noun}.${verb}`)] = {
      action: 'send',
      channel: { $ref: `#/channels/${channel}` },
      messages: [{ $ref: `#/channels/${channel}/messages/${nameOf(event.type)}` }],
    };
  }
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'GridLink 网格联动 events',
      version: '1.0.0',
      description:
        '部门之间的事件：CloudEvents 1.0，经 NATS JetStream 传输。\nEvents between departments: CloudEvents 1.0 over NATS JetStream.',
    },
    defaultContentType: 'application/json',
    channels,
    operations,
    components: { messages: Object.fromEntries(events.map((event) => [nameOf(event.type), messageOf(event)])) },
  };
}
