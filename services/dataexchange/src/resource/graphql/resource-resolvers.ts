import type { SharingType } from '@gridlink/contracts';
import { badUserInput, connectionOf, type PageArguments, pageRequest } from '@gridlink/subgraph-kit';
import type { DataexchangeContext } from '../../context.ts';
import type { ResourceStatus } from '../domain/resource.ts';
import type { ResourceDocument } from '../persistence/resource-document.ts';
import { publishResource, type ResourceResult } from '../use-cases/publish-resource.ts';
import { retireResource, reviseResource } from '../use-cases/revise-resource.ts';
import { type DeclarationInput, declarationOf } from './declaration-input.ts';
import { resourceErrors } from './resource-errors.ts';

type Input<T> = { readonly input: T };
type Reference = { readonly id?: string; readonly code?: string };
type ListArguments = PageArguments & {
  readonly filter: { owner?: string | null; sharing?: SharingType | null; status?: ResourceStatus | null };
};

const byReference = ({ id, code }: Reference, { loaders }: DataexchangeContext): Promise<ResourceDocument | null> => {
  if (id !== undefined) return loaders.resourceById.load(id);
  if (code !== undefined) return loaders.resourceByCode.load(code);
  throw badUserInput('须给出 id 或 code (give id or code)');
};

const payload = (result: ResourceResult) =>
  result.kind === 'DONE'
    ? { resource: result.resource, userErrors: [] }
    : { resource: null, userErrors: resourceErrors(result.refusals) };

export const resourceResolvers = {
  Query: {
    dataResource: (
      _root: unknown,
      { id, code }: { id?: string | null; code?: string | null },
      context: DataexchangeContext,
    ) => byReference({ ...(id == null ? {} : { id }), ...(code == null ? {} : { code }) }, context),

    async dataResources(_root: unknown, { filter, ...page }: ListArguments, { acting, deps }: DataexchangeContext) {
      const wanted = pageRequest(page);
      const { owner, sharing, status } = filter;
      const by = { owner: owner ?? undefined, sharing: sharing ?? undefined, status: status ?? undefined };
      const rows = await deps.resources.find(acting.scope, by, wanted);
      return connectionOf(rows, wanted, ({ code }) => [code]);
    },
  },

  Mutation: {
    publishResource: async (
      _root: unknown,
      { input }: Input<{ name: string; declaration: DeclarationInput }>,
      { acting, deps }: DataexchangeContext,
    ) =>
      payload(await publishResource(deps, acting, { name: input.name, declaration: declarationOf(input.declaration) })),

    reviseResource: async (
      _root: unknown,
      { input }: Input<{ resource: string; expectedVersion: number; declaration: DeclarationInput }>,
      { acting, deps }: DataexchangeContext,
    ) => {
      const { resource: id, expectedVersion } = input;
      return payload(
        await reviseResource(deps, acting, { id, expectedVersion, declaration: declarationOf(input.declaration) }),
      );
    },

    retireResource: async (
      _root: unknown,
      { input }: Input<{ resource: string; expectedVersion: number; reason: string }>,
      { acting, deps }: DataexchangeContext,
    ) => {
      const { resource: id, expectedVersion, reason } = input;
      return payload(await retireResource(deps, acting, { id, expectedVersion, reason }));
    },
  },

  DataResource: {
    __resolveReference: byReference,
    id: ({ _id }: ResourceDocument) => _id,
    owner: ({ owner }: ResourceDocument) => ({ code: owner }),
    ownerCode: ({ owner }: ResourceDocument) => owner,
  },
};
