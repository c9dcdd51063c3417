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
  /** Waits until the service has counted what it has to. */
  counted(): Promise<void>;
  close(): Promise<void>;
};

const BATCH = 2_000;
const LOOK_EVERY_MS = 500;
const YEAR_MS = 365 * 86_400_000;
/** Of a hundred tickets so many are still worked on, one of them late; the rest is closed and waits for nobody. */
const OPEN_OF_HUNDRED = 5;
const LATE_OF_HUNDRED = 1;
/** What waits for the county's center itself does not grow with what it has behind it. */
const WAITING = 500;
/** Of so many the service keeps figures: enough that there is a counter of each place in each month. */
const COUNTED = 2_000;

/** What a copy must not share, and what is only in the way of many inserts. */
const OWN = [
  'queryCodeHash',
  'externalKey',
  'outbox',
  'pendingSince',
  'timeline',
  'nextAlarmAt',
  // The model may not be counted yet: every copy of it would have to be.
  'uncountedSince',
] as const;

/** One more ticket like another, somewhere in the county, some time in the year before. */
function copyOf(model: Ticket, number: number, { places, center, now, chance }: Surroundings): Ticket {
  const place = places[number % places.length];
  const luck = chance.int(1, 100);
  const open = number < WAITING || luck <= OPEN_OF_HUNDRED;
  const viewers = [...(place?.areas ?? []), place?.id];
  const rest = Object.fromEntries(
    Object.entries(model).filter(([field]) => !(OWN as readonly string[]).includes(field)),
  );
  return {
    ...rest,
    _id: `bench-${number}`,
    code: `B${number}`,
    gridId: place?.id,
    areas: place?.areas,
    seenBy: viewers,
    reportedAt: new Date(now - chance.int(0, YEAR_MS)),
    // Words make an index of their own grow, which no list of this bench reads.
    words: [],
    queryCodeHash: 'bench',
    outbox: [],
    timeline: [],
    ...(number < COUNTED ? { uncountedSince: new Date(now) } : {}),
    ...(luck <= LATE_OF_HUNDRED ? { late: true, lateFor: viewers } : {}),
    ...(number < WAITING ? { waitsFor: [center] } : {}),
    ...(open ? {} : { stage: 'CLOSED', waitsFor: [], deadlines: [], dueAt: null }),
  };
}

type Surroundings = {
  /** Token under which work waits for the county's center. */
  readonly center: string;
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
  const surroundings = { places, center: `center:${county.code}`, now: Date.now(), chance: chanceOf(county.seed) };
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
    async counted() {
      while ((await tickets.countDocuments({ uncountedSince: { $gt: new Date(0) } }, { limit: 1 })) > 0) {
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      }
    },
    close: () => client.close(),
  };
}
