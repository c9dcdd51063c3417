import type { Visit } from './doors.ts';

const PUBLISH = /* GraphQL */ `
  mutation Publish($input: PublishResourceInput!) { publishResource(input: $input) { resource { id } userErrors { code message } } }
`;
const PUSH = /* GraphQL */ `
  mutation Push($input: PushRecordsInput!) {
    pushRecords(input: $input) { report { created refused rows { row outcome messages } } userErrors { code message } }
  }
`;
const REQUEST = /* GraphQL */ `
  mutation Request($input: RequestShareInput!) { requestShare(input: $input) { request { id version } userErrors { code message } } }
`;
const REVIEW = /* GraphQL */ `
  mutation Review($input: ReviewShareRequestInput!) { reviewShareRequest(input: $input) { request { status } userErrors { code message } } }
`;
const READ = /* GraphQL */ `query Read($grant: ID!) { sharedRecords(grant: $grant, first: 10) { nodes { id } } }`;
const WHO_SAW = /* GraphQL */ `
  query WhoSaw($resource: ID!, $key: String!) { whoSaw(resource: $resource, key: $key, first: 5) { nodes { sequence } } }
`;

const FIELDS = [
  { name: 'idNumber', title: '身份证号', type: 'ID_NUMBER', grade: 'PERSONAL', keyField: true },
  { name: 'name', title: '姓名', type: 'PERSON_NAME', grade: 'PERSONAL' },
  { name: 'phone', title: '电话', type: 'PHONE', grade: 'PERSONAL' },
  { name: 'home', title: '住址', type: 'TEXT', grade: 'PERSONAL' },
];

function row({ aviary }: Visit, door: string, more: object = {}) {
  const { idNumber, name, phone, address } = aviary.release(door, ['idNumber', 'name', 'phone', 'address']);
  return { idNumber, name, phone, home: address, ...more };
}

async function share({ keeper, staff }: Visit, resource: string): Promise<void> {
  const input = { resource, fields: ['idNumber', 'name', 'phone'], purpose: '走访核查', termDays: 30 };
  const asked = await keeper.knock<{ requestShare: { request: { id: string; version: number } | null } }>(
    staff.officer,
    REQUEST,
    { input },
  );
  const request = asked?.requestShare.request;
  if (!request) throw new Error('the request for shared data was refused');
  await keeper.knock(staff.steward, REVIEW, {
    input: { request: request.id, expectedVersion: request.version, decision: 'APPROVE' },
  });
  await keeper.knock(staff.officer, READ, { grant: request.id });
  await keeper.knock(staff.town, READ, { grant: request.id });
}

/** A register of people: rows taken in, changed, refused, shared, read, and asked about by identity number. */
export async function keepRegister(visit: Visit): Promise<void> {
  const { keeper, staff } = visit;
  const declaration = {
    title: '独居老人',
    fields: FIELDS,
    sharing: 'CONDITIONAL',
    refresh: 'MONTHLY',
    qualityRules: [{ kind: 'NOT_EMPTY', field: 'home' }],
  };
  const published = await keeper.knock<{ publishResource: { resource: { id: string } | null } }>(
    staff.steward,
    PUBLISH,
    { input: { name: 'CANARIES', declaration } },
  );
  const resource = published?.publishResource.resource?.id;
  if (resource === undefined) throw new Error('the register was not published');
  const good = row(visit, 'a row');
  const push = (batchId: string, rows: readonly unknown[]) =>
    keeper.knock(staff.steward, PUSH, { input: { resource, batchId, rows } });
  await push('b1', [
    good,
    row(visit, 'a row without a home', { home: '' }),
    row(visit, 'a row with a wrong phone', { phone: good.idNumber }),
  ]);
  await push('b2', [{ ...good, home: row(visit, 'a row that replaces').home }]);
  await push('b1', [row(visit, 'a row under a used batch')]);
  await keeper.knock(staff.officer, PUSH, {
    input: { resource, batchId: 'b9', rows: [row(visit, 'a row of another department')] },
  });
  await share(visit, resource);
  await keeper.knock(staff.auditor, WHO_SAW, { resource, key: good.idNumber });
  await keeper.knock(staff.officer, WHO_SAW, { resource, key: good.idNumber });
}
