import type { Role } from '@gridlink/contracts';
import { isPlainText } from '../../input-text/plain-text.ts';
import type { Organization } from '../../organization/domain/organization.ts';

/** A department's own program and its client credentials. */
export type Program = {
  /** The client id. */
  readonly id: string;
  readonly name: string;
  readonly organization: string;
  readonly jurisdiction: string;
  readonly division: string;
  readonly roles: readonly Role[];
  readonly secretHash: string;
  readonly registeredAt: Date;
  readonly revokedAt: Date | null;
};

export type StoredProgram = Program & { readonly version: number; readonly sequence: number };

/** A program acts for its organization; roles that see an area or administer are for people. */
export const PROGRAM_ROLES: ReadonlySet<Role> = new Set<Role>([
  'DEPARTMENT_OFFICER',
  'DEPARTMENT_LEAD',
  'SERVICE_UNIT',
  'HOST_UNIT',
  'SURVEYOR',
  'DATA_STEWARD',
]);

export type ProgramRefusal =
  | { readonly kind: 'NO_ORGANIZATION'; readonly organization: string }
  | { readonly kind: 'OUTSIDE_SCOPE' }
  | { readonly kind: 'BAD_NAME' }
  | { readonly kind: 'NO_ROLE' }
  | { readonly kind: 'ROLE_NOT_FOR_PROGRAMS'; readonly roles: readonly Role[] };

const NAME_MAX = 60;

export function programRefusals(
  request: { readonly organization: string; readonly name: string; readonly roles: readonly Role[] },
  facts: { readonly organization: Organization | undefined; readonly mayWrite: (areas: readonly string[]) => boolean },
): ProgramRefusal[] {
  const refusals: ProgramRefusal[] = [];
  const { organization } = facts;
  if (!organization?.active) refusals.push({ kind: 'NO_ORGANIZATION', organization: request.organization });
  else if (!facts.mayWrite(organization.areas)) refusals.push({ kind: 'OUTSIDE_SCOPE' });
  if (!isPlainText(request.name, NAME_MAX)) refusals.push({ kind: 'BAD_NAME' });
  if (request.roles.length === 0) refusals.push({ kind: 'NO_ROLE' });
  const others = request.roles.filter((role) => !PROGRAM_ROLES.has(role));
  if (others.length > 0) refusals.push({ kind: 'ROLE_NOT_FOR_PROGRAMS', roles: others });
  return refusals;
}
