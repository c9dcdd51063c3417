import type { Stack } from '@gridlink/stack';
import { type Collection, MongoClient } from 'mongodb';
import type { County } from '../county/county.ts';
import { chanceOf } from '../statistics/chance.ts';

type Ticket = { readonly _id: string; readonly [field: string]: unknown };

/** The tickets' collection, filled up with copies of what the service itself has stored. */
export type ManyTickets = {
  readonly tickets: Collection<Ticket>;
  /** Id of one of the grids the tickets lie in. */
  readonly grid: string;
  growTo(size: number): Promise<void>;
  close(): Promise<void>;
};

const BATCH = 2_000;
const YEAR_MS = 365 * 86_400_000;
/** Of a hundred tickets so many are still worked on; the rest is closed and waits for nobody. */
const OPEN_OF_HUNDRED = 5;

/** What a copy must not share, and what is only in the way of many inserts. */
const OWN = ['queryCodeHash', 'externalKey', 'outbox', 'pendingSince', 'timeline', 'nextAlarmAt'] as const;

/** One more ticket like another, somewhere in the county, some time in the year before. */
function copyOf(model: Ticket, number: number, { places, now, chance }: Surroundings): Ticket {
  const place = places[number % places.length];
  const open = chance.int(1, 100) <= OPEN_OF_HUNDRED;
  const rest = Object.fromEntries(
    Object.entries(model).filter(([field]) => !(OWN as readonly string[]).includes(field)),
  );
  return {
    ...rest,
    _id: `bench-${number}`,
    code: `B${number}`,
    gridId: place?.id,
    areas: place?.areas,
    seenBy: [...(place?.areas ?? []), place?.id],
    reportedAt: new Date(now - chance.int(0, YEAR_MS)),
    // Words make an index of their own grow, which no list of this bench reads.
    words: [],
    queryCodeHash: 'bench',
    outbox: [],
    timeline: [],
    ...(open ? {} : { stage: 'CLOSED', waitsFor: [], deadlines: [], dueAt: null }),
  };
}

type Surroundings = {
  readonly places: readonly { readonly id: string; readonly areas: readonly string[] }[];
  readonly now: number;
  readonly chance: ReturnType<typeof chanceOf>;
};

/** Fills the collection of a stack whose tickets service has at least one ticket. */
export async function openManyTickets({ endpoints }: Stack, county: County): Promise<ManyTickets> {
  const client = await MongoClient.connect(endpoints.mongodb.uri);
  const tickets = client.db(`${endpoints.databasePrefix}_tickets`).collection<Ticket>('tickets');
  const model = await tickets.findOne({});
  if (!model) throw new Error('the service has stored no ticket to copy');
  const grids = client.db(`${endpoints.databasePrefix}_grid`).collection<{ _id: string; areas: string[] }>('grids');
  const places = await grids
    .find({}, { projection: { areas: 1 } })
    .map(({ _id, areas }) => ({ id: _id, areas }))
    .toArray();
  const surroundings = { places, now: Date.now(), chance: chanceOf(county.seed) };
  let reached = await tickets.estimatedDocumentCount();
  return {
    tickets,
    grid: places[0]?.id ?? '',
    async growTo(size) {
      for (; reached < size; reached += Math.min(BATCH, size - reached)) {
        const length = Math.min(BATCH, size - reached);
        const batch = Array.from({ length }, (_, index) => copyOf(model, reached + index, surroundings));
        await tickets.insertMany(batch, { ordered: false });
      }
    },
    close: () => client.close(),
  };
}
