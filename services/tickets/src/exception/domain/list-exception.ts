import type { DivisionLevel } from '@gridlink/contracts';

/** OFF_LIST: grid staff are asked for what the item list does not name. DUTY: a department leads an item that the list gives to another. */
export const EXCEPTION_KINDS = ['OFF_LIST', 'DUTY'] as const;
export type ListExceptionKind = (typeof EXCEPTION_KINDS)[number];

/** A signed leave to dispatch against the item list, until a day. */
export type ListException = {
  readonly id: string;
  readonly jurisdiction: string;
  /** Whose territory it holds in: that of the body which signed. */
  readonly division: string;
  readonly kind: ListExceptionKind;
  /** The department it is for: who leads, or who asks the grid for help. It is counted to it. */
  readonly department: string;
  /** The item it is for; null for whatever the department asks of the grid. */
  readonly itemCode: string | null;
  readonly reason: string;
  readonly documentNumber: string;
  readonly signedBy: string;
  readonly signedFor: string | null;
  readonly signedAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly revokedBy: string | null;
  readonly revokedWords: string | null;
};

/** What somebody asks leave for. */
export type ExceptionDraft = Pick<ListException, 'department' | 'itemCode' | 'reason' | 'documentNumber' | 'expiresAt'>;

/** What an assignment keeps of the exception it was given under. */
export type ExceptionUsed = Pick<
  ListException,
  'id' | 'kind' | 'department' | 'documentNumber' | 'reason' | 'signedBy' | 'expiresAt'
>;

export const isStanding = (
  { expiresAt, revokedAt }: Pick<ListException, 'expiresAt' | 'revokedAt'>,
  now: Date,
): boolean => revokedAt === null && now <= expiresAt;

export const toUsed = ({
  id,
  kind,
  department,
  documentNumber,
  reason,
  signedBy,
  expiresAt,
}: ListException): ExceptionUsed => ({
  id,
  kind,
  department,
  documentNumber,
  reason,
  signedBy,
  expiresAt,
});

/** Why an exception is not signed. */
export type ExceptionRefusal =
  | { readonly kind: 'NOT_THE_SIGNER'; readonly level: DivisionLevel; readonly article: string | null }
  | { readonly kind: 'NO_EXCEPTION_IN_LAW'; readonly article: string | null }
  | { readonly kind: 'TEXT_NEEDED'; readonly field: 'reason' | 'documentNumber' | 'words'; readonly most: number }
  | { readonly kind: 'DEPARTMENT_UNKNOWN'; readonly department: string }
  | { readonly kind: 'ITEM_UNKNOWN'; readonly itemCode: string }
  | { readonly kind: 'ITEM_NEEDED' }
  | { readonly kind: 'EXPIRES_TOO_SOON' }
  | { readonly kind: 'EXPIRES_TOO_LATE'; readonly mostDays: number }
  | { readonly kind: 'NOT_STANDING' };
