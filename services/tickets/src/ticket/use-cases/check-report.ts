import { GRID_ROLES, isDivisionCode, type Role } from '@gridlink/contracts';
import type { Actor } from '../domain/actor.ts';
import { CENTER, SUPERIOR_CENTER } from '../domain/permissions.ts';
import type { TicketSource } from '../domain/vocabulary.ts';
import { evidenceProblems, type InputProblem, textProblems } from './check-text.ts';
import type { ReportInput } from './report-input.ts';

/** Who may report by which source; ADMIN brings in records of any. Public channels are anyone's. */
const SOURCE_ROLES: Readonly<Record<TicketSource, readonly Role[] | 'ANYONE'>> = {
  PATROL: [...GRID_ROLES, 'ADMIN'],
  PUBLIC_CHANNEL: 'ANYONE',
  DEPARTMENT: ['DEPARTMENT_OFFICER', 'DEPARTMENT_LEAD', 'SERVICE_UNIT', 'ADMIN'],
  SUPERIOR: [...SUPERIOR_CENTER, 'ADMIN'],
  HOST_UNIT: ['HOST_UNIT', 'ADMIN'],
  OTHER: [...CENTER, 'ADMIN'],
};

export const maySource = (actor: Actor, source: TicketSource): boolean => {
  const allowed = SOURCE_ROLES[source];
  return allowed === 'ANYONE' || actor.roles.some((role) => allowed.includes(role));
};

/** Mainland and islands, generously: what lies outside is a mistake of digits or of order. */
const CHINA = { west: 73.4, east: 135.1, south: 3.8, north: 53.6 };

const isInChina = (longitude: number, latitude: number): boolean =>
  longitude >= CHINA.west && longitude <= CHINA.east && latitude >= CHINA.south && latitude <= CHINA.north;

/** `needed`: whether a place without address and point is a problem. */
export function placeProblems(
  { address, longitude, latitude }: ReportInput['place'],
  needed = true,
): readonly InputProblem[] {
  const text = textProblems(address, { field: 'address', label: '地址', max: 300 }, ['place', 'address']);
  const given = [longitude, latitude].filter((value) => value !== null && value !== undefined);
  if (given.length === 1) {
    return [...text, { code: 'HALF_A_POINT', field: ['place'], message: '经度和纬度应当同时填写' }];
  }
  if (given.length === 0) {
    return address?.trim() || !needed
      ? text
      : [{ code: 'PLACE_NEEDED', field: ['place'], message: '请填写地址或者坐标' }, ...text];
  }
  return isInChina(longitude ?? 0, latitude ?? 0)
    ? text
    : [...text, { code: 'OUTSIDE_CHINA', field: ['place'], message: '坐标不在中国境内，请检查经纬度及其顺序' }];
}

const PHONE = /^[+\d][\d\s-]{4,20}$/;

export function reporterProblems(reporter: ReportInput['reporter']): readonly InputProblem[] {
  const { name, phone, anonymous } = reporter ?? {};
  const problems = [...textProblems(name, { field: 'name', label: '姓名', max: 60 }, ['reporter', 'name'])];
  if (phone && !PHONE.test(phone)) {
    problems.push({ code: 'INVALID_PHONE', field: ['reporter', 'phone'], message: '电话号码格式不正确' });
  }
  if (anonymous && (name || phone)) {
    problems.push({ code: 'NOT_ANONYMOUS', field: ['reporter', 'anonymous'], message: '匿名反映不应填写姓名或电话' });
  }
  return problems;
}

/** Citizens who give no way to be told declare that they stay anonymous; staff report as who they are. */
function contactProblems(input: ReportInput, actor: Actor): readonly InputProblem[] {
  const isPublic = actor.kind === 'PUBLIC' && input.source === 'PUBLIC_CHANNEL';
  if (!isPublic || input.reporter?.anonymous || input.reporter?.phone) return [];
  return [{ code: 'CONTACT_NEEDED', field: ['reporter'], message: '请填写联系电话，或者声明匿名' }];
}

const KEY_RULES = [
  { field: 'externalId', label: '来源编号', max: 120 },
  { field: 'idempotencyKey', label: '幂等键', max: 120 },
  { field: 'topic', label: '诉求类别', max: 60 },
] as const;

const SECRET_KEY_LENGTH = 16;

/** The public shares one account: a number it claimed could be another's, and a short key could be guessed to learn a query code. */
export function keyProblems(
  { externalId, idempotencyKey }: Pick<ReportInput, 'externalId' | 'idempotencyKey'>,
  actor: Actor,
): readonly InputProblem[] {
  if (actor.kind !== 'PUBLIC') return [];
  return [
    ...(externalId
      ? [{ code: 'EXTERNAL_ID_NOT_ALLOWED', field: ['externalId'], message: '未登录上报不能填写来源编号' }]
      : []),
    ...(idempotencyKey && idempotencyKey.length < SECRET_KEY_LENGTH
      ? [{ code: 'KEY_TOO_SHORT', field: ['idempotencyKey'], message: `幂等键至少 ${SECRET_KEY_LENGTH} 个字符` }]
      : []),
  ];
}

const HANDED_OVER_WITHIN_MS = 90 * 86_400_000;

/** A channel that hands a report over says since when it had it: the law's time runs from there. Nobody else's word moves a clock. */
function receivedProblems({ receivedAt }: ReportInput, actor: Actor, now: Date): readonly InputProblem[] {
  if (!receivedAt) return [];
  const problem = (code: string, message: string): readonly InputProblem[] => [
    { code, field: ['receivedAt'], message },
  ];
  if (actor.kind === 'PUBLIC') return problem('RECEIVED_AT_NOT_ALLOWED', '未登录上报不能填写收到时刻');
  if (receivedAt > now) return problem('IN_THE_FUTURE', '收到时刻不能晚于现在');
  return now.getTime() - receivedAt.getTime() > HANDED_OVER_WITHIN_MS
    ? problem('TOO_LONG_AGO', '收到时刻应在 90 天之内')
    : [];
}

const FOUND_WITHIN_MS = 10 * 366 * 86_400_000;

function timeProblems({ foundAt }: ReportInput, now: Date): readonly InputProblem[] {
  const field = ['foundAt'];
  if (!foundAt) return [];
  if (foundAt > now) return [{ code: 'IN_THE_FUTURE', field, message: '发现时刻不能晚于现在' }];
  return now.getTime() - foundAt.getTime() > FOUND_WITHIN_MS
    ? [{ code: 'TOO_LONG_AGO', field, message: '发现时刻应在十年之内' }]
    : [];
}

type Sender = { readonly actor: Actor; readonly now: Date; readonly origin?: object };

/** Everything wrong with a report that can be told from itself and who sends it. Of what nobody reported, its origin is the warrant. */
export function reportProblems(input: ReportInput, { actor, now, origin }: Sender): readonly InputProblem[] {
  const { division, source } = input;
  return [
    ...(origin || maySource(actor, source)
      ? []
      : [{ code: 'SOURCE_NOT_ALLOWED', field: ['source'], message: '您的角色不能以该来源上报' }]),
    ...textProblems(input.title, { field: 'title', label: '标题', max: 200, required: true }),
    ...textProblems(input.text, { field: 'text', label: '内容', max: 10_000, required: true, lines: true }),
    ...KEY_RULES.flatMap((rule) => textProblems(input[rule.field], rule)),
    ...(division && !isDivisionCode(division)
      ? [{ code: 'INVALID_DIVISION', field: ['division'], message: '区划代码应为 12 位数字' }]
      : []),
    ...placeProblems(input.place),
    ...reporterProblems(input.reporter),
    ...contactProblems(input, actor),
    ...keyProblems(input, actor),
    ...timeProblems(input, now),
    ...receivedProblems(input, actor, now),
    ...evidenceProblems(input.evidence ?? []),
  ];
}
