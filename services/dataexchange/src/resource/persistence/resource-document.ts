import type { ResourceSnapshot } from '@gridlink/contracts';
import type { AggregateDocument } from '@gridlink/event-bus';
import { type Connection, type Model, Schema } from 'mongoose';
import type { ResourceDeclaration, ResourceStatus } from '../domain/resource.ts';

export type ResourceDocument = AggregateDocument &
  ResourceDeclaration & {
    readonly code: string;
    /** All divisions of the owner's, highest first. */
    readonly areas: readonly string[];
    /** Organization code. */
    readonly owner: string;
    readonly status: ResourceStatus;
    readonly publishedAt: Date;
    readonly revisedAt: Date;
    readonly retiredBecause?: string;
  };

const schema = new Schema<ResourceDocument>(
  {
    _id: { type: String, required: true },
    code: { type: String, required: true },
    jurisdiction: { type: String, required: true },
    division: { type: String, required: true },
    areas: { type: [String], required: true },
    owner: { type: String, required: true },
    title: { type: String, required: true },
    description: { type: String, default: '' },
    fields: { type: [Schema.Types.Mixed], required: true },
    sharing: { type: String, required: true },
    refresh: { type: String, required: true },
    qualityRules: { type: [Schema.Types.Mixed], default: [] },
    returnsToGrid: { type: Boolean, default: false },
    status: { type: String, required: true },
    publishedAt: { type: Date, required: true },
    revisedAt: { type: Date, required: true },
    retiredBecause: String,
    version: { type: Number, required: true },
    sequence: { type: Number, required: true },
    outbox: { type: [Schema.Types.Mixed], default: [] },
    pendingSince: Date,
  },
  { collection: 'resources', strictQuery: 'throw', versionKey: false },
);

export type ResourceModel = Model<ResourceDocument>;

export const resourceModel = (connection: Connection): ResourceModel =>
  connection.model<ResourceDocument>('Resource', schema);

/** What others are told of a resource. */
export const snapshotOfResource = (
  resource: Omit<ResourceDocument, 'version' | 'sequence' | 'outbox' | 'pendingSince'>,
): ResourceSnapshot => ({
  id: resource._id,
  code: resource.code,
  title: resource.title,
  jurisdiction: resource.jurisdiction,
  division: resource.division,
  owner: resource.owner,
  sharing: resource.sharing,
  status: resource.status,
  fields: resource.fields.map(({ name, title, type, grade }) => ({ name, title, type, grade })),
});
