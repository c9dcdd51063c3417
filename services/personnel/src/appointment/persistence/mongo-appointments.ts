import { appointmentEnded, appointmentMade } from '@gridlink/contracts';
import {
  type AggregateDocument,
  createAggregateStore,
  ensureOutboxIndex,
  type Publisher,
  type StoreFields,
} from '@gridlink/event-bus';
import { createReadThrough, type Scope } from '@gridlink/subgraph-kit';
import type { Connection } from 'mongoose';
import { WITHOUT_OUTBOX } from '../../aggregate/aggregate-fields.ts';
import { nativeCollection } from '../../aggregate/native-collection.ts';
import { REFERENCES } from '../../aggregate/references.ts';
import { appointmentSnapshot, type StoredAppointment } from '../domain/appointment.ts';
import type { ShownOnNotice } from '../domain/public-notice.ts';
import type { Appointments, NewAppointment, Seat } from '../use-cases/appointment-repository.ts';
import { type AppointmentDocument, appointmentOf, appointmentSchema } from './appointment-document.ts';

const READ = { ...WITHOUT_OUTBOX, claims: 0 };
/** Of a page of 200 grids with 200 in each, what one reading may bring. */
const READ_MAX = 40_000;

function reach(scope: Scope): Record<string, unknown> {
  if (scope.reach === 'PUBLIC') return { active: true, gridId: { $ne: null } };
  if (scope.reach !== 'BOUNDED') return {};
  const { jurisdiction, area } = scope;
  return { jurisdiction, ...(area === undefined ? { active: true } : { $or: [{ active: true }, { areas: area }] }) };
}

/** Of those in force: the same for every area. */
const isReached = (scope: Scope, { jurisdiction }: SeatRow): boolean =>
  scope.reach !== 'BOUNDED' || jurisdiction === scope.jurisdiction;

const LEADER = 'GRID_LEADER';
const SEAT = { _id: 0, gridId: 1, position: 1, personId: 1, jurisdiction: 1 };
type SeatRow = Seat & { readonly jurisdiction: string };

const documentOf = ({
  appointment: { id, ...rest },
  claims,
}: NewAppointment): Omit<AppointmentDocument, StoreFields> => ({
  _id: id,
  ...rest,
  active: true,
  ...(rest.to === null ? {} : { expiresAt: rest.to }),
  claims,
});

/** Appointments in MongoDB, one document each with its outbox. */
export function createMongoAppointments(connection: Connection, publisher: Publisher, isShown: ShownOnNotice) {
  const model = connection.model<AppointmentDocument>('Appointment', appointmentSchema, 'appointments');
  const collection = nativeCollection<AppointmentDocument>(connection, 'appointments');
  const store = createAggregateStore(collection, publisher);

  const leading = createReadThrough<SeatRow>({ keyOf: ({ gridId }) => gridId, ...REFERENCES });

  const read = async (
    scope: Scope,
    filter: Record<string, unknown>,
    sort: Record<string, 1 | -1>,
  ): Promise<StoredAppointment[]> => {
    const rows = await model
      .find({ $and: [filter, reach(scope)] }, READ)
      .sort(sort)
      .limit(READ_MAX)
      .lean<AppointmentDocument[]>();
    const found = rows.map(appointmentOf);
    // What a notice shows is the pack's to say, so the last sieve of the public's scope is not in the query.
    return scope.reach === 'PUBLIC' ? found.filter((row) => isShown(row, 'STAFF_NAMES')) : found;
  };

  const appointments: Appointments = {
    byIds: (scope, ids) => read(scope, { _id: { $in: [...ids] } }, { _id: 1 }),
    inGrids: (scope, gridIds) => read(scope, { gridId: { $in: [...gridIds] }, active: true }, { from: 1 }),
    async leaders(scope, gridIds) {
      const rows = await leading.read(gridIds, async (unknown) => {
        const filter = { gridId: { $in: [...unknown] }, position: LEADER, active: true };
        const found = await collection
          .find<SeatRow>(filter, { projection: SEAT, sort: { from: 1 }, batchSize: READ_MAX })
          .toArray();
        // Of two leaders, who could only be there by hand, the first one in office is meant.
        return [...new Map(found.toReversed().map((row) => [row.gridId, row])).values()];
      });
      return rows.filter((row) => isReached(scope, row) && (scope.reach !== 'PUBLIC' || isShown(row, 'STAFF_NAMES')));
    },
    inOrganizations: (scope, codes) => read(scope, { organization: { $in: [...codes] }, active: true }, { from: 1 }),
    ofPersons: (scope, personIds) => read(scope, { personId: { $in: [...personIds] } }, { from: -1 }),
    seatsOf: (scope, gridIds, positions) =>
      read(scope, { gridId: { $in: [...gridIds] }, position: { $in: [...positions] } }, { from: 1 }),
    async countStaff(gridIds) {
      const groups = await collection
        .aggregate<{ _id: { gridId: string; position: string }; count: number }>([
          { $match: { gridId: { $in: [...gridIds] }, active: true } },
          { $group: { _id: { gridId: '$gridId', position: '$position' }, count: { $sum: 1 } } },
        ])
        .toArray();
      return groups.map(({ _id, count }) => ({ ..._id, count }));
    },
    async overdue(_scope, now, limit) {
      const rows = await model
        .find({ expiresAt: { $lte: now } }, READ)
        .sort({ expiresAt: 1 })
        .limit(limit)
        .lean<AppointmentDocument[]>();
      return rows.map(appointmentOf);
    },
    async insert(rows, meta) {
      const results = await store.insertMany(
        rows.map((row) => ({
          document: documentOf(row),
          drafts: [{ type: appointmentMade.type, data: { appointment: appointmentSnapshot(row.appointment) } }],
          context: { subject: row.appointment.id, ...meta },
        })),
      );
      leading.forget();
      return results.map(({ kind }) => kind);
    },
    async end(previous, next, meta) {
      const data = { appointment: appointmentSnapshot(next), reason: next.endReason ?? '' };
      const result = await store.update(
        { _id: previous.id, ...previous },
        {
          $set: { active: false, endedAt: next.endedAt, endReason: next.endReason, endedBy: next.endedBy },
          $unset: { expiresAt: '' },
        },
        { drafts: [{ type: appointmentEnded.type, data }], context: { subject: next.id, ...meta } },
      );
      leading.forget();
      return result.kind;
    },
  };

  return {
    ...appointments,
    collection,
    async ensureIndexes(): Promise<void> {
      await collection.createIndex({ claims: 1 }, { unique: true, name: 'appointment_claims' });
      await collection.createIndex({ gridId: 1, active: 1, from: 1 }, { name: 'appointments_in_grid' });
      await collection.createIndex({ gridId: 1, position: 1, from: 1 }, { name: 'appointments_to_seat' });
      await collection.createIndex({ organization: 1, active: 1, from: 1 }, { name: 'appointments_in_organization' });
      await collection.createIndex({ personId: 1, from: -1 }, { name: 'appointments_of_person' });
      await collection.createIndex({ expiresAt: 1 }, { sparse: true, name: 'appointments_overdue' });
      await ensureOutboxIndex(nativeCollection<AggregateDocument>(connection, 'appointments'));
    },
  };
}
