import { divisionLevel, type Role } from '@gridlink/contracts';
import { type GraphClient, GraphRefusal } from '../graph-client.ts';
import type { OrganizationRow } from '../people/organizations.ts';
import type { AppointedStaff } from './people.ts';

export type DemoAccount = {
  /** Login name. */
  readonly name: string;
  readonly role: Role;
  readonly jurisdiction: string;
  readonly title: string;
  readonly organization?: string;
  readonly personId?: string;
};

const OPEN_ACCOUNT = /* GraphQL */ `
  mutation OpenAccount($input: OpenAccountInput!) {
    openAccount(input: $input) { account { id } userErrors { code message field } }
  }
`;

type Desk = { readonly role: Role; readonly suffix: string; readonly word: string };

/** Which desks a body has: those of its kind, at the level it stands on. */
function desksOf(row: OrganizationRow): readonly Desk[] {
  const level = divisionLevel(row.division);
  switch (row.kind) {
    case 'COORDINATION_BODY':
      return level === 'CITY'
        ? [
            { role: 'CITY_COORDINATOR', suffix: 'city', word: '市级统筹' },
            { role: 'AUDITOR', suffix: 'auditor', word: '审计' },
            { role: 'PLATFORM_OPERATOR', suffix: 'platform', word: '平台运行' },
          ]
        : [{ role: 'COUNTY_COORDINATOR', suffix: `county-${row.division.slice(0, 6)}`, word: '县级统筹' }];
    case 'TOWN':
      return [{ role: 'TOWN_OPERATOR', suffix: `town-${row.division.slice(0, 9)}`, word: '乡镇（街道）受理' }];
    case 'LINKAGE_DEPARTMENT':
      return level === 'COUNTY' ? departmentDesks(row) : [];
    case 'SERVICE_UNIT':
      return level === 'COUNTY' ? [{ role: 'SERVICE_UNIT', suffix: nameFor(row), word: '服务单位承办' }] : [];
    case 'DISCIPLINE_INSPECTION':
      return [{ role: 'DISCIPLINE_INSPECTOR', suffix: nameFor(row), word: '纪检监察' }];
    default:
      return [];
  }
}

const nameFor = (row: OrganizationRow): string =>
  `${row.function.toLowerCase().replaceAll('_', '-')}-${row.division.replace(/0+$/, '').padEnd(4, '0')}`;

function departmentDesks(row: OrganizationRow): readonly Desk[] {
  const officer: Desk = { role: 'DEPARTMENT_OFFICER', suffix: nameFor(row), word: '部门经办' };
  if (row.function !== 'URBAN_MANAGEMENT') return [officer];
  return [
    officer,
    { role: 'DEPARTMENT_LEAD', suffix: `${nameFor(row)}-lead`, word: '部门负责人' },
    { role: 'DATA_STEWARD', suffix: `${nameFor(row)}-data`, word: '部门数据管理' },
  ];
}

const STAFF = {
  GRID_LEADER: { suffix: 'leader', word: '网格长' },
  GRID_WORKER: { suffix: 'worker', word: '网格员' },
  MICRO_LEADER: { suffix: 'micro-leader', word: '微网格长' },
  INSTRUCTOR: { suffix: 'instructor', word: '网格指导员' },
} as const;

/** One account for every desk a matter may come across, and for the staff of one grid. */
export function planAccounts(
  jurisdiction: string,
  organizations: readonly OrganizationRow[],
  staff: readonly AppointedStaff[],
): DemoAccount[] {
  const desks = organizations.flatMap((row) =>
    desksOf(row).map((desk) => ({
      name: `${jurisdiction}-${desk.suffix}`,
      role: desk.role,
      jurisdiction,
      title: `${row.name} ${desk.word}`,
      organization: row.code,
    })),
  );
  const grid = staff[0]?.grid;
  const people = staff
    .filter((member) => member.grid === grid)
    .map((member) => ({
      name: `${jurisdiction}-${STAFF[member.accountRole].suffix}`,
      role: member.accountRole,
      jurisdiction,
      title: STAFF[member.accountRole].word,
      personId: member.personId,
    }));
  return [...desks, ...people];
}

/** Hashing a password takes a processor for a moment, on purpose: a few at once use those there are. */
const AT_ONCE = 4;
const SAID_EVERY = 40;

/** Opens the accounts that are not there yet. */
export async function openAccounts(
  admin: GraphClient,
  accounts: readonly DemoAccount[],
  password: string,
): Promise<void> {
  for (let opened = 0; opened < accounts.length; ) {
    const few = accounts.slice(opened, opened + AT_ONCE);
    await Promise.all(few.map((account) => openAccount(admin, account, password)));
    opened += few.length;
    if (opened % SAID_EVERY === 0 || opened === accounts.length)
      console.log(`accounts: ${opened} of ${accounts.length}`);
  }
}

/** Opens an account; one that is there already stays as it is. */
export async function openAccount(admin: GraphClient, account: DemoAccount, password: string): Promise<void> {
  const input = {
    login: account.name,
    password,
    jurisdiction: account.jurisdiction,
    ...(account.personId
      ? { personId: account.personId, roles: [] }
      : { organization: account.organization, division: account.organization?.slice(0, 12), roles: [account.role] }),
  };
  await admin.command(OPEN_ACCOUNT, { input }).catch((error: unknown) => {
    if (!isTaken(error)) throw error;
  });
}

const isTaken = (error: unknown): boolean =>
  error instanceof GraphRefusal &&
  error.errors.some((problem) => (problem as { code?: string }).code === 'LOGIN_TAKEN');
