import type { AppointmentSnapshot, Role } from '@gridlink/contracts';

/** One person in one post, in a grid or in a body (P01, P04). */
export type Appointment = {
  readonly id: string;
  readonly jurisdiction: string;
  readonly division: string;
  readonly areas: readonly string[];
  readonly personId: string;
  /** The pack's post, such as FULL_TIME_WORKER; OFFICER or LEAD in a body. */
  readonly position: string;
  readonly role: Role;
  readonly gridId: string | null;
  readonly organization: string | null;
  readonly appointingBody: string;
  readonly togetherWith: readonly string[];
  readonly documentNumber: string | null;
  /** Telephone for the public notice. */
  readonly publicPhone: string | null;
  readonly from: Date;
  readonly to: Date | null;
  /** Account that recorded it. */
  readonly recordedBy: string;
  readonly endedAt: Date | null;
  readonly endReason: string | null;
  /** Account that recorded the end, or `system`. */
  readonly endedBy: string | null;
};

export type StoredAppointment = Appointment & { readonly version: number; readonly sequence: number };

export const isInForce = ({ endedAt }: Appointment): boolean => endedAt === null;

/** What other services keep of it: no data of the person. */
export const appointmentSnapshot = (appointment: Appointment): AppointmentSnapshot => ({
  id: appointment.id,
  personId: appointment.personId,
  role: appointment.role,
  position: appointment.position,
  ...(appointment.gridId === null ? {} : { gridId: appointment.gridId }),
  ...(appointment.organization === null ? {} : { organization: appointment.organization }),
  from: appointment.from.toISOString(),
  ...(appointment.to === null ? {} : { to: appointment.to.toISOString() }),
});
