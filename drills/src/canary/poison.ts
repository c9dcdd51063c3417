import { randomUUID } from 'node:crypto';
import { connectNats } from '@gridlink/event-bus';
import type { Stack } from '@gridlink/stack';
import type { Visit } from './doors.ts';

/**
 * Events that no consumer can handle, as a faulty service would publish them: no valid snapshot, and a person's data in their envelope's
 * subject and in a field of the wrong type, so that reasons of failure would show it. They are parked as they are; reasons and logs must not say it.
 */
export async function poison({ endpoints }: Stack, { aviary }: Visit): Promise<void> {
  const { url, credentials } = endpoints.nats;
  const connection = await connectNats({ url, credentials, name: 'drill' });
  const client = connection.jetstream();
  const { phone, name } = aviary.release('a poisoned event', ['phone', 'name']);
  const types = [
    'gridlink.grid.grid.published.v1',
    'gridlink.tickets.ticket.dispatched.v1',
    'gridlink.personnel.organization.registered.v1',
  ];
  for (const type of types) {
    const [, domain, noun, verb] = type.split('.');
    const event = {
      specversion: '1.0',
      id: randomUUID(),
      source: '/gridlink/drill',
      type,
      subject: `poison-${domain}`,
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      jurisdiction: 'zhengzhou',
      division: '410105000000',
      sequence: 1,
      data: { grid: phone, ticket: { code: name, units: phone }, organization: { kind: phone }, detail: name },
    };
    await client.publish(`${endpoints.eventPrefix}.zhengzhou.${domain}.${noun}.${verb}`, JSON.stringify(event));
  }
  await connection.close();
}
