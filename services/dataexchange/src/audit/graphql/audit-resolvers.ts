import type { AuditEntry } from '@gridlink/audit-chain';
import { connectionOf, numberAfter, type PageArguments, pageRequest } from '@gridlink/subgraph-kit';
import type { DataexchangeContext } from '../../context.ts';
import type { AuditFilter } from '../persistence/audit-repository.ts';
import { exportAudit } from '../use-cases/export-audit.ts';

type FilterInput = { readonly [K in keyof AuditFilter]?: string | null };

async function pageOf({ acting, deps }: DataexchangeContext, filter: AuditFilter, page: PageArguments) {
  const wanted = pageRequest(page);
  const rows = await deps.auditEntries.find(acting.scope, filter, { limit: wanted.limit, before: numberAfter(wanted) });
  return connectionOf(rows, wanted, ({ sequence }) => [sequence]);
}

export const auditResolvers = {
  Query: {
    auditEntries(
      _root: unknown,
      { filter, ...page }: PageArguments & { filter?: FilterInput | null },
      context: DataexchangeContext,
    ) {
      const given = Object.entries(filter ?? {}).filter(([, value]) => value != null);
      return pageOf(context, Object.fromEntries(given) as AuditFilter, page);
    },

    async whoSaw(
      _root: unknown,
      { resource, key, ...page }: PageArguments & { resource: string; key: string },
      context: DataexchangeContext,
    ) {
      const { acting, deps } = context;
      const [record] = await deps.records.byKeys(acting.scope, resource, [key]);
      return record ? pageOf(context, { record: record._id }, page) : connectionOf([], pageRequest(page), () => []);
    },

    auditExport: (_root: unknown, range: { from: number; first: number }, { acting, deps }: DataexchangeContext) =>
      exportAudit(deps, acting, range),
  },

  AuditEntry: {
    subject: ({ actor }: AuditEntry) => actor.subject,
    subjectKind: ({ actor }: AuditEntry) => actor.kind,
    person: ({ actor }: AuditEntry) => actor.person ?? null,
    resource: ({ resource }: AuditEntry, _args: unknown, { loaders }: DataexchangeContext) =>
      resource === undefined ? null : loaders.resourceById.load(resource),
  },
};
