import { GRID_KINDS, type GridKind, type MultiPolygon } from '@gridlink/contracts';
import { type AggregateDocument, type createAggregateStore, ensureOutboxIndex } from '@gridlink/event-bus';
import { type Connection, type Model, Schema } from 'mongoose';
import { type ExclusiveDetails, GRID_ACTS, GRID_STATUSES, type GridStatus, type HistoryEntry } from '../domain/grid.ts';

export type GridDocument = AggregateDocument & {
  readonly externalId: string;
  readonly name: string;
  readonly kind: GridKind;
  readonly areas: readonly string[];
  readonly code: string;
  readonly formerCodes: readonly string[];
  /** The code and all former ones: unique over all grids that ever were (never reused). */
  readonly codes: readonly string[];
  readonly status: GridStatus;
  readonly boundary: MultiPolygon;
  readonly squareMetres: number;
  readonly households: number | null;
  readonly residents: number | null;
  readonly outsideNorm: boolean;
  readonly exclusive: ExclusiveDetails | null;
  readonly effectiveFrom: Date | null;
  readonly retiredAt: Date | null;
  readonly retiredReason: string | null;
  /** Newest last; the last 200 acts. */
  readonly history: readonly HistoryEntry[];
  /** When it was written last: every replica's atlas reads on from here. */
  readonly changedAt: Date;
};

const exclusive = new Schema<ExclusiveDetails>(
  { category: String, hostUnit: String, supervisingFunctions: [String] },
  { _id: false },
);

const historyEntry = new Schema<HistoryEntry>(
  { at: Date, act: { type: String, enum: GRID_ACTS }, by: String, reason: { type: String, default: null } },
  { _id: false },
);

const schema = new Schema<GridDocument>(
  {
    _id: { type: String, required: true },
    jurisdiction: { type: String, required: true },
    division: { type: String, required: true },
    version: { type: Number, required: true },
    sequence: { type: Number, required: true },
    outbox: { type: [Schema.Types.Mixed], required: true },
    pendingSince: { type: Date },
    externalId: { type: String, required: true },
    name: { type: String, required: true },
    kind: { type: String, enum: GRID_KINDS, required: true },
    areas: { type: [String], required: true },
    code: { type: String, required: true },
    formerCodes: { type: [String], required: true },
    codes: { type: [String], required: true },
    status: { type: String, enum: GRID_STATUSES, required: true },
    boundary: { type: Schema.Types.Mixed, required: true },
    squareMetres: { type: Number, required: true },
    households: { type: Number, default: null },
    residents: { type: Number, default: null },
    outsideNorm: { type: Boolean, required: true },
    exclusive: { type: exclusive, default: null },
    effectiveFrom: { type: Date, default: null },
    retiredAt: { type: Date, default: null },
    retiredReason: { type: String, default: null },
    history: { type: [historyEntry], required: true },
    changedAt: { type: Date, required: true },
  },
  { collection: 'grids', strict: 'throw', strictQuery: 'throw', versionKey: false },
);

export type GridModel = Model<GridDocument>;

export const gridModel = (connection: Connection): GridModel => connection.model<GridDocument>('Grid', schema);

/** Every index is named after the query it serves. */
export async function ensureGridIndexes(model: GridModel): Promise<void> {
  await model.collection.createIndexes([
    { name: 'by_code', key: { codes: 1 }, unique: true },
    { name: 'by_external_id', key: { jurisdiction: 1, externalId: 1 }, unique: true },
    { name: 'in_area', key: { areas: 1, status: 1, code: 1 } },
    { name: 'in_area_by_kind', key: { areas: 1, status: 1, kind: 1, code: 1 } },
    { name: 'in_area_by_norm', key: { areas: 1, status: 1, outsideNorm: 1, code: 1 } },
    { name: 'published', key: { status: 1, _id: 1 } },
    { name: 'moved', key: { changedAt: 1, _id: 1, version: 1 } },
  ]);
  await ensureOutboxIndex(gridCollection(model) as never);
}

/** The driver's own collection, without mongoose's casting: what the aggregate store writes to. */
export const gridCollection = (model: GridModel): AggregateCollection =>
  model.db.getClient().db(model.db.name).collection(model.collection.name);

type AggregateCollection = Parameters<typeof createAggregateStore<GridDocument>>[0];
