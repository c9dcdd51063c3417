import type { UserError } from '@gridlink/subgraph-kit';
import type { AppointmentRefusal, AppointmentWarning } from '../domain/appointment-request.ts';
import type { EndingRefusal } from '../domain/end-appointment.ts';

type InWords = { readonly field: string; readonly message: string; readonly article?: string | null };

const list = (words: readonly string[]): string => words.join('、');

type PersonRefusal = Extract<
  AppointmentRefusal,
  { kind: 'NO_PERSON' | 'HOLDER_NOT_ALLOWED' | 'HOLDER_EXCLUDED' | 'INELIGIBLE' | 'NOT_HELD_TOGETHER' | 'ALREADY_HELD' }
>;
type BodyRefusal = Extract<
  AppointmentRefusal,
  {
    kind:
      | 'NO_APPOINTING_BODY'
      | 'APPOINTING_BODY_DISSOLVED'
      | 'WRONG_APPOINTING_BODY'
      | 'BODY_WITHOUT_AUTHORITY'
      | 'BODY_OUTSIDE_SCOPE'
      | 'MISSING_JOINT_BODY';
  }
>;
type PlaceRefusal = Exclude<AppointmentRefusal, PersonRefusal | BodyRefusal>;

function ofPerson(refusal: PersonRefusal): InWords {
  const field = 'personId';
  switch (refusal.kind) {
    case 'NO_PERSON':
      return { field, message: '未找到该人员，或其档案不在您的管辖范围内' };
    case 'HOLDER_NOT_ALLOWED':
      return { field, message: `该岗位须由下列人员担任：${list(refusal.allowed)}`, article: refusal.article };
    case 'HOLDER_EXCLUDED':
      return { field, message: `${refusal.background}不得担任该岗位`, article: refusal.article };
    case 'INELIGIBLE': {
      const state = refusal.proven ? '不符合任职条件' : '任职条件尚无证明';
      return { field, message: `${state}：${refusal.text}`, article: refusal.article };
    }
    case 'NOT_HELD_TOGETHER':
      return { field, message: `同一网格内不得与“${refusal.other}”兼任`, article: refusal.article };
    case 'ALREADY_HELD':
      return { field, message: '该人员已任此岗位且任用信息不同，请先结束原任职' };
  }
}

function ofBody(refusal: BodyRefusal): InWords {
  const field = 'appointingBody';
  switch (refusal.kind) {
    case 'NO_APPOINTING_BODY':
      return { field, message: `未找到任用机构 ${refusal.body}` };
    case 'APPOINTING_BODY_DISSOLVED':
      return { field, message: `任用机构 ${refusal.body} 已撤销` };
    case 'WRONG_APPOINTING_BODY': {
      const who = refusal.expected.length > 0 ? `应由${list(refusal.expected)}任用` : '法规未规定该类网格可设此岗位';
      return { field, message: who, article: refusal.article };
    }
    case 'BODY_WITHOUT_AUTHORITY':
      return { field, message: `任用机构 ${refusal.body} 不管辖该网格或机构` };
    case 'BODY_OUTSIDE_SCOPE':
      return { field, message: `任用机构 ${refusal.body} 不在您的管辖范围内，不能代为登记` };
    case 'MISSING_JOINT_BODY':
      return { field: 'togetherWith', message: `须会同${refusal.body}任用，请列出其代码`, article: refusal.article };
  }
}

function ofPlace(refusal: PlaceRefusal): InWords {
  switch (refusal.kind) {
    case 'PLACE_UNCLEAR':
      return { field: 'gridId', message: 'gridId 与 organization 须且只能给出一个' };
    case 'NO_GRID':
      return { field: 'gridId', message: `网格 ${refusal.gridId} 未公布或不存在` };
    case 'GRID_RETIRED':
      return { field: 'gridId', message: `网格 ${refusal.gridId} 已撤销` };
    case 'NO_ORGANIZATION':
      return { field: 'organization', message: `未找到机构 ${refusal.organization}` };
    case 'ORGANIZATION_DISSOLVED':
      return { field: 'organization', message: `机构 ${refusal.organization} 已撤销` };
    case 'OUTSIDE_SCOPE':
      return { field: 'gridId', message: '该网格或机构不在您的管辖范围内' };
    case 'UNKNOWN_POSITION':
      return { field: 'position', message: `没有岗位 ${refusal.position}，可用：${list(refusal.known)}` };
    case 'SEAT_TAKEN':
      return { field: 'position', message: `该网格已有${refusal.label}，请先结束其任职` };
    case 'FROM_IN_FUTURE':
      return { field: 'from', message: '任职起始不得晚于现在' };
    case 'TERM_OVER':
      return { field: 'to', message: '任期届满时间须晚于现在' };
    case 'BAD_DOCUMENT_NUMBER':
      return { field: 'documentNumber', message: '任用文号应为 1 至 60 个字符，不得含不可见字符' };
    case 'BAD_PUBLIC_PHONE':
      return { field: 'publicPhone', message: '公示电话应为 3 至 20 位数字，可含 +、空格和横线' };
  }
}

function inWords(refusal: AppointmentRefusal): InWords {
  switch (refusal.kind) {
    case 'NO_PERSON':
    case 'HOLDER_NOT_ALLOWED':
    case 'HOLDER_EXCLUDED':
    case 'INELIGIBLE':
    case 'NOT_HELD_TOGETHER':
    case 'ALREADY_HELD':
      return ofPerson(refusal);
    case 'NO_APPOINTING_BODY':
    case 'APPOINTING_BODY_DISSOLVED':
    case 'WRONG_APPOINTING_BODY':
    case 'BODY_WITHOUT_AUTHORITY':
    case 'BODY_OUTSIDE_SCOPE':
    case 'MISSING_JOINT_BODY':
      return ofBody(refusal);
    default:
      return ofPlace(refusal);
  }
}

/** @param path the input object the refusal speaks of: `['input']` or `['input', 'rows', '3']` */
export const appointmentErrors = (path: readonly string[], refusals: readonly AppointmentRefusal[]): UserError[] =>
  refusals.map((refusal) => {
    const { field, message, article } = inWords(refusal);
    return { code: refusal.kind, field: [...path, field], message, article: article ?? null };
  });

export const appointmentWarnings = (path: readonly string[], warnings: readonly AppointmentWarning[]): UserError[] =>
  warnings.map(({ kind, binding, recommended, article }) => {
    const word = binding === 'USUAL' ? '一般由' : '优先从';
    return {
      code: kind,
      field: [...path, 'personId'],
      message: `该岗位${word}下列人员担任：${list(recommended)}`,
      article,
    };
  });

export function endingError(refusal: EndingRefusal): UserError {
  switch (refusal.kind) {
    case 'ALREADY_ENDED':
      return { code: refusal.kind, field: ['input', 'appointmentId'], message: '该任职已经结束' };
    case 'BAD_REASON':
      return { code: refusal.kind, field: ['input', 'reason'], message: '原因应为 1 至 200 个字符，不得含不可见字符' };
  }
}
