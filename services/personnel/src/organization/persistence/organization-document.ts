import type { AggregateDocument } from '@gridlink/event-bus';
import { Schema } from 'mongoose';
import { aggregateFields } from '../../aggregate/aggregate-fields.ts';
import type { Organization, StoredOrganization } from '../domain/organization.ts';

export type OrganizationDocument = AggregateDocument & Omit<Organization, 'id'>;

export const organizationSchema = new Schema<OrganizationDocument>(
  {
    ...aggregateFields,
    code: String,
    name: String,
    kind: String,
    function: String,
    level: String,
    areas: [String],
    phone: String,
    active: Boolean,
    successor: String,
    registeredAt: Date,
  },
  { versionKey: false },
);

export const organizationOf = ({ _id, ...rest }: OrganizationDocument): StoredOrganization => ({ id: _id, ...rest });
