import type { Call } from '../../call.ts';
import {
  type ImportAnswer,
  importProblem,
  movedError,
  type RowReport,
  refusedRow,
  refusedWhole,
  rowField,
} from '../../import-row/row-report.ts';
import type { RefreshStaffing } from '../../staffing/use-cases/refresh-staffing.ts';
import type { AppointmentDecision, AppointmentRequest } from '../domain/appointment-request.ts';
import { decideAppointment } from '../domain/decide-appointment.ts';
import { appointmentErrors, appointmentWarnings } from './appointment-errors.ts';
import { type LedgerDeps, readLedger } from './appointment-ledger.ts';
import type { AppointmentWrite } from './appointment-repository.ts';

export type ImportAppointmentsDeps = LedgerDeps & { readonly refreshStaffing: RefreshStaffing };
export type ImportAppointmentsInput = {
  readonly jurisdiction: string;
  readonly rows: readonly AppointmentRequest[];
  readonly dryRun: boolean;
};

/** Decides and stores up to 1,000 appointments with a fixed number of queries; each row is refused or stored on its own. */
export async function importAppointments(
  deps: ImportAppointmentsDeps,
  call: Call,
  input: ImportAppointmentsInput,
): Promise<ImportAnswer> {
  const problem = importProblem(input, (code) => deps.packs.has(code));
  const pack = deps.packs.get(input.jurisdiction);
  if (problem || !pack) return refusedWhole(...(problem ? [problem] : []));

  const ledger = await readLedger(deps, call, input.rows);
  const decisions = input.rows.map((request) => {
    const decision = decideAppointment(request, ledger.factsFor(request, pack));
    if (decision.kind === 'APPOINT') ledger.note(decision.appointment);
    return decision;
  });
  const written = input.dryRun ? new Map<number, AppointmentWrite>() : await write(deps, call, decisions);
  return {
    rows: decisions.map((decision, index) => report(index + 1, decision, written.get(index + 1))),
    userErrors: [],
  };
}

async function write(
  { appointments, refreshStaffing }: ImportAppointmentsDeps,
  call: Call,
  decisions: readonly AppointmentDecision[],
): Promise<Map<number, AppointmentWrite>> {
  const accepted = decisions.flatMap((decision, index) =>
    decision.kind === 'APPOINT' ? [{ row: index + 1, ...decision }] : [],
  );
  if (accepted.length === 0) return new Map();
  const outcomes = await appointments.insert(accepted, call);
  const gridIds = accepted.flatMap(({ appointment: { gridId } }) => (gridId === null ? [] : [gridId]));
  await refreshStaffing(gridIds, call.now);
  return new Map(accepted.map(({ row }, index) => [row, outcomes[index] ?? 'MOVED']));
}

function report(row: number, decision: AppointmentDecision, outcome: AppointmentWrite | undefined): RowReport {
  if (decision.kind === 'REFUSE') return refusedRow(row, null, appointmentErrors(rowField(row), decision.refusals));
  if (outcome !== undefined && outcome !== 'STORED') return refusedRow(row, null, [movedError(row)]);
  const { id } = decision.appointment;
  if (decision.kind === 'UNCHANGED') {
    return { row, code: id, id, outcome: 'UNCHANGED', messages: [], userErrors: [] };
  }
  const messages = appointmentWarnings(rowField(row), decision.warnings).map(({ message }) => message);
  return { row, code: id, id, outcome: 'CREATED', messages, userErrors: [] };
}
