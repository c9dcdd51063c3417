import type { Exchange } from './exchange.ts';
import { people, VILLAGE } from './exchange.ts';

/** A register of elderly people who live alone, as civil affairs declares it. */
export const elderly = {
  title: '独居老人名册',
  sharing: 'CONDITIONAL',
  refresh: 'MONTHLY',
  fields: [
    { name: 'idNumber', title: '身份证号', type: 'ID_NUMBER', grade: 'PERSONAL', keyField: true },
    { name: 'name', title: '姓名', type: 'PERSON_NAME', grade: 'PERSONAL' },
    { name: 'phone', title: '电话', type: 'PHONE', grade: 'PERSONAL' },
    { name: 'village', title: '村（社区）', type: 'DIVISION', grade: 'INTERNAL', areaField: true },
    { name: 'level', title: '关爱等级', type: 'TEXT', grade: 'INTERNAL' },
  ],
  qualityRules: [
    { kind: 'NOT_EMPTY', field: 'name' },
    { kind: 'ONE_OF', field: 'level', values: ['一般', '重点'] },
  ],
};

export const ZHANG = {
  idNumber: '11010519491231002X',
  name: '张三',
  phone: '13812341234',
  village: VILLAGE,
  level: '重点',
};

/** Another valid identity number a story may need. */
export function idNumber(serial: number): string {
  const digits = `41010519500101${String(serial).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return `${digits}${'10X98765432'[sum % 11]}`;
}

export const PUBLISH = `mutation ($input: PublishResourceInput!) { publishResource(input: $input) {
  resource { id code version status } userErrors { code field message } } }`;
export const PUSH = `mutation ($input: PushRecordsInput!) { pushRecords(input: $input) {
  report { replayed created updated unchanged refused rows { row code outcome messages } } userErrors { code field } } }`;
export const REQUEST = `mutation ($input: RequestShareInput!) { requestShare(input: $input) {
  request { id version status dueAt overdue grant { id state until } } userErrors { code field message } } }`;
export const REVIEW = `mutation ($input: ReviewShareRequestInput!) { reviewShareRequest(input: $input) {
  request { id version status refusedBecause grant { id state fields clearFields area } } userErrors { code field } } }`;
export const REVOKE = `mutation ($input: RevokeGrantInput!) { revokeGrant(input: $input) {
  grant { id state endedBecause } userErrors { code field } } }`;
export const READ = `query ($grant: ID!, $filter: SharedRecordFilter, $first: Int, $after: String) {
  sharedRecords(grant: $grant, filter: $filter, first: $first, after: $after) {
    nodes { id values } pageInfo { hasNextPage endCursor } } }`;

type UserErrors = { userErrors: { code: string; field: string[]; message?: string }[] };
export type Published = {
  publishResource: { resource: { id: string; code: string; version: number } | null } & UserErrors;
};
export type Pushed = {
  pushRecords: {
    report: {
      replayed: boolean;
      created: number;
      updated: number;
      unchanged: number;
      refused: number;
      rows: { row: number; code: string | null; outcome: string; messages: string[] }[];
    } | null;
  } & UserErrors;
};
export type Requested = {
  requestShare: {
    request: {
      id: string;
      version: number;
      status: string;
      dueAt: string | null;
      grant: { id: string; state: string } | null;
    } | null;
  } & UserErrors;
};
export type Reviewed = {
  reviewShareRequest: {
    request: {
      status: string;
      refusedBecause: string | null;
      grant: { id: string; state: string; fields: string[] } | null;
    } | null;
  } & UserErrors;
};
export type Read = {
  sharedRecords: {
    nodes: { id: string; values: Record<string, unknown> }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
};

export async function publish(exchange: Exchange, name: string, declaration: unknown = elderly): Promise<string> {
  const { data } = await exchange.ask<Published>(people.civilSteward, PUBLISH, { input: { name, declaration } });
  const resource = data?.publishResource.resource;
  if (!resource) throw new Error(`not published: ${JSON.stringify(data)}`);
  return resource.id;
}

export async function push(exchange: Exchange, resource: string, batchId: string, rows: unknown[]): Promise<void> {
  const { data, errors } = await exchange.ask<Pushed>(people.civilSteward, PUSH, {
    input: { resource, batchId, rows },
  });
  if (data?.pushRecords.report?.refused !== 0) throw new Error(`not pushed: ${JSON.stringify({ data, errors })}`);
}

/** A request of urban management that civil affairs approves; the grant's id. */
export async function grant(
  exchange: Exchange,
  resource: string,
  terms: Record<string, unknown> = {},
): Promise<string> {
  const input = { resource, fields: ['name', 'phone', 'village'], purpose: '入户走访核实', termDays: 30, ...terms };
  const asked = await exchange.ask<Requested>(people.urbanSteward, REQUEST, { input });
  const request = asked.data?.requestShare.request;
  if (!request) throw new Error(`not requested: ${JSON.stringify(asked)}`);
  const review = {
    request: request.id,
    expectedVersion: request.version,
    decision: 'APPROVE',
    clearFields: terms.clearFields,
  };
  const { data, errors } = await exchange.ask<Reviewed>(people.civilSteward, REVIEW, { input: review });
  const made = data?.reviewShareRequest.request?.grant;
  if (!made) throw new Error(`not granted: ${JSON.stringify({ data, errors })}`);
  return made.id;
}
