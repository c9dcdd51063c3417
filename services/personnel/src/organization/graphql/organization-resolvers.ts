import { badUserInput, connectionOf, type PageArguments, pageRequest } from '@gridlink/subgraph-kit';
import { callOf } from '../../call.ts';
import type { PersonnelContext } from '../../context.ts';
import type { StoredOrganization } from '../domain/organization.ts';
import { type DissolveOrganizationInput, dissolveOrganization } from '../use-cases/dissolve-organization.ts';
import type { OrganizationFilter, Organizations } from '../use-cases/organization-repository.ts';
import {
  type RegisterOrganizationsDeps,
  type RegisterOrganizationsInput,
  registerOrganizations,
} from '../use-cases/register-organizations.ts';

type Reference = { readonly id?: string; readonly code?: string };

/** One organization by either of its keys, through the request's loaders. */
function find({ id, code }: Reference, { loaders }: PersonnelContext): Promise<StoredOrganization | null> {
  if (id != null) return loaders.organizationById.load(id);
  if (code != null) return loaders.organizationByCode.load(code);
  throw badUserInput('须给出 id 或 code (give an id or a code)');
}

export const organizationResolvers = (deps: RegisterOrganizationsDeps & { readonly organizations: Organizations }) => ({
  Query: {
    organization: (_: unknown, reference: Reference, context: PersonnelContext) => find(reference, context),
    async organizations(
      _: unknown,
      { filter, ...page }: { filter?: OrganizationFilter | null } & PageArguments,
      { scope }: PersonnelContext,
    ) {
      const request = pageRequest(page);
      const rows = await deps.organizations.list(scope, filter ?? {}, request);
      return connectionOf(rows, request, ({ code }) => [code]);
    },
  },
  Mutation: {
    registerOrganizations: (_: unknown, { input }: { input: RegisterOrganizationsInput }, context: PersonnelContext) =>
      registerOrganizations(deps, callOf(context), input),
    dissolveOrganization: (_: unknown, { input }: { input: DissolveOrganizationInput }, context: PersonnelContext) =>
      dissolveOrganization(deps, callOf(context), input),
  },
  Organization: {
    __resolveReference: (reference: Reference, context: PersonnelContext) => find(reference, context),
    division: ({ division }: StoredOrganization) => ({ code: division }),
    successor: ({ successor }: StoredOrganization, _: unknown, { loaders }: PersonnelContext) =>
      successor === null ? null : loaders.organizationByCode.load(successor),
    staff: ({ code }: StoredOrganization, _: unknown, { loaders }: PersonnelContext) =>
      loaders.staffOfOrganization.load(code),
  },
});
