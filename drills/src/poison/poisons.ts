import { randomUUID } from 'node:crypto';
import { connectNats } from '@gridlink/event-bus';
import { durables, type Stack, serviceNames } from '@gridlink/stack';

type Reader = (typeof durables)[(typeof serviceNames)[number]][number];

/** Every durable of the services, as the table of rights has them. */
const readers: readonly Reader[] = serviceNames.flatMap((service) => durables[service]);

const JURISDICTION = 'zhengzhou';
/** Half of what a broker takes by default. */
const LARGE_BYTES = 500_000;

const envelope = (type: string, data: unknown) => {
  const [, domain, noun, verb] = type.split('.');
  const event = {
    specversion: '1.0',
    id: randomUUID(),
    source: '/gridlink/drill',
    type,
    subject: `poison-${randomUUID()}`,
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    jurisdiction: JURISDICTION,
    division: '410105000000',
    sequence: 1,
    data,
  };
  return { subject: `${JURISDICTION}.${domain}.${noun}.${verb}`, event };
};

/** Texts that are no event, each for a reason of its own. */
function noEvents({ domain, noun }: Pick<Reader, 'domain' | 'noun'>): string[] {
  const { event } = envelope(`gridlink.${domain}.${noun}.poisoned.v1`, {});
  const { sequence: _, ...withoutSequence } = event;
  return [
    '',
    '{ "specversion": ',
    '[]',
    'x'.repeat(LARGE_BYTES),
    JSON.stringify(withoutSequence),
    JSON.stringify({ ...event, sequence: -1 }),
    // Speaks for another jurisdiction than the one it was published in.
    JSON.stringify({ ...event, jurisdiction: 'liaocheng' }),
  ];
}

/** Events whose snapshots nobody can use, and by how many durables they are read. */
const UNUSABLE = ['gridlink.grid.grid.published.v1', 'gridlink.personnel.organization.registered.v1'];

const readersOf = (domain: string | undefined, noun: string | undefined): number =>
  readers.filter((reader) => reader.domain === domain && reader.noun === noun).length;

/** What was published, and what each durable has to put aside of it, summed over all of them. */
export type Poisoned = { readonly published: number; readonly unreadable: number; readonly unusable: number };

/** Publishes what nobody can read and what nobody can use, in every place that somebody reads. */
export async function poison({ endpoints }: Stack, rounds: number): Promise<Poisoned> {
  const { nats, eventPrefix } = endpoints;
  const connection = await connectNats({ url: nats.url, credentials: nats.credentials, name: 'drill' });
  const client = connection.jetstream();
  const places = new Map(readers.map((reader) => [`${reader.domain}.${reader.noun}`, reader]));
  const found = { published: 0, unreadable: 0, unusable: 0 };
  const publish = async (subject: string, text: string): Promise<void> => {
    await client.publish(`${eventPrefix}.${subject}`, text);
    found.published += 1;
  };
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, place] of places) {
      for (const text of noEvents(place)) {
        await publish(`${JURISDICTION}.${name}.poisoned`, text);
        found.unreadable += readersOf(place.domain, place.noun);
      }
    }
    for (const type of UNUSABLE) {
      const { subject, event } = envelope(type, { grid: 'none', organization: 'none' });
      await publish(subject, JSON.stringify(event));
      found.unusable += readersOf(...(type.split('.').slice(1, 3) as [string, string]));
    }
  }
  await connection.close();
  return found;
}
