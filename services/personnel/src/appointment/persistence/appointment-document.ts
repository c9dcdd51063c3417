import type { AggregateDocument } from '@gridlink/event-bus';
import { Schema } from 'mongoose';
import { aggregateFields } from '../../aggregate/aggregate-fields.ts';
import type { Appointment, StoredAppointment } from '../domain/appointment.ts';

export type AppointmentDocument = AggregateDocument &
  Omit<Appointment, 'id'> & {
    /** True while in force; lists are read by it. */
    readonly active: boolean;
    /** End of the term while in force, absent otherwise (sparse index). */
    readonly expiresAt?: Date;
    readonly claims: readonly string[];
  };

export const appointmentSchema = new Schema<AppointmentDocument>(
  {
    ...aggregateFields,
    areas: [String],
    personId: String,
    position: String,
    role: String,
    gridId: String,
    organization: String,
    appointingBody: String,
    togetherWith: [String],
    documentNumber: String,
    publicPhone: String,
    from: Date,
    to: Date,
    recordedBy: String,
    endedAt: Date,
    endReason: String,
    endedBy: String,
    active: Boolean,
    expiresAt: Date,
    claims: [String],
  },
  { versionKey: false },
);

export function appointmentOf(document: AppointmentDocument): StoredAppointment {
  const { _id, active: _active, expiresAt: _expiresAt, claims: _claims, ...rest } = document;
  return { id: _id, ...rest };
}
