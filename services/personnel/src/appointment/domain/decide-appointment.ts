import {
  checkEligibility,
  dayNumberAt,
  isoDateOf,
  type RoleRule,
  roleRule,
  type StaffRole,
} from '@gridlink/jurisdiction';
import { isPlainText } from '../../input-text/plain-text.ts';
import type { Organization } from '../../organization/domain/organization.ts';
import type { Person } from '../../person/domain/person.ts';
import { appointingBodyOf, checkAppointing } from './appointing-rules.ts';
import { type Appointment, isInForce } from './appointment.ts';
import {
  type AppointmentDecision,
  type AppointmentFacts,
  type AppointmentRefusal,
  type AppointmentRequest,
  type AppointmentWarning,
  citation,
  type GridFacts,
} from './appointment-request.ts';
import { checkHeldTogether, claimsOf, ONE_PERSON_POSTS } from './held-together.ts';
import { checkHolder } from './holder-rules.ts';
import { isOrganizationPost, ORGANIZATION_POSTS, organizationRole } from './organization-posts.ts';

const DOCUMENT_NUMBER_MAX = 60;
const PHONE = /^[0-9+][0-9 -]{2,19}$/;

type Place = Pick<Appointment, 'jurisdiction' | 'division' | 'areas' | 'gridId' | 'organization' | 'role'>;
type Finding = {
  readonly refusals: readonly AppointmentRefusal[];
  readonly warnings: readonly AppointmentWarning[];
  readonly place: Place | null;
};

const refused = (...refusals: readonly AppointmentRefusal[]): Finding => ({ refusals, warnings: [], place: null });

function formRefusals(request: AppointmentRequest, now: Date): AppointmentRefusal[] {
  const { from, to, documentNumber, publicPhone } = request;
  const refusals: AppointmentRefusal[] = [];
  if (from !== null && from > now) refusals.push({ kind: 'FROM_IN_FUTURE' });
  if (to !== null && to <= now) refusals.push({ kind: 'TERM_OVER' });
  if (documentNumber !== null && !isPlainText(documentNumber, DOCUMENT_NUMBER_MAX)) {
    refusals.push({ kind: 'BAD_DOCUMENT_NUMBER' });
  }
  if (publicPhone !== null && !PHONE.test(publicPhone)) refusals.push({ kind: 'BAD_PUBLIC_PHONE' });
  return refusals;
}

/** Conditions and disqualifications of the pack on the day the appointment begins (P03). */
function checkPerson(person: Person, role: RoleRule, { facts, day }: { facts: AppointmentFacts; day: string }) {
  const { vetting, birthDate, nationality, education, health } = person;
  const record = { ...vetting, birthDate, nationality, education, health };
  return checkEligibility(facts.pack, { role: role.role, record }, day).map(
    ({ rule, state }): AppointmentRefusal => ({
      kind: 'INELIGIBLE',
      rule: rule.code,
      text: rule.text,
      proven: state === 'UNMET',
      article: citation(facts.pack, rule),
    }),
  );
}

/** A person's own backgrounds, and the posts held: a law may ask for a leader to be a full-time worker. */
const backgroundsOf = (person: Person, history: readonly Appointment[]): ReadonlySet<string> =>
  new Set([...person.backgrounds, ...history.filter(isInForce).map(({ position }) => position)]);

function seatRefusals(position: string, { pack, seats }: AppointmentFacts): AppointmentRefusal[] {
  const taken = ONE_PERSON_POSTS.has(position) && seats.some((seat) => isInForce(seat) && seat.position === position);
  return taken ? [{ kind: 'SEAT_TAKEN', label: roleRule(pack, position as StaffRole)?.label.zh ?? position }] : [];
}

function forGrid(request: AppointmentRequest, grid: GridFacts, facts: AppointmentFacts): Finding {
  if (grid.retired) return refused({ kind: 'GRID_RETIRED', gridId: grid.id });
  if (!facts.mayWrite(grid.areas)) return refused({ kind: 'OUTSIDE_SCOPE' });
  const role = roleRule(facts.pack, request.position as StaffRole);
  if (!role) {
    const known = facts.pack.staff.roles.map((rule) => rule.role);
    return refused({ kind: 'UNKNOWN_POSITION', position: request.position, known });
  }
  const appointing = checkAppointing(role, { request, grid }, facts);
  const { jurisdiction, division, areas, id: gridId } = grid;
  const place: Place = { jurisdiction, division, areas, gridId, organization: null, role: role.accountRole };
  const { person } = facts;
  if (!person) return { refusals: [{ kind: 'NO_PERSON' }, ...appointing], warnings: [], place };

  const day = isoDateOf(dayNumberAt((request.from ?? facts.now).getTime()));
  const holder = checkHolder(facts.pack, { role, kind: grid.kind }, backgroundsOf(person, facts.history));
  return {
    refusals: [
      ...checkPerson(person, role, { facts, day }),
      ...holder.refusals,
      ...appointing,
      ...checkHeldTogether(request.position, gridId, facts),
      ...seatRefusals(request.position, facts),
    ],
    warnings: holder.warnings,
    place,
  };
}

function forOrganization(request: AppointmentRequest, organization: Organization, facts: AppointmentFacts): Finding {
  if (!organization.active) return refused({ kind: 'ORGANIZATION_DISSOLVED', organization: organization.code });
  if (!facts.mayWrite(organization.areas)) return refused({ kind: 'OUTSIDE_SCOPE' });
  if (!isOrganizationPost(request.position)) {
    return refused({ kind: 'UNKNOWN_POSITION', position: request.position, known: ORGANIZATION_POSTS });
  }
  const body = appointingBodyOf(request, facts);
  const refusals: AppointmentRefusal[] = facts.person ? [] : [{ kind: 'NO_PERSON' }];
  if (!('code' in body)) refusals.push(body);
  else if (!organization.areas.includes(body.division)) {
    refusals.push({ kind: 'BODY_WITHOUT_AUTHORITY', body: body.code });
  }
  const { jurisdiction, division, areas, code } = organization;
  const role = organizationRole(organization, request.position);
  return { refusals, warnings: [], place: { jurisdiction, division, areas, gridId: null, organization: code, role } };
}

function findingFor(request: AppointmentRequest, facts: AppointmentFacts): Finding {
  const { gridId, organization } = request;
  if ((gridId === null) === (organization === null)) return refused({ kind: 'PLACE_UNCLEAR' });
  if (gridId !== null) return facts.grid ? forGrid(request, facts.grid, facts) : refused({ kind: 'NO_GRID', gridId });
  if (organization === null || !facts.organization) {
    return refused({ kind: 'NO_ORGANIZATION', organization: organization ?? '' });
  }
  return forOrganization(request, facts.organization, facts);
}

const sameInstant = (a: Date | null, b: Date | null): boolean => a?.getTime() === b?.getTime();

/** The appointment in force to the same post in the same place, if there is one. */
const heldAlready = (request: AppointmentRequest, history: readonly Appointment[]): Appointment | undefined =>
  history.find(
    (held) =>
      isInForce(held) &&
      held.position === request.position &&
      held.gridId === request.gridId &&
      held.organization === request.organization,
  );

const saysTheSame = (request: AppointmentRequest, held: Appointment): boolean =>
  held.appointingBody === request.appointingBody &&
  held.documentNumber === request.documentNumber &&
  sameInstant(held.to, request.to) &&
  (request.from === null || sameInstant(held.from, request.from));

/**
 * Decides one appointment. A refusal names every condition that is not met, not only the first, so that the caller can mend all of
 * them at once; asking for what is in force already changes nothing.
 */
export function decideAppointment(request: AppointmentRequest, facts: AppointmentFacts): AppointmentDecision {
  const held = heldAlready(request, facts.history);
  if (held) {
    if (!facts.mayWrite(held.areas)) return { kind: 'REFUSE', refusals: [{ kind: 'OUTSIDE_SCOPE' }] };
    if (saysTheSame(request, held)) return { kind: 'UNCHANGED', appointment: held };
    return { kind: 'REFUSE', refusals: [{ kind: 'ALREADY_HELD' }] };
  }
  const { refusals, warnings, place } = findingFor(request, facts);
  const all = [...formRefusals(request, facts.now), ...refusals];
  if (all.length > 0 || !place) return { kind: 'REFUSE', refusals: all };
  const appointment: Appointment = {
    ...place,
    id: facts.newId,
    personId: request.personId,
    position: request.position,
    appointingBody: request.appointingBody,
    togetherWith: request.togetherWith,
    documentNumber: request.documentNumber,
    publicPhone: request.publicPhone,
    from: request.from ?? facts.now,
    to: request.to,
    recordedBy: facts.recorder,
    endedAt: null,
    endReason: null,
    endedBy: null,
  };
  return { kind: 'APPOINT', appointment, claims: claimsOf(appointment, facts), warnings };
}
