import type { Pack } from '@gridlink/jurisdiction';
import { badUserInput } from '@gridlink/subgraph-kit';
import { callOf } from '../../call.ts';
import type { PersonnelContext } from '../../context.ts';
import { type AppointmentRequest, citation } from '../domain/appointment-request.ts';
import { appoint } from '../use-cases/appoint.ts';
import { type EndAppointmentInput, endAppointment } from '../use-cases/end-appointment.ts';
import {
  type ImportAppointmentsDeps,
  type ImportAppointmentsInput,
  importAppointments,
} from '../use-cases/import-appointments.ts';
import { appointmentType, dutiesOf } from './appointment-type.ts';
import { gridStaff } from './grid-staff.ts';

type AppointInput = { readonly [K in keyof AppointmentRequest]?: AppointmentRequest[K] | null } & {
  readonly personId: string;
  readonly position: string;
  readonly appointingBody: string;
};

const requestOf = (input: AppointInput): AppointmentRequest => ({
  personId: input.personId,
  position: input.position,
  gridId: input.gridId ?? null,
  organization: input.organization ?? null,
  appointingBody: input.appointingBody,
  togetherWith: input.togetherWith ?? [],
  documentNumber: input.documentNumber ?? null,
  publicPhone: input.publicPhone ?? null,
  from: input.from ?? null,
  to: input.to ?? null,
});

const positionsOf = (pack: Pack) =>
  pack.staff.roles.map((rule) => ({
    code: rule.role,
    label: rule.label.zh,
    role: rule.accountRole,
    article: citation(pack, rule),
    duties: dutiesOf(pack, rule.role),
  }));

export const appointmentResolvers = (deps: ImportAppointmentsDeps) => ({
  Query: {
    positions(_: unknown, { jurisdiction }: { jurisdiction: string }) {
      const pack = deps.packs.get(jurisdiction);
      if (!pack) throw badUserInput(`没有法规包 ${jurisdiction} (no such jurisdiction)`, 'jurisdiction');
      return positionsOf(pack);
    },
  },
  Mutation: {
    appoint: (_: unknown, { input }: { input: AppointInput }, context: PersonnelContext) =>
      appoint(deps, callOf(context), requestOf(input)),
    importAppointments: (
      _: unknown,
      { input }: { input: Omit<ImportAppointmentsInput, 'rows'> & { rows: readonly AppointInput[] } },
      context: PersonnelContext,
    ) => importAppointments(deps, callOf(context), { ...input, rows: input.rows.map(requestOf) }),
    endAppointment: (_: unknown, { input }: { input: EndAppointmentInput }, context: PersonnelContext) =>
      endAppointment(deps, callOf(context), input),
  },
  Appointment: appointmentType(deps.packs),
  Grid: gridStaff,
});
