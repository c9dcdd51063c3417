import { randomUUID } from 'node:crypto';
import { conflict } from '@gridlink/subgraph-kit';
import type { Acting } from '../../acting.ts';
import type { KnownGrids } from '../../grid/persistence/known-grids.ts';
import { areaFieldOf } from '../../resource/domain/resource.ts';
import type { ResourceDocument } from '../../resource/persistence/resource-document.ts';
import { checkRow, type RowValues, shownKey } from '../domain/check-row.ts';
import { type Place, placeRow } from '../domain/place-row.ts';
import { type Batch, planRow } from '../domain/plan-row.ts';
import type { RecordDocument, RowReport } from '../persistence/record-documents.ts';
import type { RecordRepository } from '../persistence/record-repository.ts';
import type { RecordWrite, RecordWriter } from '../persistence/write-records.ts';

export type ApplyDeps = {
  readonly records: RecordRepository;
  readonly recordWriter: RecordWriter;
  readonly grids: KnownGrids;
};

export type Application = {
  readonly resource: ResourceDocument;
  readonly batch: Batch & { readonly batchId: string };
  readonly rows: readonly unknown[];
  readonly dryRun: boolean;
};

type GoodRow = { readonly row: number; readonly key: string; readonly values: RowValues; readonly place: Place };
type BadRow = { readonly row: number; readonly key: string | null; readonly messages: readonly string[] };
type Sorted = { readonly good: readonly GoodRow[]; readonly bad: readonly BadRow[] };

/** Two pushes of the same keys at the same moment; each look again costs one read. */
const MAX_RACES = 10;

async function gridPlaces({ grids }: ApplyDeps, acting: Acting, { resource, rows }: Application) {
  const field = areaFieldOf(resource.fields);
  if (field?.type !== 'GRID') return new Map<string, Place>();
  const codes = rows.map((row) => (row as Record<string, unknown> | null)?.[field.name]);
  const wanted = [...new Set(codes.filter((code) => typeof code === 'string'))];
  const found = await grids.byCodes(acting.scope, wanted);
  return new Map(
    found.flatMap(({ _id, codes: all, division, areas }) => all.map((code) => [code, { division, areas, grid: _id }])),
  );
}

function sortRows({ resource, rows }: Application, places: ReadonlyMap<string, Place>): Sorted {
  const good: GoodRow[] = [];
  const bad: BadRow[] = [];
  const seen = new Set<string>();
  for (const [row, given] of rows.entries()) {
    const checked = checkRow(resource, given);
    if (checked.kind === 'REFUSED') {
      bad.push({ row, key: checked.key, messages: checked.messages });
      continue;
    }
    const { key, values } = checked;
    const placed = placeRow(resource, values, (code) => places.get(code));
    if ('message' in placed) bad.push({ row, key, messages: [placed.message] });
    else if (seen.has(key)) bad.push({ row, key, messages: ['主键在本批次中重复'] });
    else good.push({ row, key, values, place: placed.place });
    seen.add(key);
  }
  return { good, bad };
}

function writeOf(
  { key, values, place }: GoodRow,
  of: Application & { readonly now: Date },
  previous?: RecordDocument,
): RecordWrite {
  const { resource, batch, now } = of;
  const next: RecordDocument = {
    _id: previous?._id ?? randomUUID(),
    jurisdiction: resource.jurisdiction,
    ...place,
    resource: resource._id,
    key,
    values,
    revision: (previous?.revision ?? 0) + 1,
    batch: batch.id,
    batchStartedAt: batch.startedAt,
    changedAt: now,
  };
  return previous ? { next, previous } : { next };
}

/** Plans and stores the good rows; where another push was first it plans again on what is there now. */
async function storeRows(deps: ApplyDeps, acting: Acting, of: Application & { readonly good: readonly GoodRow[] }) {
  const keys = of.good.map(({ key }) => key);
  for (let race = 0; race < MAX_RACES; race++) {
    const found = await deps.records.byKeys(acting.scope, of.resource._id, keys);
    const known = new Map(found.map((record) => [record.key, record]));
    const plans = of.good.map((row) => ({ row, plan: planRow(known.get(row.key), row.values, of.batch) }));
    const writes = plans
      .filter(({ plan }) => plan.write)
      .map(({ row }) => writeOf(row, { ...of, now: acting.now }, known.get(row.key)));
    if (of.dryRun || (await deps.recordWriter.write(writes))) return plans;
  }
  throw conflict();
}

async function keepRefused(deps: ApplyDeps, acting: Acting, { of, bad }: { of: Application; bad: readonly BadRow[] }) {
  if (of.dryRun) return;
  await deps.recordWriter.keepRefused(
    bad.map(({ row, messages }) => ({
      _id: `${of.batch.id}|${row}`,
      resource: of.resource._id,
      batchId: of.batch.batchId,
      row,
      values: of.rows[row] ?? null,
      messages,
      refusedAt: acting.now,
    })),
  );
}

/** Checks, places and stores rows; the report has one line a row, in the order of the rows. A dry run stores nothing. */
export async function applyRows(deps: ApplyDeps, acting: Acting, of: Application): Promise<readonly RowReport[]> {
  const { good, bad } = sortRows(of, await gridPlaces(deps, acting, of));
  await keepRefused(deps, acting, { of, bad });
  const plans = await storeRows(deps, acting, { ...of, good });
  const taken = plans.map(
    ({ row, plan }): RowReport => ({
      row: row.row,
      code: shownKey(of.resource, row.key),
      outcome: plan.outcome,
      messages: plan.message === undefined ? [] : [plan.message],
    }),
  );
  const refused = bad.map(
    ({ row, key, messages }): RowReport => ({
      row,
      code: shownKey(of.resource, key),
      outcome: 'REFUSED',
      messages,
    }),
  );
  return [...taken, ...refused].toSorted((a, b) => a.row - b.row);
}
