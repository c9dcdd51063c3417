import type { DataexchangeContext } from '../../context.ts';
import { grantState } from '../domain/share.ts';
import type { ShareDocument } from '../persistence/share-document.ts';

const resourceOf = ({ resource }: { resource: string }, _args: unknown, { loaders }: DataexchangeContext) =>
  loaders.resourceById.load(resource);

export const shareTypeResolvers = {
  ShareRequest: {
    id: ({ _id }: ShareDocument) => _id,
    resource: resourceOf,
    ownerCode: ({ owner }: ShareDocument) => owner,
    grantee: ({ grantee }: ShareDocument) => ({ code: grantee }),
    granteeCode: ({ grantee }: ShareDocument) => grantee,
    fields: ({ wish }: ShareDocument) => wish.fields,
    clearFields: ({ wish }: ShareDocument) => wish.clearFields,
    area: ({ wish }: ShareDocument) => wish.area ?? null,
    purpose: ({ wish }: ShareDocument) => wish.purpose,
    ticket: ({ wish }: ShareDocument) => (wish.ticketCode === undefined ? null : { code: wish.ticketCode }),
    termDays: ({ wish }: ShareDocument) => wish.termDays,
    overdue: ({ status, dueAt }: ShareDocument, _args: unknown, { acting }: DataexchangeContext) =>
      status === 'PENDING' && dueAt !== undefined && dueAt < acting.now,
    answeredAt: ({ answered }: ShareDocument) => answered?.at ?? null,
    refusedBecause: ({ answered }: ShareDocument) => answered?.reason ?? null,
    grant: (share: ShareDocument) => (share.terms ? share : null),
  },

  Grant: {
    id: ({ _id }: ShareDocument) => _id,
    resource: resourceOf,
    granteeCode: ({ grantee }: ShareDocument) => grantee,
    fields: ({ terms }: ShareDocument) => terms?.fields,
    clearFields: ({ terms }: ShareDocument) => terms?.clearFields,
    area: ({ terms }: ShareDocument) => terms?.area ?? null,
    purpose: ({ wish }: ShareDocument) => wish.purpose,
    from: ({ terms }: ShareDocument) => terms?.from,
    until: ({ terms }: ShareDocument) => terms?.until,
    state: (share: ShareDocument, _args: unknown, { acting }: DataexchangeContext) => grantState(share, acting.now),
    endedAt: ({ ended }: ShareDocument) => ended?.at ?? null,
    endedBecause: ({ ended }: ShareDocument) => ended?.reason ?? null,
  },

  SharedRecord: { resource: resourceOf },
};
