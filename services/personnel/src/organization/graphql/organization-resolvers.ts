import { badUserInput, connectionOf, type PageArguments, pageRequest, type Scope } from '@gridlink/subgraph-kit';
import { callOf } from '../../call.ts';
import type { PersonnelContext } from '../../context.ts';
import { checkSearchWords } from '../../input-text/search-words.ts';
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

/** A search of every jurisdiction at once would read the whole register: whoever is not bound to one names a place. */
function checkFilter(filter: OrganizationFilter, scope: Scope): void {
  checkSearchWords(filter.nameContains, 'nameContains');
  const narrowed = filter.nameContains || filter.kind || filter.function || filter.level;
  if (narrowed && scope.reach !== 'BOUNDED' && !filter.jurisdiction && !filter.division) {
    throw badUserInput(
      '按条件查询须同时给出 jurisdiction 或 division (name a jurisdiction or a division too)',
      'filter',
    );
  }
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
      checkFilter(filter ?? {}, scope);
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
    __resolveReference: (reference: Reference, context: PersonnelContext) =>
      reference.code == null ? find(reference, context) : context.loaders.organizationReferredTo.load(reference.code),
    division: ({ division }: StoredOrganization) => ({ code: division }),
    successor: ({ successor }: StoredOrganization, _: unknown, { loaders }: PersonnelContext) =>
      successor === null ? null : loaders.organizationByCode.load(successor),
    staff: ({ code }: StoredOrganization, _: unknown, { loaders }: PersonnelContext) =>
      loaders.staffOfOrganization.load(code),
  },
});
