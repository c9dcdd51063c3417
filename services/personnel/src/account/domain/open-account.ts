import { AREA_ROLES, areasOf, GRID_ROLES, isDivisionCode, ORGANIZATION_ROLES, type Role } from '@gridlink/contracts';
import type { Organization } from '../../organization/domain/organization.ts';
import type { Person } from '../../person/domain/person.ts';
import { type AccountPlace, type AccountReach, PLATFORM_PLACE } from './account.ts';
import { rolesAbove } from './granting.ts';
import { isStrongPassword } from './password-policy.ts';

export type AccountRequest = {
  readonly login: string;
  readonly password: string;
  readonly personId: string | null;
  readonly organization: string | null;
  readonly roles: readonly Role[];
  readonly division: string | null;
  readonly jurisdiction: string | null;
};

export type AccountFacts = {
  readonly giver: readonly Role[];
  /** True for administration of the whole platform. */
  readonly platform: boolean;
  readonly mayWrite: (jurisdiction: string, areas: readonly string[]) => boolean;
  readonly jurisdictionOf: (division: string) => string | undefined;
  readonly isJurisdiction: (code: string) => boolean;
  readonly person: Person | undefined;
  readonly organization: Organization | undefined;
};

export type AccountRefusal =
  | { readonly kind: 'BAD_LOGIN' }
  | { readonly kind: 'WEAK_PASSWORD' }
  | { readonly kind: 'LOGIN_TAKEN'; readonly login: string }
  | { readonly kind: 'ROLE_ABOVE_OWN'; readonly roles: readonly Role[] }
  | { readonly kind: 'ROLE_BY_APPOINTMENT'; readonly roles: readonly Role[] }
  | { readonly kind: 'ROLE_NOT_GIVEN'; readonly role: Role }
  | { readonly kind: 'NO_ROLE' }
  | { readonly kind: 'DIVISION_NEEDED'; readonly roles: readonly Role[] }
  | { readonly kind: 'ORGANIZATION_NEEDED'; readonly roles: readonly Role[] }
  | { readonly kind: 'NO_PERSON' }
  | { readonly kind: 'NO_ORGANIZATION'; readonly organization: string }
  | { readonly kind: 'NOT_A_DIVISION'; readonly division: string }
  | { readonly kind: 'UNKNOWN_JURISDICTION'; readonly jurisdiction: string }
  | { readonly kind: 'JURISDICTIONS_DISAGREE' }
  | { readonly kind: 'OUTSIDE_SCOPE' };

export type AccountDecision =
  | {
      readonly kind: 'OPEN';
      readonly place: AccountPlace;
      readonly reach: AccountReach;
      readonly roles: readonly Role[];
    }
  | { readonly kind: 'REFUSE'; readonly refusals: readonly AccountRefusal[] };

const LOGIN = /^[a-z0-9][a-z0-9.-]{1,58}[a-z0-9]$/;

/** Refusals that concern roles alone; also asked when an account's roles change. */
export function roleRefusals(
  roles: readonly Role[],
  {
    giver,
    hasPerson,
    division,
    organization,
  }: {
    readonly giver: readonly Role[];
    readonly hasPerson: boolean;
    readonly division: string | null;
    readonly organization: string | null;
  },
): AccountRefusal[] {
  const refusals: AccountRefusal[] = [];
  const above = rolesAbove(giver, roles);
  if (above.length > 0) refusals.push({ kind: 'ROLE_ABOVE_OWN', roles: above });
  const staff = roles.filter((role) => GRID_ROLES.has(role));
  if (staff.length > 0) refusals.push({ kind: 'ROLE_BY_APPOINTMENT', roles: staff });
  if (roles.includes('PUBLIC')) refusals.push({ kind: 'ROLE_NOT_GIVEN', role: 'PUBLIC' });
  if (roles.length === 0 && !hasPerson) refusals.push({ kind: 'NO_ROLE' });
  const area = roles.filter((role) => AREA_ROLES.has(role));
  if (area.length > 0 && division === null) refusals.push({ kind: 'DIVISION_NEEDED', roles: area });
  const acting = roles.filter((role) => ORGANIZATION_ROLES.has(role));
  if (acting.length > 0 && organization === null) refusals.push({ kind: 'ORGANIZATION_NEEDED', roles: acting });
  return refusals;
}

function referenceRefusals(request: AccountRequest, facts: AccountFacts): AccountRefusal[] {
  const { personId, organization, division, jurisdiction } = request;
  const refusals: AccountRefusal[] = [];
  if (personId !== null && !facts.person) refusals.push({ kind: 'NO_PERSON' });
  if (organization !== null && !facts.organization?.active) refusals.push({ kind: 'NO_ORGANIZATION', organization });
  if (division !== null && !isDivisionCode(division)) refusals.push({ kind: 'NOT_A_DIVISION', division });
  if (jurisdiction !== null && !facts.isJurisdiction(jurisdiction)) {
    refusals.push({ kind: 'UNKNOWN_JURISDICTION', jurisdiction });
  }
  return refusals;
}

/** Where the account belongs: its division, else its organization's, else its person's; nowhere is the whole platform. */
function placeOf({ division }: AccountRequest, { person, organization, jurisdictionOf }: AccountFacts): AccountPlace {
  if (division !== null) {
    return { jurisdiction: jurisdictionOf(division) ?? '', division, areas: areasOf(division) };
  }
  const home = organization ?? person;
  if (!home) return PLATFORM_PLACE;
  return { jurisdiction: home.jurisdiction, division: home.division, areas: home.areas };
}

function placeRefusals(request: AccountRequest, place: AccountPlace, facts: AccountFacts): AccountRefusal[] {
  const { person, organization } = facts;
  if (place === PLATFORM_PLACE)
    return facts.platform && request.jurisdiction === null ? [] : [{ kind: 'OUTSIDE_SCOPE' }];
  const named = [request.jurisdiction, person?.jurisdiction, organization?.jurisdiction];
  if (named.some((code) => code != null && code !== place.jurisdiction)) return [{ kind: 'JURISDICTIONS_DISAGREE' }];
  const touched = [place.areas, ...(organization ? [organization.areas] : []), ...(person ? [person.areas] : [])];
  return touched.every((areas) => facts.mayWrite(place.jurisdiction, areas)) ? [] : [{ kind: 'OUTSIDE_SCOPE' }];
}

/** Opens an account inside the giver's own subtree with no role above the giver's own. */
export function decideAccount(request: AccountRequest, facts: AccountFacts): AccountDecision {
  const { division, organization, roles } = request;
  const refusals: AccountRefusal[] = [];
  if (!LOGIN.test(request.login)) refusals.push({ kind: 'BAD_LOGIN' });
  if (!isStrongPassword(request.password, request.login)) refusals.push({ kind: 'WEAK_PASSWORD' });
  refusals.push(
    ...roleRefusals(roles, { giver: facts.giver, hasPerson: request.personId !== null, division, organization }),
  );
  const broken = referenceRefusals(request, facts);
  const place = placeOf(request, facts);
  refusals.push(...(broken.length > 0 ? broken : placeRefusals(request, place, facts)));
  if (refusals.length > 0) return { kind: 'REFUSE', refusals };
  const jurisdiction = place === PLATFORM_PLACE ? null : place.jurisdiction;
  return { kind: 'OPEN', place, reach: { jurisdiction, division, organization }, roles: [...new Set(roles)] };
}
