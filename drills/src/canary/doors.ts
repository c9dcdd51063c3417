import type { County } from '@gridlink/bench';
import type { Aviary } from './canaries.ts';
import type { DoorKeeper } from './door-keeper.ts';
import type { Staff } from './staff.ts';

export type Visit = {
  readonly keeper: DoorKeeper;
  readonly staff: Staff;
  readonly county: County;
  readonly aviary: Aviary;
};

const REPORT = /* GraphQL */ `
  mutation Report($input: ReportTicketInput!) {
    reportTicket(input: $input) { receipt { code queryCode } duplicate userErrors { code message field } }
  }
`;
const REPORT_ALL = /* GraphQL */ `
  mutation ReportAll($input: ReportTicketsInput!) {
    reportTickets(input: $input) { rows { row outcome messages } userErrors { code message } }
  }
`;
const REGISTER = /* GraphQL */ `
  mutation RegisterPersons($input: RegisterPersonsInput!) {
    registerPersons(input: $input) { rows { row code outcome messages } userErrors { code message } }
  }
`;
const OPEN_ACCOUNT = /* GraphQL */ `
  mutation OpenAccount($input: OpenAccountInput!) { openAccount(input: $input) { account { id } userErrors { code message } } }
`;
const SIGN_IN = /* GraphQL */ `
  mutation SignIn($input: LoginInput!) { login(input: $input) { accessToken userErrors { code message } } }
`;
const CHANGE_PASSWORD = /* GraphQL */ `
  mutation ChangePassword($input: ChangePasswordInput!) { changePassword(input: $input) { userErrors { code message } } }
`;

function reportFor({ county, aviary }: Visit, door: string, more: object = {}) {
  const [place] = county.jurisdiction.grids;
  const { name, phone, address } = aviary.release(door, ['name', 'phone', 'address']);
  return {
    source: 'PUBLIC_CHANNEL',
    channel: 'HOTLINE',
    title: '楼道堆物',
    text: '楼道里堆满杂物，老人出行不便，请派人清理。',
    division: place?.division,
    place: { longitude: place?.center[0], latitude: place?.center[1], system: 'GCJ02', address },
    reporter: { name, phone },
    ...more,
  };
}

/** Reports with a reporter's name, number and address: good, twice, in bulk, and wrong in every part. */
export async function report(visit: Visit): Promise<void> {
  const { keeper, staff, aviary } = visit;
  await keeper.knock(undefined, REPORT, { input: reportFor(visit, 'a report of the public') });
  const twice = reportFor(visit, 'a report sent twice', { idempotencyKey: 'canary-report-0001' });
  for (const _ of [1, 2]) await keeper.knock(undefined, REPORT, { input: twice });
  await keeper.knock(staff.town, REPORT, {
    input: reportFor(visit, 'a report of a town', { source: 'DEPARTMENT', channel: null }),
  });
  const rows = ['a report in bulk', 'a bad report in bulk'].map((door, at) => ({
    ...reportFor(visit, door, at === 1 ? { title: '' } : {}),
    externalId: `canary-${at}`,
  }));
  await keeper.knock(staff.county, REPORT_ALL, { input: { rows } });
  const wrong = aviary.release('a report with a wrong number', ['name', 'phone', 'idNumber']);
  const reporter = { name: wrong.name, phone: `${wrong.phone}${wrong.idNumber}` };
  await keeper.knock(undefined, REPORT, { input: reportFor(visit, 'a refused report', { reporter }) });
  await keeper.knock(undefined, REPORT, {
    input: reportFor(visit, 'a report of nowhere', { division: '999999000000', place: {} }),
  });
  await keeper.knock(undefined, REPORT, {
    input: reportFor(visit, 'a report of a wrong type', { source: 'NOBODY', foundAt: wrong.phone }),
  });
}

function personRow({ county, aviary }: Visit, door: string, more: object = {}) {
  const { name, phone, idNumber, birthDate } = aviary.release(door, ['name', 'phone', 'idNumber']);
  return { name, phone, idNumber, birthDate, division: county.code, ...more };
}

/** People's files: good ones, one twice, and rows that are refused. */
export async function registerPeople(visit: Visit): Promise<void> {
  const { keeper, staff, county, aviary } = visit;
  const good = personRow(visit, 'a person');
  const wrong = aviary.release('a person with wrong numbers', ['name', 'phone', 'idNumber']);
  const rows = [
    good,
    good,
    personRow(visit, 'a person of elsewhere', { division: '999999000000' }),
    personRow(visit, 'a person born another day', { birthDate: '1980-01-01' }),
    {
      ...personRow(visit, 'a person with mixed columns'),
      name: wrong.idNumber,
      phone: wrong.name,
      idNumber: wrong.phone,
    },
  ];
  const { code: jurisdiction } = county.jurisdiction.pack;
  for (const token of [staff.admin, staff.admin, staff.county, staff.officer])
    await keeper.knock(token, REGISTER, { input: { jurisdiction, rows } });
}

/** Passwords: of an account, tried wrongly, changed. */
export async function signIn({ keeper, staff, aviary }: Visit): Promise<void> {
  const input = {
    login: 'canary-account',
    password: aviary.password('a new account'),
    roles: ['AUDITOR'],
    division: '410105000000',
  };
  await keeper.knock(staff.admin, OPEN_ACCOUNT, { input });
  const answer = await keeper.knock<{ login: { accessToken: string } }>(undefined, SIGN_IN, {
    input: { login: input.login, password: input.password },
  });
  for (const login of ['canary-account', 'nobody-at-all', aviary.release('a login', ['phone']).phone])
    await keeper.knock(undefined, SIGN_IN, { input: { login, password: aviary.password('a wrong password') } });
  const changed = { oldPassword: input.password, newPassword: aviary.password('a changed password') };
  await keeper.knock(answer?.login.accessToken, CHANGE_PASSWORD, { input: changed });
}

/** Documents that hold personal data themselves, and do not hold together. */
export async function misspeak({ keeper, staff, aviary }: Visit): Promise<void> {
  const { name, phone, idNumber } = aviary.release('a broken document', ['name', 'phone', 'idNumber']);
  const documents = [
    `query Broken { persons(filter: { nameContains: "${name}" } { nodes { id } }`,
    `query Unknown { persons(filter: { phoneIs: "${phone}" }) { nodes { id } } }`,
    `query Wrong { person(id: "${idNumber}") { name noSuchField } }`,
    `mutation Wrong { reportTicket(input: { source: "${name}", title: 5, text: "${phone}" }) { receipt { code } } }`,
  ];
  for (const document of documents) for (const token of [undefined, staff.county]) await keeper.knock(token, document);
  await keeper.knock(staff.county, 'query Found($id: ID!) { person(id: $id) { name } }', { id: idNumber });
  await keeper.knock(staff.county, 'query Find($filter: PersonFilter) { persons(filter: $filter) { nodes { id } } }', {
    filter: { nameContains: name, background: phone },
  });
}
