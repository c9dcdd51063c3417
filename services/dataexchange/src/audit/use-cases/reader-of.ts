import type { AuditFact } from '@gridlink/audit-chain';
import { areasOf } from '@gridlink/contracts';
import { type Acting, divisionOfOrganization } from '../../acting.ts';

/** Who reads, for every entry about a read; `areas` of the reader until it is known what data is concerned. */
export function readerOf({ caller, scope, now, requestId }: Acting): Omit<AuditFact, 'action'> {
  const organization = scope.reach === 'BOUNDED' ? scope.organization : undefined;
  const division = caller.division ?? (organization === undefined ? undefined : divisionOfOrganization(organization));
  return {
    at: now.toISOString(),
    actor: {
      subject: caller.subject,
      kind: caller.kind,
      ...(caller.person === undefined ? {} : { person: caller.person }),
    },
    ...(organization === undefined ? {} : { organization }),
    areas: division === undefined ? [] : areasOf(division),
    fields: [],
    count: 0,
    records: [],
    requestId,
  };
}
