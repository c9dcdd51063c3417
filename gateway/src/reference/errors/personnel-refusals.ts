import { type CatalogueGroup, functionOf, statedEntries, unionOf, type Words, wordedEntries } from './catalogue.ts';

const SERVICE = 'personnel';
type Many = (refusals: readonly unknown[]) => readonly NonNullable<ReturnType<Words>>[];
type OfRow = (row: number, refusals: readonly unknown[]) => readonly NonNullable<ReturnType<Words>>[];
type OfPath = (path: readonly string[], refusals: readonly unknown[]) => readonly NonNullable<ReturnType<Words>>[];

const IMPORT = statedEntries(SERVICE, 'import-row/row-report.ts');

async function bodies(): Promise<CatalogueGroup[]> {
  const file = 'organization/use-cases/organization-errors.ts';
  const rows = await functionOf<OfRow>(SERVICE, file, 'organizationRowErrors');
  const dissolution = await functionOf<Words>(SERVICE, file, 'dissolutionError');
  const persons = await functionOf<OfRow>(SERVICE, 'person/use-cases/person-errors.ts', 'personRowErrors');
  const organizationKinds = unionOf(SERVICE, 'organization/domain/organization-registration.ts', 'OrganizationRefusal');
  const personKinds = unionOf(SERVICE, 'person/domain/person-registration.ts', 'PersonRefusal');
  const dissolutionKinds = unionOf(SERVICE, 'organization/domain/organization-dissolution.ts', 'DissolutionRefusal');
  return [
    {
      title: '机构 Organizations',
      mutations: ['registerOrganizations'],
      entries: [...IMPORT, ...wordedEntries(organizationKinds, (refusal) => rows(1, [refusal])[0])],
    },
    {
      title: '撤销机构 Dissolving an organization',
      mutations: ['dissolveOrganization'],
      entries: wordedEntries(dissolutionKinds, dissolution),
    },
    {
      title: '人员 Persons',
      mutations: ['registerPersons'],
      entries: [...IMPORT, ...wordedEntries(personKinds, (refusal) => persons(1, [refusal])[0])],
    },
  ];
}

async function appointments(): Promise<CatalogueGroup[]> {
  const file = 'appointment/use-cases/appointment-errors.ts';
  const errors = await functionOf<OfPath>(SERVICE, file, 'appointmentErrors');
  const ending = await functionOf<Words>(SERVICE, file, 'endingError');
  const kinds = unionOf(SERVICE, 'appointment/domain/appointment-request.ts', 'AppointmentRefusal');
  return [
    {
      title: '任职 Appointments',
      mutations: ['appoint', 'importAppointments'],
      entries: [...IMPORT, ...wordedEntries(kinds, (refusal) => errors(['input'], [refusal])[0])],
    },
    {
      title: '结束任职 Ending an appointment',
      mutations: ['endAppointment'],
      entries: wordedEntries(['ALREADY_ENDED', 'BAD_REASON'], ending),
    },
  ];
}

async function accounts(): Promise<CatalogueGroup[]> {
  const errors = await functionOf<Many>(SERVICE, 'account/use-cases/account-errors.ts', 'accountErrors');
  const programs = await functionOf<Many>(SERVICE, 'program/use-cases/manage-programs.ts', 'programErrors');
  const kinds = unionOf(SERVICE, 'account/domain/open-account.ts', 'AccountRefusal');
  const programKinds = unionOf(SERVICE, 'program/domain/program.ts', 'ProgramRefusal');
  const stated = statedEntries(SERVICE, 'program/use-cases/manage-programs.ts');
  const ofToken = stated.filter(({ code }) => code === 'INVALID_CREDENTIALS');
  return [
    {
      title: '账号 Accounts',
      mutations: ['openAccount', 'changeAccountRoles'],
      entries: wordedEntries(kinds, (refusal) => errors([refusal])[0]),
    },
    {
      title: '撤销账号 Revoking an account',
      mutations: ['revokeAccount'],
      entries: statedEntries(SERVICE, 'account/use-cases/change-account.ts'),
    },
    { title: '登录 Signing in', mutations: ['login'], entries: statedEntries(SERVICE, 'session/use-cases/login.ts') },
    {
      title: '修改密码 Changing a password',
      mutations: ['changePassword'],
      entries: statedEntries(SERVICE, 'session/use-cases/change-password.ts'),
    },
    {
      title: '程序 Programs',
      mutations: ['registerProgram'],
      entries: wordedEntries(programKinds, (refusal) => programs([refusal])[0]),
    },
    { title: '程序令牌 A program’s token', mutations: ['programToken'], entries: ofToken },
    {
      title: '撤销程序 Revoking a program',
      mutations: ['revokeProgram'],
      entries: stated.filter((entry) => !ofToken.includes(entry)),
    },
  ];
}

export const personnelRefusals = async (): Promise<CatalogueGroup[]> => [
  ...(await bodies()),
  ...(await appointments()),
  ...(await accounts()),
];
