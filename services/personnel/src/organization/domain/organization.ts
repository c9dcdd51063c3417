import type { DivisionLevel, OrganizationFunction, OrganizationKind, OrganizationSnapshot } from '@gridlink/contracts';

/** A body of the linkage system (P16). */
export type Organization = {
  readonly id: string;
  /** `<division>-<FUNCTION>`, a second one of the same function `-2`. */
  readonly code: string;
  readonly name: string;
  readonly kind: OrganizationKind;
  readonly function: OrganizationFunction;
  readonly level: DivisionLevel;
  readonly jurisdiction: string;
  readonly division: string;
  /** All divisions above it, highest first, its own included. */
  readonly areas: readonly string[];
  readonly phone: string | null;
  readonly active: boolean;
  /** Code of the body that took over. */
  readonly successor: string | null;
  readonly registeredAt: Date;
};

/** An organization with the version a change is guarded by. */
export type StoredOrganization = Organization & { readonly version: number; readonly sequence: number };

/** What other services keep of it. */
export const organizationSnapshot = (organization: Organization): OrganizationSnapshot => ({
  id: organization.id,
  code: organization.code,
  name: organization.name,
  kind: organization.kind,
  function: organization.function,
  level: organization.level,
  jurisdiction: organization.jurisdiction,
  division: organization.division,
  areas: [...organization.areas],
  active: organization.active,
  ...(organization.successor === null ? {} : { successor: organization.successor }),
});
