import type { Expectation } from '../corpus/line.ts';
import type { Answer } from '../ground/send.ts';

type GraphError = {
  readonly message: string;
  readonly extensions?: { readonly code?: string; readonly field?: string };
};
type UserError = { readonly code: string; readonly field: readonly string[]; readonly message: string };
type Row = { readonly outcome: string; readonly messages: readonly string[] };

/** One thing that an answer says went wrong. */
export type Complaint = Required<Pick<Expectation, 'as'>> & {
  readonly code: string;
  readonly field: string;
  readonly message: string;
};

export type Verdict = { readonly status: number; readonly complaints: readonly Complaint[]; readonly found: boolean };

const parsed = (body: string): { readonly data?: unknown; readonly errors?: readonly GraphError[] } | undefined => {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
};

/** True when an answer holds anything besides nulls, empty lists and empty pages. */
function holdsSomething(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === 0) return false;
  if (Array.isArray(value)) return value.some(holdsSomething);
  if (typeof value === 'object') return Object.values(value).some(holdsSomething);
  return true;
}

const ofErrors = (errors: readonly GraphError[]): Complaint[] =>
  errors.map(({ message, extensions }) => ({
    as: 'ERROR',
    code: extensions?.code ?? '',
    field: extensions?.field ?? '',
    message,
  }));

function ofPayload(payload: unknown): Complaint[] {
  if (typeof payload !== 'object' || payload === null) return [];
  const {
    userErrors = [],
    rows,
    report,
  } = payload as {
    userErrors?: readonly UserError[];
    rows?: readonly Row[];
    report?: { readonly rows?: readonly Row[] } | null;
  };
  const refused = (rows ?? report?.rows ?? []).filter(({ outcome }) => outcome === 'REFUSED');
  return [
    ...userErrors.map(
      ({ code, field, message }): Complaint => ({
        as: 'USER_ERROR',
        code,
        field: field.join('.').replace(/^input\./, ''),
        message,
      }),
    ),
    ...refused.map(
      ({ messages }): Complaint => ({ as: 'ROW_REFUSED', code: '', field: '', message: messages.join('; ') }),
    ),
  ];
}

const accepted = ({ data }: { readonly data?: unknown }): boolean =>
  Object.values((data ?? {}) as object).some((payload) => {
    const { rows, report } = (payload ?? {}) as { rows?: readonly Row[]; report?: { rows?: readonly Row[] } };
    return (rows ?? report?.rows ?? []).some(({ outcome }) => outcome !== 'REFUSED');
  });

/** What an answer says, whichever way it says it. */
export function verdictOf({ status, body }: Answer): Verdict {
  const answer = parsed(body);
  if (!answer) return { status, complaints: [], found: status > 0 && body.trim() !== '' && status < 400 };
  const payloads = Object.values((answer.data ?? {}) as object);
  const complaints = [...ofErrors(answer.errors ?? []), ...payloads.flatMap(ofPayload)];
  const found = complaints.length === 0 ? holdsSomething(answer.data) : accepted(answer);
  return { status, complaints, found };
}

const fits = (complaint: Complaint, { as, code, field, says }: Expectation): boolean =>
  complaint.as === as &&
  (code === undefined || complaint.code === code) &&
  (field === undefined || complaint.field === field || complaint.field.startsWith(`${field}.`)) &&
  (says === undefined || new RegExp(says, 'iu').test(complaint.message));

const FAILURES: ReadonlySet<string> = new Set(['INTERNAL_SERVER_ERROR', 'UPSTREAM_UNAVAILABLE']);
const isFailure = ({ status, complaints }: Verdict): boolean =>
  status === 0 || status >= 500 || complaints.some(({ code }) => FAILURES.has(code));

/** Null when the answer is what was expected, else what it is. */
export function mismatch(verdict: Verdict, expect: Expectation): string | null {
  const { status, complaints, found } = verdict;
  if (expect.as === 'ANY') return isFailure(verdict) ? `${status} ${complaints[0]?.code}` : null;
  const isStatus = expect.status === undefined || status === expect.status;
  const isAnswer =
    expect.as === 'CLOSED'
      ? status === 0
      : expect.as === 'NOTHING'
        ? complaints.length === 0 && !found
        : complaints.some((complaint) => fits(complaint, expect)) && !found;
  if (isStatus && isAnswer) return null;
  const said = complaints.map(({ as, code, field, message }) => `${as} ${code} [${field}] ${message.slice(0, 160)}`);
  return `${status} ${found ? 'FOUND SOMETHING' : ''} ${said.slice(0, 3).join(' | ')}`;
}
