import { Query } from 'mingo';
import type { Collection } from 'mongodb';
import type { Check, ProbeSubject } from '../check.ts';
import { type Random, seededRandom } from '../random.ts';
import { type RandomDocument, randomDocument } from './random-documents.ts';
import { type RandomQuery, randomQuery } from './random-queries.ts';

const DOCUMENTS = 400;
/** Documents are drawn anew after so many queries. */
const QUERIES_A_BATCH = 300;
const SHOWN = 3;

/** The project's own kinds of index: compound with an array first, prefix order, nested. */
const INDEXES: readonly Readonly<Record<string, 1 | -1>>[] = [
  { areas: 1, createdAt: -1, _id: -1 },
  { areas: 1, stage: 1, createdAt: -1, _id: -1 },
  { stage: 1, createdAt: -1, _id: -1 },
  { code: 1, createdAt: 1 },
  { 'assignments.unit': 1, 'assignments.state': 1 },
  { 'place.grid': 1, _id: 1 },
];

type Ids = readonly number[];
type Answers = { readonly indexed: Ids; readonly unindexed: Ids; readonly mingo: Ids };

async function idsOf(rows: Collection<RandomDocument>, { filter, sort, skip, limit }: RandomQuery): Promise<Ids> {
  const found = await rows
    .find(filter, { projection: { _id: 1 } })
    .sort(sort)
    .skip(skip)
    .limit(limit)
    .toArray();
  return found.map(({ _id }) => _id);
}

function idsByMingo(documents: readonly RandomDocument[], { filter, sort, skip, limit }: RandomQuery): Ids {
  const found = new Query(filter)
    .find<RandomDocument>([...documents])
    .sort(sort)
    .skip(skip)
    .limit(limit)
    .all();
  return found.map(({ _id }) => _id);
}

async function fill({ db }: ProbeSubject, random: Random, batch: number) {
  const documents = Array.from({ length: DOCUMENTS }, (_, id) => randomDocument(random, id));
  const indexed = db.collection<RandomDocument>(`indexed_${batch}`);
  const unindexed = db.collection<RandomDocument>(`unindexed_${batch}`);
  for (const index of INDEXES) await indexed.createIndex(index);
  await indexed.createIndex({ urgency: 1 }, { sparse: true });
  await Promise.all([indexed.insertMany(documents), unindexed.insertMany(documents)]);
  return { documents, indexed, unindexed };
}

function disagreement(query: RandomQuery, answers: Answers): string | undefined {
  const [indexed, unindexed, mingo] = [answers.indexed, answers.unindexed, answers.mingo].map((ids) => ids.join());
  if (indexed === unindexed && unindexed === mingo) return undefined;
  const odd = indexed !== unindexed ? 'indexed ≠ unindexed' : 'server ≠ mingo';
  const counts = [answers.indexed, answers.unindexed, answers.mingo].map((ids) => ids.length).join('/');
  return `${odd}: ${JSON.stringify(query)} → ${counts} rows`;
}

async function run(subject: ProbeSubject, queries: number, seed: number): Promise<string> {
  const random = seededRandom(seed);
  const wrong: string[] = [];
  let rows = await fill(subject, random, 0);
  for (let number = 0; number < queries; number += 1) {
    if (number > 0 && number % QUERIES_A_BATCH === 0) rows = await fill(subject, random, number / QUERIES_A_BATCH);
    const query = randomQuery(random);
    const [indexed, unindexed] = await Promise.all([idsOf(rows.indexed, query), idsOf(rows.unindexed, query)]);
    const problem = disagreement(query, { indexed, unindexed, mingo: idsByMingo(rows.documents, query) });
    if (problem !== undefined) wrong.push(problem);
  }
  if (wrong.length > 0) {
    throw new Error(`${wrong.length} of ${queries} wrong (seed ${seed})\n    ${wrong.slice(0, SHOWN).join('\n    ')}`);
  }
  return `0 wrong of ${queries}, seed ${seed}`;
}

/** Random filters and sorts: the same rows in the same order with indexes, without, and by an independent engine. */
export function differentialCheck(queries: number, seed: number): Check {
  return { name: 'random queries: indexed = unindexed = mingo', run: (subject) => run(subject, queries, seed) };
}
