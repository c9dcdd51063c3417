import { type Pack, roleRule, type StaffRole } from '@gridlink/jurisdiction';
import { badUserInput } from '@gridlink/subgraph-kit';
import { callOf } from '../../call.ts';
import type { PersonnelContext } from '../../context.ts';
import { isInForce, type StoredAppointment } from '../domain/appointment.ts';
import { type AppointmentRequest, citation } from '../domain/appointment-request.ts';
import { isOrganizationPost, ORGANIZATION_POST_LABELS } from '../domain/organization-posts.ts';
import { appoint } from '../use-cases/appoint.ts';
import { type EndAppointmentInput, endAppointment } from '../use-cases/end-appointment.ts';
import {
  type ImportAppointmentsDeps,
  type ImportAppointmentsInput,
  importAppointments,
} from '../use-cases/import-appointments.ts';

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

function dutiesOf(pack: Pack | undefined, position: string) {
  const rule = pack && roleRule(pack, position as StaffRole);
  return rule ? rule.duties.map((duty) => ({ text: duty.text, article: citation(pack, duty) })) : [];
}

function labelOf(pack: Pack | undefined, position: string): string {
  if (isOrganizationPost(position)) return ORGANIZATION_POST_LABELS[position];
  return (pack && roleRule(pack, position as StaffRole)?.label.zh) ?? position;
}

const positionsOf = (pack: Pack) =>
  pack.staff.roles.map((rule) => ({
    code: rule.role,
    label: rule.label.zh,
    role: rule.accountRole,
    article: citation(pack, rule),
    duties: dutiesOf(pack, rule.role),
  }));

const INSTRUCTOR = 'INSTRUCTOR';
const LEADER = 'GRID_LEADER';

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
  Appointment: {
    person: ({ personId }: StoredAppointment, _: unknown, { loaders }: PersonnelContext) =>
      loaders.personById.load(personId),
    positionLabel: ({ jurisdiction, position }: StoredAppointment) => labelOf(deps.packs.get(jurisdiction), position),
    grid: ({ gridId }: StoredAppointment) => (gridId === null ? null : { id: gridId }),
    organization: ({ organization }: StoredAppointment, _: unknown, { loaders }: PersonnelContext) =>
      organization === null ? null : loaders.organizationByCode.load(organization),
    active: isInForce,
    appointingBody: ({ appointingBody }: StoredAppointment, _: unknown, { loaders }: PersonnelContext) =>
      loaders.organizationByCode.load(appointingBody),
    duties: ({ jurisdiction, position }: StoredAppointment) => dutiesOf(deps.packs.get(jurisdiction), position),
  },
  Grid: {
    __resolveReference: ({ id }: { id: string }) => ({ id }),
    async leader({ id }: { id: string }, _: unknown, { loaders }: PersonnelContext) {
      const staff = await loaders.staffOfGrid.load(id);
      const leader = staff.find(({ position }) => position === LEADER);
      return leader ? loaders.personById.load(leader.personId) : null;
    },
    staff: ({ id }: { id: string }, _: unknown, { loaders }: PersonnelContext) => loaders.staffOfGrid.load(id),
    async instructors({ id }: { id: string }, _: unknown, { loaders }: PersonnelContext) {
      const staff = await loaders.staffOfGrid.load(id);
      return staff.filter(({ position }) => position === INSTRUCTOR);
    },
  },
});
