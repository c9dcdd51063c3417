import type { Caller } from '@gridlink/contracts';
import { connectionOf, type PageArguments, pageRequest } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import { type ListExport, stateAt } from '../domain/list-export.ts';

/** Where somebody looks over what everybody took: an auditor's area. */
function auditedArea({ roles, jurisdiction, division }: Caller): { jurisdiction: string; area: string } | null {
  if (!roles.includes('AUDITOR') || jurisdiction === undefined || division === undefined) return null;
  return { jurisdiction, area: division };
}

function maySee({ subject, jurisdiction, areas }: ListExport, caller: Caller): boolean {
  const audited = auditedArea(caller);
  const isAudited = audited !== null && jurisdiction === audited.jurisdiction && areas.includes(audited.area);
  return subject === caller.subject || isAudited;
}

export const exportQueries = {
  async listExport(_: unknown, { id }: { id: string }, { deps, caller }: TicketContext) {
    const found = await deps.exports.find(id);
    return found && maySee(found, caller) ? found : null;
  },

  async listExports(_: unknown, args: PageArguments, { deps, caller }: TicketContext) {
    const page = pageRequest(args);
    const rows = await deps.exports.list(auditedArea(caller) ?? { subject: caller.subject }, page);
    return connectionOf(rows, page, ({ startedAt, id }) => [startedAt, id]);
  },
};

export const listExportResolvers = {
  format: ({ format }: ListExport) => format.toUpperCase(),
  conditions: ({ conditions }: ListExport) => Object.entries(conditions).map(([name, value]) => ({ name, value })),
  by: ({ subject }: ListExport) => subject,
  organization: ({ organization }: ListExport) => (organization === null ? null : { code: organization }),
  state: (row: ListExport, _: unknown, { now }: TicketContext) => stateAt(row, now()),
};
