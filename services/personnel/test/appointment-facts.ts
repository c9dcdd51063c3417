import { areasOf, type GridKind } from '@gridlink/contracts';
import { loadPacks, type Pack } from '@gridlink/jurisdiction';
import type { Appointment } from '../src/appointment/domain/appointment.ts';
import type { AppointmentFacts, AppointmentRequest, GridFacts } from '../src/appointment/domain/appointment-request.ts';
import type { Organization } from '../src/organization/domain/organization.ts';
import type { Person, Vetting } from '../src/person/domain/person.ts';

export const NOW = new Date('2026-06-01T04:00:00Z');

/** A village in each pack's territory, for stories that hold in every pack. */
export const VILLAGES: Readonly<Record<string, string>> = {
  zhengzhou: '410105001001',
  ningbo: '330203001001',
  puyang: '410902001001',
  liaocheng: '371502001001',
  jiangsu: '320505001001',
};

export function packNamed(code: string): Pack {
  const pack = loadPacks().get(code);
  if (!pack) throw new Error(`no pack ${code}`);
  return pack;
}

const [, , county = '', town = '', village = ''] = areasOf(VILLAGES.puyang ?? '');
export const COUNTY = county;
export const TOWN = town;
export const VILLAGE = village;

export const grid = (jurisdiction: string, kind: GridKind = 'URBAN'): GridFacts => {
  const division = VILLAGES[jurisdiction] ?? '';
  return { id: 'grid-1', kind, jurisdiction, division, areas: areasOf(division), retired: false };
};

export function body(division: string, bodyFunction: Organization['function'], jurisdiction: string): Organization {
  return {
    id: `${division}-${bodyFunction}`,
    code: `${division}-${bodyFunction}`,
    name: bodyFunction,
    kind: 'LINKAGE_DEPARTMENT',
    function: bodyFunction,
    level: 'TOWN',
    jurisdiction,
    division,
    areas: areasOf(division),
    phone: null,
    active: true,
    successor: null,
    registeredAt: NOW,
  };
}

/** Every body of the chain above a village, by code. */
export function bodiesAround(jurisdiction: string): Map<string, Organization> {
  const [, cityCode = '', countyCode = '', townCode = '', villageCode = ''] = areasOf(VILLAGES[jurisdiction] ?? '');
  const bodies = [
    body(townCode, 'TOWN', jurisdiction),
    body(villageCode, 'COMMITTEE', jurisdiction),
    body(countyCode, 'COORDINATION', jurisdiction),
    body(countyCode, 'HUMAN_RESOURCES', jurisdiction),
    body(countyCode, 'CIVIL_AFFAIRS', jurisdiction),
    body(cityCode, 'COORDINATION', jurisdiction),
  ];
  return new Map(bodies.map((entry) => [entry.code, entry]));
}

/** Matters of the pack that somebody must vouch for. */
const mattersOf = (pack: Pack): string[] =>
  pack.staff.eligibility.flatMap(({ predicate }) => (predicate.kind === 'ATTESTED' ? [predicate.matter] : []));

/** Nothing speaks against this person in any pack. */
export function eligible(
  pack: Pack,
  story: Omit<Partial<Person>, 'vetting'> & { vetting?: Partial<Vetting> } = {},
): Person {
  const { vetting, ...rest } = story;
  return {
    id: 'person-1',
    jurisdiction: pack.code,
    division: VILLAGES[pack.code] ?? '',
    areas: areasOf(VILLAGES[pack.code] ?? ''),
    name: '李明',
    birthDate: '1990-05-01',
    nationality: 'CN',
    education: 'BACHELOR',
    health: 'FIT',
    employment: 'CONTRACT',
    backgrounds: [],
    registeredAt: NOW,
    ...rest,
    vetting: {
      criminalRecord: false,
      openCriminalCase: false,
      detained: false,
      dismissedFromPublicOffice: false,
      listedAsDishonest: false,
      attested: mattersOf(pack),
      ...vetting,
    },
  };
}

export function request(jurisdiction: string, story: Partial<AppointmentRequest> = {}): AppointmentRequest {
  const [, , , townCode = ''] = areasOf(VILLAGES[jurisdiction] ?? '');
  return {
    personId: 'person-1',
    position: 'FULL_TIME_WORKER',
    gridId: 'grid-1',
    organization: null,
    appointingBody: `${townCode}-TOWN`,
    togetherWith: [],
    documentNumber: null,
    publicPhone: null,
    from: null,
    to: null,
    ...story,
  };
}

export function facts(jurisdiction: string, story: Partial<AppointmentFacts> = {}): AppointmentFacts {
  const pack = packNamed(jurisdiction);
  return {
    pack,
    now: NOW,
    newId: 'appointment-1',
    recorder: 'recorder',
    person: eligible(pack),
    grid: grid(jurisdiction),
    organization: undefined,
    bodies: bodiesAround(jurisdiction),
    history: [],
    seats: [],
    mayWrite: () => true,
    ...story,
  };
}

export function held(jurisdiction: string, position: string, story: Partial<Appointment> = {}): Appointment {
  const { areas, division } = grid(jurisdiction);
  return {
    id: `held-${position}`,
    jurisdiction,
    division,
    areas,
    personId: 'person-1',
    position,
    role: 'GRID_WORKER',
    gridId: 'grid-1',
    organization: null,
    appointingBody: 'someone',
    togetherWith: [],
    documentNumber: null,
    publicPhone: null,
    from: new Date('2026-01-01T00:00:00Z'),
    to: null,
    recordedBy: 'recorder',
    endedAt: null,
    endReason: null,
    endedBy: null,
    ...story,
  };
}
