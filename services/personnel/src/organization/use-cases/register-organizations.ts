import { randomUUID } from 'node:crypto';
import { type Packs, packFor } from '@gridlink/jurisdiction';
import { reachesArea, systemScope } from '@gridlink/subgraph-kit';
import type { Call } from '../../call.ts';
import {
  type ImportAnswer,
  importProblem,
  movedError,
  type RowOutcome,
  type RowReport,
  refusedRow,
  refusedWhole,
} from '../../import-row/row-report.ts';
import type { Organization, StoredOrganization } from '../domain/organization.ts';
import {
  decideRegistration,
  type OrganizationRow,
  type RegistrationDecision,
} from '../domain/organization-registration.ts';
import { organizationRowErrors } from './organization-errors.ts';
import type { Organizations, WriteOutcome } from './organization-repository.ts';

export type RegisterOrganizationsDeps = { readonly organizations: Organizations; readonly packs: Packs };
export type RegisterOrganizationsInput = {
  readonly jurisdiction: string;
  readonly rows: readonly OrganizationRow[];
  readonly dryRun: boolean;
};

type Accepted = { readonly row: number; readonly decision: Exclude<RegistrationDecision, { kind: 'REFUSE' }> };

const OUTCOMES = { CREATE: 'CREATED', UPDATE: 'UPDATED', UNCHANGED: 'UNCHANGED' } as const;

/** Registers up to 1,000 bodies: all are read at once, decided one by one, and stored at once. */
export async function registerOrganizations(
  deps: RegisterOrganizationsDeps,
  call: Call,
  input: RegisterOrganizationsInput,
): Promise<ImportAnswer> {
  const problem = importProblem(input, (code) => deps.packs.has(code));
  if (problem) return refusedWhole(problem);

  // Codes are unique over all jurisdictions, so whether one is taken is not the caller's scope to say.
  const codes = input.rows.map(({ code }) => code);
  const stored = await deps.organizations.byCodes(systemScope('is the code taken'), codes);
  const existing = new Map(stored.map((organization) => [organization.code, organization]));
  const decisions = decideAll(deps, call, { input, existing });

  const accepted = decisions.flatMap((decision, index): Accepted[] =>
    decision.kind === 'REFUSE' ? [] : [{ row: index + 1, decision }],
  );
  const written = input.dryRun ? new Map<number, WriteOutcome>() : await write(deps, call, { accepted, existing });
  return { rows: decisions.map((decision, index) => report(index + 1, decision, { input, written })), userErrors: [] };
}

function decideAll(
  deps: RegisterOrganizationsDeps,
  call: Call,
  { input, existing }: { input: RegisterOrganizationsInput; existing: ReadonlyMap<string, StoredOrganization> },
): RegistrationDecision[] {
  const seen = new Set<string>();
  return input.rows.map((row) => {
    const repeated = seen.has(row.code);
    seen.add(row.code);
    return decideRegistration(row, {
      jurisdiction: input.jurisdiction,
      jurisdictionOf: (division) => packFor(division, deps.packs)?.code,
      mayWrite: (areas) => reachesArea(call.scope, input.jurisdiction, areas),
      existing: existing.get(row.code),
      repeated,
      newId: randomUUID(),
      now: call.now,
    });
  });
}

async function write(
  { organizations }: RegisterOrganizationsDeps,
  call: Call,
  { accepted, existing }: { accepted: readonly Accepted[]; existing: ReadonlyMap<string, StoredOrganization> },
): Promise<Map<number, WriteOutcome>> {
  const written = new Map<number, WriteOutcome>();
  const creates = accepted.filter(({ decision }) => decision.kind === 'CREATE');
  if (creates.length > 0) {
    const outcomes = await organizations.insert(
      creates.map(({ decision }) => decision.organization),
      call,
    );
    creates.forEach(({ row }, index) => {
      written.set(row, outcomes[index] ?? 'MOVED');
    });
  }
  const updates = accepted.filter(({ decision }) => decision.kind === 'UPDATE');
  const update = async (next: Organization): Promise<WriteOutcome> => {
    const previous = existing.get(next.code);
    return previous ? organizations.update(previous, next, call) : 'MOVED';
  };
  const outcomes = await Promise.all(updates.map(({ decision }) => update(decision.organization)));
  updates.forEach(({ row }, index) => {
    written.set(row, outcomes[index] ?? 'MOVED');
  });
  return written;
}

function report(
  row: number,
  decision: RegistrationDecision,
  { input, written }: { input: RegisterOrganizationsInput; written: ReadonlyMap<number, WriteOutcome> },
): RowReport {
  const code = input.rows[row - 1]?.code ?? null;
  if (decision.kind === 'REFUSE') return refusedRow(row, code, organizationRowErrors(row, decision.refusals));
  const outcome = written.get(row);
  if (outcome !== undefined && outcome !== 'STORED') return refusedRow(row, code, [movedError(row)]);
  const done: RowOutcome = OUTCOMES[decision.kind];
  return { row, code, id: decision.organization.id, outcome: done, messages: [], userErrors: [] };
}
