import { conflict, notFound, reachesArea, systemScope, type UserError } from '@gridlink/subgraph-kit';
import type { Call } from '../../call.ts';
import type { RefreshStaffing } from '../../staffing/use-cases/refresh-staffing.ts';
import type { StoredAppointment } from '../domain/appointment.ts';
import { decideEnding } from '../domain/end-appointment.ts';
import { endingError } from './appointment-errors.ts';
import type { Appointments } from './appointment-repository.ts';

export type EndAppointmentDeps = { readonly appointments: Appointments; readonly refreshStaffing: RefreshStaffing };
export type EndAppointmentInput = {
  readonly appointmentId: string;
  readonly reason: string;
  readonly expectedVersion: number;
};

/** Ends an appointment in the caller's area; a gap it leaves is listed at once. */
export async function endAppointment(
  { appointments, refreshStaffing }: EndAppointmentDeps,
  call: Call,
  input: EndAppointmentInput,
): Promise<{ appointment: StoredAppointment | null; userErrors: readonly UserError[] }> {
  const [stored] = await appointments.byIds(call.scope, [input.appointmentId]);
  if (!stored || !reachesArea(call.scope, stored.jurisdiction, stored.areas)) throw notFound();
  if (stored.version !== input.expectedVersion) throw conflict();
  const decision = decideEnding(stored, input.reason, { now: call.now, by: call.caller.subject });
  if (decision.kind === 'REFUSE') return { appointment: null, userErrors: [endingError(decision.refusal)] };
  if ((await appointments.end(stored, decision.appointment, call)) !== 'STORED') throw conflict();
  if (stored.gridId !== null) await refreshStaffing([stored.gridId], call.now);
  const [appointment] = await appointments.byIds(call.scope, [input.appointmentId]);
  return { appointment: appointment ?? null, userErrors: [] };
}

/** Ends these appointments by the platform's own hand; one that moved meanwhile was ended by somebody else. */
async function endAll(
  deps: EndAppointmentDeps,
  ending: readonly StoredAppointment[],
  why: { reason: string; now: Date },
) {
  for (const stored of ending) {
    const decision = decideEnding(stored, why.reason, { now: why.now, by: 'system' });
    if (decision.kind === 'END') {
      await deps.appointments.end(stored, decision.appointment, { now: why.now, traceparent: undefined });
    }
  }
}

/** Ends every appointment in a grid that was retired: nobody is left in a grid that is no more. */
export const endAppointmentsIn =
  (deps: EndAppointmentDeps) =>
  async (gridId: string, reason: string, now: Date): Promise<void> => {
    const scope = systemScope('the grid was retired');
    const REASON_MAX = 200;
    await endAll(deps, await deps.appointments.inGrids(scope, [gridId]), { reason: reason.slice(0, REASON_MAX), now });
  };

const CLAIM = 100;

/** Ends appointments whose term is over and counts their grids again; answers how many. Any number of replicas may run it. */
export async function endOverdueAppointments(deps: EndAppointmentDeps, now: Date): Promise<number> {
  const overdue = await deps.appointments.overdue(systemScope('the term is over'), now, CLAIM);
  await endAll(deps, overdue, { reason: '任期届满', now });
  await deps.refreshStaffing(
    overdue.flatMap(({ gridId }) => (gridId === null ? [] : [gridId])),
    now,
  );
  return overdue.length;
}
