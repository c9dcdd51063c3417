import type { AggregateDocument } from '@gridlink/event-bus';
import { type Connection, type Model, Schema } from 'mongoose';
import type { RowValues } from '../domain/check-row.ts';
import type { PushOutcome } from '../domain/plan-row.ts';

/** The newest revision of a row, by its key. */
export type RecordDocument = {
  /** Random, so that an id says nothing of the key it stands for. */
  readonly _id: string;
  readonly jurisdiction: string;
  readonly division: string;
  readonly areas: readonly string[];
  readonly grid?: string;
  /** Id of the resource. */
  readonly resource: string;
  readonly key: string;
  readonly values: RowValues;
  readonly revision: number;
  readonly batch: string;
  readonly batchStartedAt: Date;
  readonly changedAt: Date;
};

/** A revision that a newer one replaced. */
export type RevisionDocument = {
  /** `<record>|<revision>` */
  readonly _id: string;
  readonly record: string;
  readonly revision: number;
  readonly values: RowValues;
  readonly batch: string;
  readonly changedAt: Date;
};

/** A row that was not taken in, whole, with the reason. */
export type RefusedRowDocument = {
  /** `<batch>|<row>` */
  readonly _id: string;
  readonly resource: string;
  readonly batchId: string;
  readonly row: number;
  readonly values: unknown;
  readonly messages: readonly string[];
  readonly refusedAt: Date;
};

export type RowReport = {
  readonly row: number;
  /** Key of the row, masked where it is about a person. */
  readonly code: string | null;
  readonly outcome: PushOutcome;
  readonly messages: readonly string[];
};

/** One push: what was sent is told apart from anything else by its digest, what came of it is kept for whoever sends it again. */
export type BatchDocument = AggregateDocument & {
  readonly resource: string;
  readonly batchId: string;
  readonly digest: string;
  readonly startedAt: Date;
  readonly sentBy: string;
  readonly state: 'RUNNING' | 'DONE';
  readonly report?: readonly RowReport[];
};

const options = (collection: string) =>
  ({ collection, strictQuery: 'throw', versionKey: false, minimize: false }) as const;

const recordSchema = new Schema<RecordDocument>(
  {
    _id: { type: String, required: true },
    jurisdiction: { type: String, required: true },
    division: { type: String, required: true },
    areas: { type: [String], required: true },
    grid: String,
    resource: { type: String, required: true },
    key: { type: String, required: true },
    values: { type: Schema.Types.Mixed, required: true },
    revision: { type: Number, required: true },
    batch: { type: String, required: true },
    batchStartedAt: { type: Date, required: true },
    changedAt: { type: Date, required: true },
  },
  options('records'),
);

const revisionSchema = new Schema<RevisionDocument>(
  {
    _id: { type: String, required: true },
    record: { type: String, required: true },
    revision: { type: Number, required: true },
    values: { type: Schema.Types.Mixed, required: true },
    batch: { type: String, required: true },
    changedAt: { type: Date, required: true },
  },
  options('record_revisions'),
);

const refusedRowSchema = new Schema<RefusedRowDocument>(
  {
    _id: { type: String, required: true },
    resource: { type: String, required: true },
    batchId: { type: String, required: true },
    row: { type: Number, required: true },
    values: Schema.Types.Mixed,
    messages: { type: [String], required: true },
    refusedAt: { type: Date, required: true },
  },
  options('refused_rows'),
);

const batchSchema = new Schema<BatchDocument>(
  {
    _id: { type: String, required: true },
    jurisdiction: { type: String, required: true },
    division: { type: String, required: true },
    resource: { type: String, required: true },
    batchId: { type: String, required: true },
    digest: { type: String, required: true },
    startedAt: { type: Date, required: true },
    sentBy: { type: String, required: true },
    state: { type: String, required: true },
    report: { type: [Schema.Types.Mixed], default: undefined },
    version: { type: Number, required: true },
    sequence: { type: Number, required: true },
    outbox: { type: [Schema.Types.Mixed], default: [] },
    pendingSince: Date,
  },
  options('batches'),
);

export type RecordModels = {
  readonly records: Model<RecordDocument>;
  readonly revisions: Model<RevisionDocument>;
  readonly refusedRows: Model<RefusedRowDocument>;
  readonly batches: Model<BatchDocument>;
};

export const recordModels = (connection: Connection): RecordModels => ({
  records: connection.model<RecordDocument>('Record', recordSchema),
  revisions: connection.model<RevisionDocument>('RecordRevision', revisionSchema),
  refusedRows: connection.model<RefusedRowDocument>('RefusedRow', refusedRowSchema),
  batches: connection.model<BatchDocument>('Batch', batchSchema),
});
