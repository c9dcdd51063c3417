import { type AccountDeps, accountResolvers } from './account/graphql/account-resolvers.ts';
import { appointmentResolvers } from './appointment/graphql/appointment-resolvers.ts';
import type { ImportAppointmentsDeps } from './appointment/use-cases/import-appointments.ts';
import { organizationResolvers } from './organization/graphql/organization-resolvers.ts';
import { personResolvers } from './person/graphql/person-resolvers.ts';
import { programResolvers } from './program/graphql/program-resolvers.ts';
import type { ProgramDeps } from './program/use-cases/manage-programs.ts';
import { staffingResolvers } from './staffing/graphql/staffing-resolvers.ts';

export type ResolverDeps = ImportAppointmentsDeps & AccountDeps & ProgramDeps;

type FieldResolvers = Readonly<Record<string, unknown>>;

/** Puts the features' resolvers together, type by type. */
function merge(parts: ReadonlyArray<Readonly<Record<string, FieldResolvers>>>): Record<string, FieldResolvers> {
  const merged: Record<string, FieldResolvers> = {};
  for (const part of parts) {
    for (const [type, fields] of Object.entries(part)) merged[type] = { ...merged[type], ...fields };
  }
  return merged;
}

export const createResolvers = (deps: ResolverDeps) =>
  merge([
    organizationResolvers(deps),
    personResolvers(deps),
    appointmentResolvers(deps),
    staffingResolvers(deps),
    accountResolvers(deps),
    programResolvers(deps),
  ]);
