import type { ShareSnapshot } from '@gridlink/contracts';
import type { AggregateDocument } from '@gridlink/event-bus';
import { type Connection, type Model, Schema } from 'mongoose';
import type { ShareStatus, Terms, Wish } from '../domain/share.ts';

/** A request and the grant it became: one document, so that a review is one write. The grant's id is the request's. */
export type ShareDocument = AggregateDocument & {
  readonly areas: readonly string[];
  /** Id and code of the resource. */
  readonly resource: string;
  readonly resourceCode: string;
  /** Organization codes. */
  readonly owner: string;
  readonly grantee: string;
  /** Both of them: what a list of either finds. */
  readonly parties: readonly string[];
  readonly wish: Wish;
  readonly status: ShareStatus;
  readonly requestedAt: Date;
  readonly requestedBy: string;
  /** `<grantee>|<idempotencyKey>`, where the caller gave one. */
  readonly requestKey?: string;
  /** By when the owner answers; absent where nothing is left to answer. */
  readonly dueAt?: Date;
  readonly terms?: Terms;
  /** Ticket of a grant that is in force: what an ended ticket is looked up by. */
  readonly boundTicket?: string;
  readonly answered?: { readonly at: Date; readonly by: string; readonly reason?: string };
  readonly ended?: { readonly at: Date; readonly by: string; readonly reason: string };
};

const schema = new Schema<ShareDocument>(
  {
    _id: { type: String, required: true },
    jurisdiction: { type: String, required: true },
    division: { type: String, required: true },
    areas: { type: [String], required: true },
    resource: { type: String, required: true },
    resourceCode: { type: String, required: true },
    owner: { type: String, required: true },
    grantee: { type: String, required: true },
    parties: { type: [String], required: true },
    wish: { type: Schema.Types.Mixed, required: true },
    status: { type: String, required: true },
    requestedAt: { type: Date, required: true },
    requestedBy: { type: String, required: true },
    requestKey: String,
    dueAt: Date,
    terms: Schema.Types.Mixed,
    boundTicket: String,
    answered: Schema.Types.Mixed,
    ended: Schema.Types.Mixed,
    version: { type: Number, required: true },
    sequence: { type: Number, required: true },
    outbox: { type: [Schema.Types.Mixed], default: [] },
    pendingSince: Date,
  },
  { collection: 'shares', strictQuery: 'throw', versionKey: false },
);

export type ShareModel = Model<ShareDocument>;

export const shareModel = (connection: Connection): ShareModel => connection.model<ShareDocument>('Share', schema);

export type NewShare = Omit<ShareDocument, 'version' | 'sequence' | 'outbox' | 'pendingSince'>;

/** What others are told of a share. */
export const snapshotOfShare = (share: NewShare): ShareSnapshot => {
  const { area, ticketCode } = share.wish;
  const bound = share.terms ? share.terms.area : area;
  return {
    id: share._id,
    resourceId: share.resource,
    resourceCode: share.resourceCode,
    jurisdiction: share.jurisdiction,
    owner: share.owner,
    grantee: share.grantee,
    status: share.status,
    fields: [...(share.terms ?? share.wish).fields],
    ...(bound === undefined ? {} : { area: bound }),
    ...(ticketCode === undefined ? {} : { ticketCode }),
    ...(share.dueAt && share.status === 'PENDING' ? { dueAt: share.dueAt.toISOString() } : {}),
    ...(share.terms ? { until: share.terms.until.toISOString() } : {}),
  };
};
