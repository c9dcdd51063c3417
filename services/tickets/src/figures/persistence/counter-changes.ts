import { passOverDuplicates } from '@gridlink/event-bus';
import { type Measure, NOW } from '../domain/measure.ts';
import { type CounterChange, counterId } from '../domain/share.ts';
import { type CounterDocument, type FigureCollections, hotToken } from './figure-documents.ts';

/** Ids of one command: what is sent stays well below a message's limit. */
const AT_ONCE = 5_000;

type Change = CounterChange & { readonly id: string };

/** What makes a grid hot: reports of a day or a month, what is open now. */
const heatOf = (bucket: string): Measure => (bucket === NOW ? 'OPEN_NOW' : 'REGISTERED');

const heatIn = ({ key, by }: CounterChange): number => by[heatOf(key.bucket)] ?? 0;

/** A counter of which this is the first that is said. */
function firstOf(counting: string, change: Change, batch: number): CounterDocument {
  const { within, ...key } = change.key;
  const hotIn = within?.map((division) => hotToken(counting, division, key.bucket));
  return { _id: change.id, counting, ...key, n: change.by, batch, ...(hotIn ? { hotIn, heat: heatIn(change) } : {}) };
}

/** By how much a counter goes up or down, by field. */
function amountsOf(change: Change): Record<string, number> {
  const amounts = Object.entries(change.by).map(([measure, amount]) => [`n.${measure}`, amount] as const);
  const heat = change.key.within === undefined ? [] : [['heat', heatIn(change)] as const];
  return Object.fromEntries([...amounts, ...heat].sort(([one], [other]) => one.localeCompare(other)));
}

function* portions<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < all.length; start += AT_ONCE) yield all.slice(start, start + AT_ONCE);
}

/**
 * Puts the changes of one batch into the counters, in few commands however many counters there are: what is new is inserted all at once,
 * and those that change by the same are changed by one command. The embedded server makes each update of a bulk durable on its own
 * (docs/adr/0002). May be done again, by anyone: a counter that has the batch is left as it is.
 */
export function counterChanges(counters: FigureCollections['counters']) {
  const thereOf = async (ids: readonly string[]): Promise<ReadonlySet<string>> => {
    const found = await counters
      .find({ _id: { $in: [...ids] } }, { projection: { _id: 1 }, batchSize: AT_ONCE + 1 })
      .toArray();
    return new Set(found.map(({ _id }) => _id));
  };

  const putPortion = async (counting: string, changes: readonly Change[], batch: number): Promise<void> => {
    const there = await thereOf(changes.map(({ id }) => id));
    const added = changes.filter(({ id }) => !there.has(id)).map((change) => firstOf(counting, change, batch));
    // A key that is there already had this batch.
    if (added.length > 0) await counters.insertMany(added, { ordered: false }).catch(passOverDuplicates);
    const alike = Map.groupBy(
      changes.filter(({ id }) => there.has(id)),
      (change) => JSON.stringify(amountsOf(change)),
    );
    for (const [amounts, those] of alike) {
      const missing = { _id: { $in: those.map(({ id }) => id) }, batch: { $lt: batch } };
      await counters.updateMany(missing, { $inc: JSON.parse(amounts), $set: { batch } });
    }
  };

  return async (counting: string, changes: readonly CounterChange[], batch: number): Promise<void> => {
    const named = changes.map((change) => ({ ...change, id: `${counting}|${counterId(change.key)}` }));
    for (const portion of portions(named)) await putPortion(counting, portion, batch);
  };
}
