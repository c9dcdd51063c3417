import type { Caller, GridKind, GridSnapshot, Role } from '@gridlink/contracts';
import { areasOf } from '@gridlink/contracts';
import { residentNumber } from './resident-number.ts';
import type { Ask } from './served-personnel.ts';

/** Places of two jurisdictions; which they are does not matter to the code. */
export const PUYANG = { jurisdiction: 'puyang', county: '410902000000', town: '410902001000', village: '410902001001' };
export const NEXT_TOWN = { ...PUYANG, town: '410902002000', village: '410902002001' };
export const NEXT_COUNTY = {
  jurisdiction: 'puyang',
  county: '410922000000',
  town: '410922100000',
  village: '410922100001',
};
export const JIANGSU = {
  jurisdiction: 'jiangsu',
  county: '320505000000',
  town: '320505001000',
  village: '320505001001',
};
export type Place = typeof PUYANG;

export const platformAdmin: Caller = { subject: 'platform-admin', kind: 'PERSON', roles: ['ADMIN'] };

const staff = (role: Role, jurisdiction: string, division: string): Caller => ({
  subject: `${role.toLowerCase()}-${division}`,
  kind: 'PERSON',
  roles: [role],
  jurisdiction,
  division,
});
export const townOperator = ({ jurisdiction, town }: Place): Caller => staff('TOWN_OPERATOR', jurisdiction, town);
export const countyCoordinator = ({ jurisdiction, county }: Place): Caller =>
  staff('COUNTY_COORDINATOR', jurisdiction, county);
export const auditor = ({ jurisdiction, county }: Place): Caller => staff('AUDITOR', jurisdiction, county);
export const gridLeader = ({ jurisdiction }: Place, grids: string[]): Caller => ({
  subject: 'grid-leader',
  kind: 'PERSON',
  roles: ['GRID_LEADER'],
  jurisdiction,
  grids,
});

export type OrganizationRow = {
  code: string;
  name: string;
  kind: string;
  function: string;
  division: string;
  phone?: string;
};

export const townBody = ({ town }: Place): OrganizationRow => ({
  code: `${town}-TOWN`,
  name: '街道办事处',
  kind: 'TOWN',
  function: 'TOWN',
  division: town,
  phone: '0393-5550100',
});
export const committee = ({ village }: Place): OrganizationRow => ({
  code: `${village}-COMMITTEE`,
  name: '居民委员会',
  kind: 'COMMITTEE',
  function: 'COMMITTEE',
  division: village,
});
export const department = ({ county }: Place): OrganizationRow => ({
  code: `${county}-URBAN_MANAGEMENT`,
  name: '城市管理局',
  kind: 'LINKAGE_DEPARTMENT',
  function: 'URBAN_MANAGEMENT',
  division: county,
});

let serial = 0;

/** A person eligible for everything, unless the story says otherwise; each has numbers nobody else has. */
export function personRow(division: string, story: Record<string, unknown> = {}) {
  serial += 1;
  const birthDate = (story.birthDate as string | undefined) ?? '1990-05-01';
  return {
    name: `张${String(serial).padStart(3, '0')}`,
    idNumber: residentNumber('410902', birthDate, serial),
    birthDate,
    nationality: 'CN',
    division,
    phone: `138${String(10_000_000 + serial)}`,
    education: 'COLLEGE',
    health: 'FIT',
    employment: 'CONTRACT',
    backgrounds: [],
    vetting: {
      criminalRecord: false,
      openCriminalCase: false,
      detained: false,
      dismissedFromPublicOffice: false,
      listedAsDishonest: false,
      attested: [],
    },
    ...story,
  };
}

export function gridIn({ jurisdiction, village }: Place, number: number, kind: GridKind = 'URBAN'): GridSnapshot {
  const corner = 115 + number / 100;
  return {
    id: `grid-${village}-${number}`,
    code: `${village}${String(number).padStart(3, '0')}`,
    formerCodes: [],
    name: `第${number}网格`,
    kind,
    jurisdiction,
    division: village,
    areas: areasOf(village),
    boundary: {
      type: 'MultiPolygon',
      coordinates: [
        [
          [
            [corner, 35],
            [corner + 0.01, 35],
            [corner + 0.01, 35.01],
            [corner, 35],
          ],
        ],
      ],
    },
    effectiveFrom: '2026-01-01T00:00:00.000Z',
  };
}

export type UserError = { code: string; field: string[]; message: string; article: string | null };
export type Row = {
  row: number;
  code: string | null;
  id: string | null;
  outcome: string;
  messages: string[];
  userErrors: UserError[];
};

const ROW =
  'rows { row code id outcome messages userErrors { code field message article } } userErrors { code field message }';

type Imported = { rows: Row[]; userErrors: UserError[] };

async function imported(
  ask: Ask,
  caller: Caller,
  mutation: { name: string; input: Record<string, unknown> },
): Promise<Imported> {
  const type = `${mutation.name.charAt(0).toUpperCase()}${mutation.name.slice(1)}Input`;
  const query = `mutation($input: ${type}!) { done: ${mutation.name}(input: $input) { ${ROW} } }`;
  const { data, errors } = await ask<{ done: Imported }>(caller, query, { input: mutation.input });
  if (!data?.done) throw new Error(JSON.stringify(errors));
  return data.done;
}

/** The four things every story begins with, as a client does them. */
export const tell = (ask: Ask) => ({
  registerOrganizations: (caller: Caller, jurisdiction: string, rows: readonly unknown[], dryRun = false) =>
    imported(ask, caller, { name: 'registerOrganizations', input: { jurisdiction, rows, dryRun } }),
  registerPersons: (caller: Caller, jurisdiction: string, rows: readonly unknown[], dryRun = false) =>
    imported(ask, caller, { name: 'registerPersons', input: { jurisdiction, rows, dryRun } }),
  importAppointments: (caller: Caller, jurisdiction: string, rows: readonly unknown[], dryRun = false) =>
    imported(ask, caller, { name: 'importAppointments', input: { jurisdiction, rows, dryRun } }),
  async appoint(caller: Caller, input: Record<string, unknown>) {
    const { data, errors } = await ask<{
      appoint: { appointment: { id: string; version: number } | null; warnings: UserError[]; userErrors: UserError[] };
    }>(
      caller,
      `mutation($input: AppointInput!) { appoint(input: $input) { appointment { id version }
        warnings { code message article field } userErrors { code field message article } } }`,
      { input },
    );
    if (!data?.appoint) throw new Error(JSON.stringify(errors));
    return data.appoint;
  },
});
