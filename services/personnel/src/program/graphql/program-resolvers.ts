import { noted } from '../../account/graphql/authentication-log.ts';
import { callOf } from '../../call.ts';
import type { PersonnelContext } from '../../context.ts';
import type { StoredProgram } from '../domain/program.ts';
import {
  type ProgramDeps,
  programToken,
  type RegisterProgramInput,
  registerProgram,
  revokeProgram,
} from '../use-cases/manage-programs.ts';

export const programResolvers = (deps: ProgramDeps) => ({
  Query: {
    programs: (_: unknown, { organization }: { organization: string }, { scope }: PersonnelContext) =>
      deps.programs.ofOrganization(scope, organization),
  },
  Mutation: {
    registerProgram: (_: unknown, { input }: { input: RegisterProgramInput }, context: PersonnelContext) =>
      registerProgram(deps, callOf(context), input),
    revokeProgram: (
      _: unknown,
      { input }: { input: { clientId: string; reason: string } },
      context: PersonnelContext,
    ) => revokeProgram(deps, callOf(context), input),
    programToken: (
      _: unknown,
      { input }: { input: { clientId: string; clientSecret: string } },
      context: PersonnelContext,
    ) => noted(context, 'PROGRAM_TOKEN', () => programToken(deps, callOf(context), input)),
  },
  Program: {
    organization: ({ organization }: StoredProgram, _: unknown, { loaders }: PersonnelContext) =>
      loaders.organizationByCode.load(organization),
  },
});
