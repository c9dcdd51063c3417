import { DIVISION_LEVELS, divisionLevel, textFlaw } from '@gridlink/contracts';
import { bodiesOf, type Pack } from '@gridlink/jurisdiction';
import type { ListedItem, Unit } from '../../ticket/domain/decision.ts';
import {
  type ExceptionDraft,
  type ExceptionRefusal,
  isStanding,
  type ListException,
  type ListExceptionKind,
} from './list-exception.ts';

const DAY_MS = 86_400_000;
const MOST = { reason: 500, documentNumber: 60, words: 500 } as const;

export type Signing = {
  readonly pack: Pack;
  readonly now: Date;
  /** Division of the body that signs. */
  readonly division: string;
  readonly kind: ListExceptionKind;
  readonly department: Unit | undefined;
  readonly asked: ExceptionDraft;
  readonly items: ReadonlyMap<string, ListedItem>;
};

const citeOrNull = (pack: Pack, article: string | null): string | null =>
  article === null ? null : pack.cite(article);

const isWord = (text: string, field: keyof typeof MOST): boolean => textFlaw(text, { most: MOST[field] }) === undefined;

/** Who consents to items on the list consents to exceptions from it: that level, or one above. */
export function signerConsents({ pack, division }: Signing): ExceptionRefusal | null {
  const { consentBy, article } = pack.serviceItems.admission;
  const isHighEnough = DIVISION_LEVELS.indexOf(divisionLevel(division)) <= DIVISION_LEVELS.indexOf(consentBy);
  return isHighEnough ? null : { kind: 'NOT_THE_SIGNER', level: consentBy, article: citeOrNull(pack, article) };
}

/** Where the law lets grid staff be asked off the list with nobody's consent, nobody signs it. */
export function lawForeseesIt({ pack, kind }: Signing): ExceptionRefusal | null {
  const { possible, article } = pack.serviceItems.offList.withConsent;
  return kind === 'DUTY' || possible ? null : { kind: 'NO_EXCEPTION_IN_LAW', article: citeOrNull(pack, article) };
}

export function textsAreThere({ asked }: Signing): ExceptionRefusal | null {
  const field = (['reason', 'documentNumber'] as const).find((name) => !isWord(asked[name], name));
  return field ? { kind: 'TEXT_NEEDED', field, most: MOST[field] } : null;
}

export function departmentIsThere({ pack, division, department, asked }: Signing): ExceptionRefusal | null {
  const isBody = bodiesOf(pack).some(({ function: name }) => name === department?.function);
  const isHere = department?.active && department.areas.includes(division);
  return isBody && isHere ? null : { kind: 'DEPARTMENT_UNKNOWN', department: asked.department };
}

export function itemIsThere({ kind, asked: { itemCode }, items }: Signing): ExceptionRefusal | null {
  if (kind === 'OFF_LIST') return null;
  if (itemCode === null) return { kind: 'ITEM_NEEDED' };
  return items.has(itemCode) ? null : { kind: 'ITEM_UNKNOWN', itemCode };
}

export function expiryIsInBounds({ pack, now, asked: { expiresAt } }: Signing): ExceptionRefusal | null {
  const { mostDays } = pack.serviceItems.offList.exception;
  if (expiresAt <= now) return { kind: 'EXPIRES_TOO_SOON' };
  return expiresAt.getTime() - now.getTime() <= mostDays * DAY_MS ? null : { kind: 'EXPIRES_TOO_LATE', mostDays };
}

const GUARDS = [signerConsents, lawForeseesIt, textsAreThere, departmentIsThere, itemIsThere, expiryIsInBounds];

/** Why this is not signed; null when it is. */
export function signingRefusal(signing: Signing): ExceptionRefusal | null {
  for (const guard of GUARDS) {
    const refusal = guard(signing);
    if (refusal) return refusal;
  }
  return null;
}

export function revokingRefusal(exception: ListException, words: string, now: Date): ExceptionRefusal | null {
  if (!isWord(words, 'words')) return { kind: 'TEXT_NEEDED', field: 'words', most: MOST.words };
  return isStanding(exception, now) ? null : { kind: 'NOT_STANDING' };
}
