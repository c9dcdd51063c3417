import { liesIn, type SharingType } from '@gridlink/contracts';
import type { ResourceStatus } from '../../resource/domain/resource.ts';
import { grantState, type ShareStatus, type Terms } from './share.ts';

/** Why a grant gives nothing now. */
export const READ_REFUSALS = [
  'UNKNOWN_GRANT',
  'NOT_GRANTEE',
  'NO_GRANT',
  'EXPIRED',
  'REVOKED',
  'ENDED',
  'TICKET_CLOSED',
  'RETIRED',
  'NOT_SHARED',
  'OUTSIDE_AREA',
] as const;
export type ReadRefusal = (typeof READ_REFUSALS)[number];

type Asked = {
  readonly reader: string | undefined;
  readonly area: string | undefined;
  readonly now: Date;
  readonly share: { readonly grantee: string; readonly status: ShareStatus; readonly terms?: Terms | undefined };
  readonly resource: { readonly status: ResourceStatus; readonly sharing: SharingType } | undefined;
  readonly ticketEnded: boolean;
};

/** Terms to read by, or the refusal. Asked at every read, so a grant that ended a moment ago gives nothing. */
export function checkAccess(asked: Asked): { readonly terms: Terms } | { readonly refusal: ReadRefusal } {
  const { share, resource, reader, area, now } = asked;
  if (reader !== share.grantee) return { refusal: 'NOT_GRANTEE' };
  const { terms } = share;
  const state = grantState(share, now);
  if (terms === undefined || state === undefined) return { refusal: 'NO_GRANT' };
  if (state !== 'ACTIVE') return { refusal: state };
  if (asked.ticketEnded) return { refusal: 'TICKET_CLOSED' };
  if (resource === undefined || resource.status === 'RETIRED') return { refusal: 'RETIRED' };
  if (resource.sharing === 'NOT_SHARED') return { refusal: 'NOT_SHARED' };
  if (area !== undefined && terms.area !== undefined && !liesIn(area, terms.area)) return { refusal: 'OUTSIDE_AREA' };
  return { terms };
}
