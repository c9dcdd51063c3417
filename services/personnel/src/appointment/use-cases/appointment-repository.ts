import type { Scope } from '@gridlink/subgraph-kit';
import type { Appointment, StoredAppointment } from '../domain/appointment.ts';

export type WriteMeta = { readonly now: Date; readonly traceparent: string | undefined };
export type AppointmentWrite = 'STORED' | 'MOVED' | 'DUPLICATE';
export type NewAppointment = { readonly appointment: Appointment; readonly claims: readonly string[] };

/** Who sits where: all that naming a grid's leader takes. */
export type Seat = Pick<StoredAppointment, 'position' | 'personId'> & { readonly gridId: string };

/**
 * Appointments in force to grids are public by law, those to bodies open within the jurisdiction; ended ones are for the area that
 * keeps them.
 */
export type Appointments = {
  byIds(scope: Scope, ids: readonly string[]): Promise<readonly StoredAppointment[]>;
  /** In force, oldest first. */
  inGrids(scope: Scope, gridIds: readonly string[]): Promise<readonly StoredAppointment[]>;
  /** Who leads these grids, for references from other services: may be two seconds behind another process's writes. */
  leaders(scope: Scope, gridIds: readonly string[]): Promise<readonly Seat[]>;
  /** In force, oldest first. */
  inOrganizations(scope: Scope, codes: readonly string[]): Promise<readonly StoredAppointment[]>;
  /** All that the scope may see, newest first. */
  ofPersons(scope: Scope, personIds: readonly string[]): Promise<readonly StoredAppointment[]>;
  /** All appointments ever to these posts in these grids. */
  seatsOf(
    scope: Scope,
    gridIds: readonly string[],
    positions: readonly string[],
  ): Promise<readonly StoredAppointment[]>;
  countStaff(gridIds: readonly string[]): Promise<ReadonlyArray<{ gridId: string; position: string; count: number }>>;
  /** In force though their term is over, oldest term first. */
  overdue(scope: Scope, now: Date, limit: number): Promise<readonly StoredAppointment[]>;
  insert(rows: readonly NewAppointment[], meta: WriteMeta): Promise<readonly AppointmentWrite[]>;
  end(previous: StoredAppointment, next: Appointment, meta: WriteMeta): Promise<AppointmentWrite>;
};
