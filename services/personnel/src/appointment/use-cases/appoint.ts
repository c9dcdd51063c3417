import { conflict, type UserError } from '@gridlink/subgraph-kit';
import type { Call } from '../../call.ts';
import type { StoredAppointment } from '../domain/appointment.ts';
import type { AppointmentRequest } from '../domain/appointment-request.ts';
import { decideAppointment } from '../domain/decide-appointment.ts';
import { appointmentErrors, appointmentWarnings } from './appointment-errors.ts';
import { readLedger } from './appointment-ledger.ts';
import type { ImportAppointmentsDeps } from './import-appointments.ts';

export type AppointAnswer = {
  readonly appointment: StoredAppointment | null;
  readonly warnings: readonly UserError[];
  readonly userErrors: readonly UserError[];
};

const PATH = ['input'];

const refused = (userErrors: readonly UserError[]): AppointAnswer => ({ appointment: null, warnings: [], userErrors });

/** Appoints one person. The same request again answers the appointment that is in force. */
export async function appoint(
  deps: ImportAppointmentsDeps,
  call: Call,
  request: AppointmentRequest,
): Promise<AppointAnswer> {
  const ledger = await readLedger(deps, call, [request]);
  const pack = ledger.packOf(request);
  if (!pack) {
    const { gridId, organization } = request;
    if ((gridId === null) === (organization === null))
      return refused(appointmentErrors(PATH, [{ kind: 'PLACE_UNCLEAR' }]));
    const unknown =
      gridId === null
        ? ({ kind: 'NO_ORGANIZATION', organization: organization ?? '' } as const)
        : ({ kind: 'NO_GRID', gridId } as const);
    return refused(appointmentErrors(PATH, [unknown]));
  }
  const decision = decideAppointment(request, ledger.factsFor(request, pack));
  if (decision.kind === 'REFUSE') return refused(appointmentErrors(PATH, decision.refusals));
  if (decision.kind === 'APPOINT') {
    const [outcome] = await deps.appointments.insert([decision], call);
    if (outcome !== 'STORED') throw conflict();
    if (request.gridId !== null) await deps.refreshStaffing([request.gridId], call.now);
  }
  const [appointment] = await deps.appointments.byIds(call.scope, [decision.appointment.id]);
  const warnings = decision.kind === 'APPOINT' ? appointmentWarnings(PATH, decision.warnings) : [];
  return { appointment: appointment ?? null, warnings, userErrors: [] };
}
