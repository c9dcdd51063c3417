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

const payload = (result: ResourceResult, { acting, deps }: DataexchangeContext) =>
  result.kind === 'DONE'
    ? { resource: result.resource, userErrors: [] }
    : { resource: null, userErrors: resourceErrors(result.refusals, deps.citeSharing(acting.scope)) };

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
      context: DataexchangeContext,
    ) => {
      const { name } = input;
      const declaration = declarationOf(input.declaration);
      return payload(await publishResource(context.deps, context.acting, { name, declaration }), context);
    },

    reviseResource: async (
      _root: unknown,
      { input }: Input<{ resource: string; expectedVersion: number; declaration: DeclarationInput }>,
      context: DataexchangeContext,
    ) => {
      const { resource: id, expectedVersion } = input;
      const declaration = declarationOf(input.declaration);
      const result = await reviseResource(context.deps, context.acting, { id, expectedVersion, declaration });
      return payload(result, context);
    },

    retireResource: async (
      _root: unknown,
      { input }: Input<{ resource: string; expectedVersion: number; reason: string }>,
      context: DataexchangeContext,
    ) => {
      const { resource: id, expectedVersion, reason } = input;
      return payload(await retireResource(context.deps, context.acting, { id, expectedVersion, reason }), context);
    },
  },

  DataResource: {
    __resolveReference: byReference,
    id: ({ _id }: ResourceDocument) => _id,
    owner: ({ owner }: ResourceDocument) => ({ code: owner }),
    ownerCode: ({ owner }: ResourceDocument) => owner,
  },
};
