import { randomUUID } from 'node:crypto';
import { type Pack, type Packs, packFor } from '@gridlink/jurisdiction';
import { reachesArea } from '@gridlink/subgraph-kit';
import type { Call } from '../../call.ts';
import {
  type ImportAnswer,
  importProblem,
  movedError,
  type RowReport,
  refusedRow,
  refusedWhole,
} from '../../import-row/row-report.ts';
import { maskIdNumber } from '../../personal-data/mask.ts';
import type { StoredPerson } from '../domain/person.ts';
import { decidePersonRegistration, type PersonDecision, type PersonRow } from '../domain/person-registration.ts';
import { personRowErrors } from './person-errors.ts';
import type { Persons, PersonWrite } from './person-repository.ts';

export type RegisterPersonsDeps = { readonly persons: Persons; readonly packs: Packs };
export type RegisterPersonsInput = {
  readonly jurisdiction: string;
  readonly rows: readonly PersonRow[];
  readonly dryRun: boolean;
};

type Accepted = { readonly row: number; readonly decision: Exclude<PersonDecision, { kind: 'REFUSE' }> };
type Existing = ReadonlyMap<string, StoredPerson>;

const OUTCOMES = { CREATE: 'CREATED', UPDATE: 'UPDATED', UNCHANGED: 'UNCHANGED' } as const;

/** Matters that some rule of the pack lets the appointing body vouch for. */
const mattersOf = (pack: Pack | undefined): string[] =>
  (pack?.staff.eligibility ?? []).flatMap(({ predicate }) => (predicate.kind === 'ATTESTED' ? [predicate.matter] : []));

/** Opens or updates up to 1,000 files: one read, one decision a row, two bulk writes. */
export async function registerPersons(
  deps: RegisterPersonsDeps,
  call: Call,
  input: RegisterPersonsInput,
): Promise<ImportAnswer> {
  const problem = importProblem(input, (code) => deps.packs.has(code));
  if (problem) return refusedWhole(problem);
  const existing = await deps.persons.byIdNumbers(
    input.jurisdiction,
    input.rows.map(({ idNumber }) => idNumber),
  );
  const decisions = decideAll(deps, call, { input, existing });
  const accepted = decisions.flatMap((decision, index): Accepted[] =>
    decision.kind === 'REFUSE' ? [] : [{ row: index + 1, decision }],
  );
  const written = input.dryRun ? new Map<number, PersonWrite>() : await write(deps, { input, accepted, existing });
  return { rows: decisions.map((decision, index) => report(index + 1, decision, { input, written })), userErrors: [] };
}

function decideAll(
  { persons, packs }: RegisterPersonsDeps,
  call: Call,
  { input, existing }: { input: RegisterPersonsInput; existing: Existing },
): PersonDecision[] {
  const pack = packs.get(input.jurisdiction);
  const backgrounds = pack?.staff.backgrounds.map(({ code }) => code) ?? [];
  const matters = mattersOf(pack);
  const seen = new Set<string>();
  return input.rows.map((row) => {
    const repeated = seen.has(row.idNumber);
    seen.add(row.idNumber);
    const person = existing.get(row.idNumber);
    return decidePersonRegistration(row, {
      jurisdiction: input.jurisdiction,
      jurisdictionOf: (division) => packFor(division, packs)?.code,
      mayWrite: (areas) => reachesArea(call.scope, input.jurisdiction, areas),
      backgrounds,
      matters,
      existing: person && { person, numbers: persons.numbersOf(person) },
      repeated,
      newId: randomUUID(),
      now: call.now,
    });
  });
}

async function write(
  { persons }: RegisterPersonsDeps,
  { input, accepted, existing }: { input: RegisterPersonsInput; accepted: readonly Accepted[]; existing: Existing },
): Promise<Map<number, PersonWrite>> {
  const fileOf = ({ row, decision }: Accepted) => {
    const { phone = '', idNumber = '' } = input.rows[row - 1] ?? {};
    return { person: decision.person, numbers: { phone, idNumber } };
  };
  const creates = accepted.filter(({ decision }) => decision.kind === 'CREATE');
  const updates = accepted.flatMap((entry) => {
    const previous = existing.get(input.rows[entry.row - 1]?.idNumber ?? '');
    return entry.decision.kind === 'UPDATE' && previous ? [{ row: entry.row, previous, next: fileOf(entry) }] : [];
  });
  const created = creates.length === 0 ? [] : await persons.insert(creates.map(fileOf));
  const updated = await persons.update(updates);
  return new Map([
    ...creates.map(({ row }, index) => [row, created[index] ?? 'MOVED'] as const),
    ...updates.map(({ row }, index) => [row, updated[index] ?? 'MOVED'] as const),
  ]);
}

function report(
  row: number,
  decision: PersonDecision,
  { input, written }: { input: RegisterPersonsInput; written: ReadonlyMap<number, PersonWrite> },
): RowReport {
  const code = maskIdNumber(input.rows[row - 1]?.idNumber ?? '');
  if (decision.kind === 'REFUSE') return refusedRow(row, code, personRowErrors(row, decision.refusals));
  const outcome = written.get(row);
  if (outcome !== undefined && outcome !== 'STORED') return refusedRow(row, code, [movedError(row)]);
  return { row, code, id: decision.person.id, outcome: OUTCOMES[decision.kind], messages: [], userErrors: [] };
}
