import type { Collection, Document, Sort } from 'mongodb';
import { type Check, expectEqual, type ProbeSubject } from '../check.ts';

type Row = { _id: number; areas: string[]; stage: string; createdAt: number; nextAlarmAt?: number };

const ROWS = 3_000;
const PAGE = 20;

async function withRows({ db }: ProbeSubject): Promise<Collection<Row>> {
  const rows = db.collection<Row>('tickets');
  await rows.createIndex({ areas: 1, createdAt: -1, _id: -1 });
  await rows.createIndex({ areas: 1, stage: 1, createdAt: -1, _id: -1 });
  await rows.createIndex({ nextAlarmAt: 1 }, { sparse: true });
  await rows.insertMany(
    Array.from({ length: ROWS }, (_, index) => ({
      _id: index,
      areas: ['41', '4101', `4101${index % 3}`],
      stage: index % 4 === 0 ? 'CLOSED' : 'HANDLING',
      createdAt: Math.floor(index / 2),
      ...(index % 100 === 0 ? { nextAlarmAt: index } : {}),
    })),
  );
  return rows;
}

/** Every stage name in an answer of `explain`, outermost first. */
function stageNames(plan: unknown): string[] {
  if (typeof plan !== 'object' || plan === null) return [];
  const own = 'stage' in plan && typeof plan.stage === 'string' ? [plan.stage] : [];
  return [
    ...own,
    ...Object.values(plan).flatMap((value) => (Array.isArray(value) ? value.flatMap(stageNames) : stageNames(value))),
  ];
}

/**
 * An index scan in index order, no sort in memory, no more documents read than the page has - all by `explain`.
 * What a page really costs is measured in `growth.ts`: the embedded server explains better than it runs.
 */
async function expectFlat(rows: Collection<Row>, filter: Document, sort: Sort): Promise<string> {
  const found = await rows.find(filter).sort(sort).limit(PAGE).toArray();
  const explained = await rows.find(filter).sort(sort).limit(PAGE).explain('executionStats');
  const stages = stageNames(explained.queryPlanner?.winningPlan);
  expectEqual(
    [stages.includes('IXSCAN'), stages.includes('SORT'), stages.includes('COLLSCAN')],
    [true, false, false],
    `plan ${stages.join('<')}`,
  );
  const examined: unknown = explained.executionStats?.totalDocsExamined;
  expectEqual(
    typeof examined === 'number' && examined <= found.length,
    true,
    `examined ${String(examined)} for ${found.length}`,
  );
  return `${found.length} rows, ${String(examined)} examined of ${ROWS}`;
}

/** The plans that every list of the project rests on. */
export const planChecks: readonly Check[] = [
  {
    name: 'scoped list: multikey equality, then order by index',
    run: async (subject) => expectFlat(await withRows(subject), { areas: '41011' }, { createdAt: -1, _id: -1 }),
  },
  {
    name: 'scoped list by stage: two equalities, then order',
    run: async (subject) =>
      expectFlat(await withRows(subject), { areas: '41', stage: 'CLOSED' }, { createdAt: -1, _id: -1 }),
  },
  {
    name: 'next page after a cursor: right rows by the index',
    run: async (subject) => {
      const rows = await withRows(subject);
      const after = { createdAt: 700, _id: 1_401 };
      const filter = {
        areas: '4101',
        $or: [{ createdAt: { $lt: after.createdAt } }, { createdAt: after.createdAt, _id: { $lt: after._id } }],
      };
      const page = await rows.find(filter).sort({ createdAt: -1, _id: -1 }).limit(3).toArray();
      expectEqual(
        page.map(({ _id }) => _id),
        [1_400, 1_399, 1_398],
      );
      const explained = await rows.find(filter).sort({ createdAt: -1, _id: -1 }).limit(3).explain('executionStats');
      return `examined ${String(explained.executionStats?.totalDocsExamined)} of ${ROWS}`;
    },
  },
  {
    name: 'due alarms: sparse ascending index, small claim',
    run: async (subject) => {
      const rows = await withRows(subject);
      const due = { nextAlarmAt: { $lte: 500 } };
      expectEqual(
        (await rows.find(due).sort({ nextAlarmAt: 1 }).limit(3).toArray()).map(({ _id }) => _id),
        [0, 100, 200],
      );
      const explained = await rows.find(due).sort({ nextAlarmAt: 1 }).limit(3).explain('executionStats');
      expectEqual(stageNames(explained.queryPlanner?.winningPlan).includes('IXSCAN'), true, 'index scan');
    },
  },
];
