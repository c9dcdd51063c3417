import { isDivisionCode, liesIn, type SharingType, textFlaw } from '@gridlink/contracts';
import { isMaskedGrade } from '../../resource/domain/mask.ts';
import type { ResourceField, ResourceStatus } from '../../resource/domain/resource.ts';
import { MAX_TERM_DAYS, type Wish } from './share.ts';

export type WishProblem = {
  readonly code:
    | 'NOT_SHARED'
    | 'RETIRED'
    | 'OWN_RESOURCE'
    | 'FIELDS'
    | 'UNKNOWN_FIELD'
    | 'CLEAR_FIELDS'
    | 'PURPOSE'
    | 'TERM'
    | 'AREA'
    | 'TICKET_UNKNOWN'
    | 'TICKET_NOT_YOURS'
    | 'TICKET_CLOSED';
  readonly field: readonly string[];
};

type Wanted = {
  readonly owner: string;
  readonly division: string;
  readonly sharing: SharingType;
  readonly status: ResourceStatus;
  readonly fields: readonly ResourceField[];
};

/** The ticket a wish names, as far as it is known here. */
export type WishTicket = { readonly ended: boolean; readonly organizations: readonly string[] };

const PURPOSE_MIN = 4;
const PURPOSE_MAX = 300;

/** Organizations ask for what they need for a stated purpose; a wish says so completely or is not looked at (PY20, LC20). */
export function checkWish(
  wish: Wish,
  of: { resource: Wanted; grantee: string; ticket: WishTicket | undefined },
): WishProblem[] {
  const { resource, grantee } = of;
  if (resource.status === 'RETIRED') return [{ code: 'RETIRED', field: ['resource'] }];
  if (resource.sharing === 'NOT_SHARED') return [{ code: 'NOT_SHARED', field: ['resource'] }];
  if (resource.owner === grantee) return [{ code: 'OWN_RESOURCE', field: ['resource'] }];
  const found = [...checkFields(wish, resource.fields), ...checkTicket(wish, of)];
  const isShort = [...wish.purpose.trim().slice(0, PURPOSE_MAX)].length < PURPOSE_MIN;
  if (isShort || textFlaw(wish.purpose, { most: PURPOSE_MAX, lines: true }))
    found.push({ code: 'PURPOSE', field: ['purpose'] });
  if (wish.termDays < 1 || wish.termDays > MAX_TERM_DAYS) found.push({ code: 'TERM', field: ['termDays'] });
  const { area } = wish;
  if (area !== undefined && !(isDivisionCode(area) && liesIn(area, resource.division))) {
    found.push({ code: 'AREA', field: ['area'] });
  }
  return found;
}

function checkFields(
  { fields, clearFields }: Pick<Wish, 'fields' | 'clearFields'>,
  known: readonly ResourceField[],
): WishProblem[] {
  const grades = new Map(known.map(({ name, grade }) => [name, grade]));
  if (fields.length === 0) return [{ code: 'FIELDS', field: ['fields'] }];
  const unknown = fields.flatMap((name, index): WishProblem[] =>
    grades.has(name) ? [] : [{ code: 'UNKNOWN_FIELD', field: ['fields', String(index)] }],
  );
  const clear = clearFields.flatMap((name, index): WishProblem[] => {
    const grade = grades.get(name);
    const sensible = fields.includes(name) && grade !== undefined && isMaskedGrade(grade);
    return sensible ? [] : [{ code: 'CLEAR_FIELDS', field: ['clearFields', String(index)] }];
  });
  return [...unknown, ...clear];
}

function checkTicket({ ticketCode }: Wish, of: { grantee: string; ticket: WishTicket | undefined }): WishProblem[] {
  if (ticketCode === undefined) return [];
  const field = ['ticketCode'];
  if (of.ticket === undefined) return [{ code: 'TICKET_UNKNOWN', field }];
  if (!of.ticket.organizations.includes(of.grantee)) return [{ code: 'TICKET_NOT_YOURS', field }];
  return of.ticket.ended ? [{ code: 'TICKET_CLOSED', field }] : [];
}
