import type { Caller } from '@gridlink/contracts';
import type { PersonnelContext } from '../../context.ts';

/** The caller as the gateway established it, with what this service knows of it. */
export const meResolvers = {
  Query: { me: (_: unknown, __: unknown, { caller }: PersonnelContext) => caller },
  Me: {
    account: ({ kind, subject }: Caller, _: unknown, { loaders }: PersonnelContext) =>
      kind === 'PERSON' ? loaders.ownAccount.load(subject) : null,
    person: ({ person }: Caller, _: unknown, { loaders }: PersonnelContext) =>
      person === undefined ? null : loaders.personById.load(person),
    division: ({ division }: Caller) => (division === undefined ? null : { code: division }),
    organization: ({ organization }: Caller, _: unknown, { loaders }: PersonnelContext) =>
      organization === undefined ? null : loaders.organizationByCode.load(organization),
    grids: ({ grids }: Caller) => (grids ?? []).map((id) => ({ id })),
  },
};
