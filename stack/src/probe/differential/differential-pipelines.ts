import { Aggregator } from 'mingo';
import type { Check, ProbeSubject } from '../check.ts';
import { seededRandom } from '../random.ts';
import { type RandomDocument, randomDocument } from './random-documents.ts';
import { randomPipeline } from './random-pipelines.ts';

const DOCUMENTS = 120;
const SHOWN = 3;

/** Order of rows, of sets and of a row's fields is not promised by these pipelines, so it is not compared. */
function comparable(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'number') return Number(value.toFixed(9));
  if (Array.isArray(value))
    return value.map(comparable).sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, content]) => content !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => a.localeCompare(b)).map(([key, content]) => [key, comparable(content)]),
  );
}

async function run({ db }: ProbeSubject, pipelines: number, seed: number): Promise<string> {
  const random = seededRandom(seed);
  const documents = Array.from({ length: DOCUMENTS }, (_, id) => randomDocument(random, id));
  const rows = db.collection<RandomDocument>('rows');
  await rows.createIndex({ areas: 1, createdAt: -1, _id: -1 });
  await rows.insertMany(documents);
  const wrong: string[] = [];
  for (let turn = 0; turn < pipelines; turn += 1) {
    const pipeline = randomPipeline(random);
    const answered = JSON.stringify(comparable(await rows.aggregate(pipeline).toArray()));
    const expected = JSON.stringify(comparable(new Aggregator(pipeline).run([...documents])));
    if (answered !== expected)
      wrong.push(
        `${JSON.stringify(pipeline)}\n      server ${answered.slice(0, 160)}\n      mingo  ${expected.slice(0, 160)}`,
      );
  }
  if (wrong.length > 0)
    throw new Error(
      `${wrong.length} of ${pipelines} wrong (seed ${seed})\n    ${wrong.slice(0, SHOWN).join('\n    ')}`,
    );
  return `0 wrong of ${pipelines}, seed ${seed}`;
}

/** Random projections and groupings: the same values as an independent engine gives. */
export function pipelineCheck(pipelines: number, seed: number): Check {
  return { name: 'random pipelines: server = mingo', run: (subject) => run(subject, pipelines, seed) };
}
