import type { Limit } from '@gridlink/jurisdiction';
import type { UserError } from '@gridlink/subgraph-kit';
import type { Refusal, RefusalKind } from '../domain/refusal.ts';

type Said = { readonly field?: readonly string[]; readonly message: string; readonly article?: string | null };
type Words = { readonly [K in RefusalKind]: (refusal: Extract<Refusal, { kind: K }>) => Said };

const UNIT_WORDS: Readonly<Record<Limit['unit'], string>> = {
  WORKING_HOUR: '个工作时',
  WORKING_DAY: '个工作日',
  NATURAL_DAY: '个自然日',
  URGENT_HOUR: '个紧急时',
};
export const limitWords = ({ amount, unit }: Limit): string => `${amount} ${UNIT_WORDS[unit]}`;

const order = (index: number | null, field: string): readonly string[] =>
  index === null ? [field] : ['assignments', String(index), field];

const piece = (index: number, field: string): readonly string[] => ['evidence', String(index), field];

/** Every refusal in words, with the input field it is about and the article that refuses. */
const WORDS: Words = {
  NOT_ALLOWED: () => ({ message: '您不能对该工单执行此操作' }),
  WRONG_STAGE: ({ stage, from }) => ({ message: `工单处于 ${stage} 环节，此操作只能在 ${from.join('、')} 环节进行` }),
  MADE_BEFORE_REPORT: () => ({ field: ['madeAt'], message: '作出时刻不能早于该事项的上报时刻' }),
  NOT_AT_BORDER: ({ metres }) => ({ field: ['gridId'], message: `该网格不在事发位置 ${metres} 米之内，不属边界事项` }),
  OTHER_TERRITORY: () => ({ field: ['gridId'], message: '该网格不属本地区，请上报上级处理' }),
  SAME_CENTER: () => ({ field: ['gridId'], message: '该网格属于现持有中心的辖区，不需移交' }),
  CAME_FROM_THERE: ({ center }) => ({
    field: ['gridId'],
    message: `该工单由 ${center} 移交而来，有争议请上报共同的上级`,
  }),
  NOTHING_TO_REDACT: () => ({ field: ['fragments'], message: '请给出需要隐去的文字或者材料' }),
  FRAGMENT_UNFIT: ({ index }) => ({
    field: ['fragments', String(index)],
    message: '需要隐去的文字至少两个字，且不能是纯大写字母的代码',
  }),
  FRAGMENT_IN_WORDS: ({ index }) => ({
    field: ['fragments', String(index)],
    message: '说明中不得再次写出需要隐去的文字',
  }),
  NOT_IN_TICKET: ({ field, index }) => ({ field: [field, String(index)], message: '工单中没有这段文字或者这件材料' }),
  IN_SIGNED_DOSSIER: () => ({ message: '移送双方签署的早期卷宗连同文字一并签名，其中有该内容，无法隐去' }),
  SEALED_WHOLLY: ({ entries }) => ({ message: `流转记录第 ${entries.join('、')} 条早于隐去功能，无法隐去` }),
  TOO_MANY_SUPPLEMENTS: ({ most }) => ({ message: `补充材料已达 ${most} 次，请联系受理单位` }),
  TIMELINE_FULL: ({ most }) => ({ message: `流转记录已达 ${most} 条，不能再登记进展` }),
  EVIDENCE_NEEDED: ({ article }) => ({ field: ['evidence'], message: '请提供佐证材料', article }),
  EVIDENCE_UNKNOWN: ({ index }) => ({
    field: piece(index, 'uri'),
    message: '没有该材料，或不是您本人、本单位上传的',
  }),
  EVIDENCE_EXPIRED: ({ index }) => ({
    field: piece(index, 'uri'),
    message: '该材料未及时用于工单，已过期，请重新上传',
  }),
  EVIDENCE_CHANGED: ({ index }) => ({ field: piece(index, 'sha256'), message: '摘要与已上传的内容不符' }),
  GRID_OUTSIDE: ({ holder }) => ({
    field: ['gridId'],
    message: `该网格不在 ${holder} 的辖区内；属于其他辖区的，请上报上级或者移交`,
  }),
  GRID_UNKNOWN: () => ({ field: ['gridId'], message: '工单尚未定位到网格，请指定网格后受理' }),
  ITEM_NEEDED: () => ({ field: ['itemCode'], message: '请选择事项清单条目' }),
  ITEM_UNKNOWN: ({ itemCode, article }) => ({ field: ['itemCode'], message: `事项清单中没有 ${itemCode}`, article }),
  EXCEPTION_UNKNOWN: ({ index }) => ({
    field: order(index, 'exceptionId'),
    message: '没有适用于该任务的清单例外',
  }),
  EXCEPTION_OVER: ({ index, documentNumber }) => ({
    field: order(index, 'exceptionId'),
    message: `清单例外 ${documentNumber} 已失效或已撤销`,
  }),
  CONDITION_UNKNOWN: ({ condition }) => ({
    field: ['conditionId'],
    message: `现行立案结案标准中没有条件 ${condition}`,
  }),
  CLOSING_CONDITION_OTHER: ({ closing }) => ({
    field: ['closingCondition'],
    message: `该工单的结案条件为“${closing}”，核查通过应当勾选该条件`,
  }),
  NOT_A_PRIMARY_DUTY: ({ title, article }) => ({
    field: ['itemCode'],
    message: `“${title}”不属于网格人员主责事项，应当上报，不能现场办结`,
    article,
  }),
  TOO_SERIOUS_FOR_THE_SPOT: () => ({ field: ['ticketId'], message: '重大、紧急事项应当立即上报，不能现场办结' }),
  REASON_UNKNOWN: ({ reason, known }) => ({
    field: ['reason'],
    message: `理由 ${reason} 不在清单中，可选：${known.join('、')}`,
  }),
  HIGHEST_LEVEL: () => ({ message: '已是最高层级，不能再上报' }),
  NOT_BELOW: ({ holder }) => ({ field: ['holder'], message: `${holder} 不是工单所在地的下级中心` }),
  LEAD_COUNT: ({ leads, article }) => ({
    field: ['assignments'],
    message: `应当确定一个主办单位，现有 ${leads} 个`,
    article,
  }),
  NO_ASSIGNMENTS: () => ({ field: ['assignments'], message: '请至少交办一个单位' }),
  TOO_MANY_ASSIGNMENTS: ({ limit }) => ({ field: ['assignments'], message: `一次最多交办 ${limit} 个单位` }),
  UNIT_TWICE: ({ unit, index }) => ({ field: order(index, 'organization'), message: `${unit} 重复` }),
  UNIT_UNKNOWN: ({ unit, index }) => ({
    field: index === null ? ['holder'] : order(index, 'organization'),
    message: `${unit} 未登记或已撤销`,
  }),
  UNIT_OUTSIDE_SUBTREE: ({ unit, index }) => ({
    field: order(index, 'organization'),
    message: `${unit} 不在本中心辖区内，请上报上级交办`,
  }),
  UNIT_WITHOUT_DUTY: ({ unit, index, allowed, article }) => ({
    field: order(index, 'organization'),
    message:
      allowed.length > 0
        ? `按事项清单，${unit} 不是该事项的牵头单位，可牵头：${allowed.join('、')}`
        : `${unit} 不是网格联动单位`,
    article,
  }),
  OFF_LIST: ({ index, article }) => ({
    field: order(index, 'gridStaff'),
    message: '该事项不在事项清单内，不得交由网格人员承担',
    article,
  }),
  RESERVED_ACT: ({ act, index, article }) => ({
    field: order(index, 'instruction'),
    message: `“${act}”不得交由网格人员实施`,
    article,
  }),
  LIMIT_OUT_OF_BOUNDS: ({ index, min, max, article }) => ({
    field: order(index, 'limit'),
    message: `办理时限应在 ${limitWords(min)} 至 ${limitWords(max)} 之间`,
    article,
  }),
  PLAN_ROUTE: ({ index, unit, plan }) => ({
    field: order(index, 'organization'),
    message: `按预案“${plan}”，此类事项应当先交 ${unit} 牵头`,
  }),
  RETURNED_UNCHANGED: ({ unit, index }) => ({
    field: order(index, 'organization'),
    message: `${unit} 已退回该任务，不得原样再次交办`,
  }),
  ASSIGNMENT_UNKNOWN: () => ({ field: ['assignmentId'], message: '本轮办理中没有该任务' }),
  ASSIGNMENT_STATE: ({ state, needed }) => ({
    field: ['assignmentId'],
    message: `任务处于 ${state} 状态，此操作要求 ${needed.join('、')}`,
  }),
  RETURN_WINDOW_OVER: ({ article }) => ({ field: ['assignmentId'], message: '退回期限已过', article }),
  RETURNED_BEFORE: ({ reason }) => ({
    field: ['reason'],
    message: `已以 ${reason} 退回过一次，不能以同一理由再次退回`,
  }),
  ON_THE_LIST: ({ article }) => ({ field: ['assignmentId'], message: '该事项属于清单内主责事项，不能拒绝', article }),
  WHISTLE_NOT_FORESEEN: ({ article }) => ({ message: '本地法规未设“吹哨报到”，请上报上级交办', article }),
  UNIT_OUT_OF_CALL: ({ unit, index }) => ({
    field: ['orders', String(index), 'organization'],
    message: `${unit} 不是本乡镇（街道）所在县、市的部门`,
  }),
  OTHER_UNKNOWN: () => ({ field: ['into'], message: '没有可并入的该工单，或不属同类同址' }),
  OTHER_ENDED: ({ stage }) => ({ field: ['into'], message: `要并入的工单处于 ${stage} 环节，已经结束` }),
  NOTHING_OWED: () => ({ message: '尚不需要合并办理' }),
  BOUND: ({ by, article }) => ({
    field: ['assignmentId'],
    message: `该任务由会商或合并办理（${by}）确定，不得退回`,
    article,
  }),
  TOO_FEW_INVITED: () => ({ field: ['invited'], message: '会商至少邀请两个单位' }),
  INVITED_UNKNOWN: ({ unit, index }) => ({ field: ['invited', String(index)], message: `${unit} 未登记或已撤销` }),
  INVITED_OUTSIDE: ({ unit, index }) => ({
    field: ['invited', String(index)],
    message: `${unit} 不在本中心辖区内，应由共同的上级中心召集`,
  }),
  CONSULTATION_RUNNING: ({ consultation }) => ({ message: `会商 ${consultation} 尚未形成结论` }),
  CONSULTATION_UNKNOWN: () => ({ field: ['consultationId'], message: '没有该会商' }),
  CONSULTATION_DECIDED: () => ({ field: ['consultationId'], message: '该会商已形成结论' }),
  MINUTES_NEEDED: () => ({ field: ['evidence'], message: '线下会商应当附会议纪要' }),
  NO_QUORUM: ({ spoken, invited }) => ({
    field: ['consultationId'],
    message: `受邀 ${invited} 个单位中仅 ${spoken} 个发表意见，未过半数，应当附会议纪要`,
  }),
  MEDIATION_KIND_UNKNOWN: ({ given, known }) => ({
    field: ['kind'],
    message: `没有调解方式 ${given}，可选：${known.join('、')}`,
  }),
  MEDIATION_RUNNING: ({ mediation }) => ({ message: `调解 ${mediation} 尚未结束` }),
  MEDIATION_UNKNOWN: () => ({ field: ['mediationId'], message: '没有该调解' }),
  MEDIATION_ENDED: () => ({ field: ['mediationId'], message: '该调解已结束' }),
  ROUTE_UNKNOWN: ({ given, known }) => ({ field: ['route'], message: `没有途径 ${given}，可选：${known.join('、')}` }),
  MEDIATE_FIRST: ({ article }) => ({ field: ['route'], message: '应当先行调解，调解不成的再引导依法解决', article }),
  FIELD_CHECK_RUNNING: ({ fieldCheck }) => ({ message: `现场核实 ${fieldCheck} 尚未答复` }),
  FIELD_CHECK_UNKNOWN: () => ({ field: ['fieldCheckId'], message: '没有该现场核实' }),
  FIELD_CHECK_ANSWERED: () => ({ field: ['fieldCheckId'], message: '该现场核实已答复或已不需要' }),
  EMERGENCY_STANDS: () => ({ message: '该工单已在应急处置中' }),
  NO_EMERGENCY: () => ({ message: '该工单不在应急处置中' }),
  TOO_MANY_MILESTONES: ({ index, limit }) => ({
    field: order(index, 'milestones'),
    message: `节点不得超过 ${limit} 个`,
  }),
  MILESTONE_BEYOND_LIMIT: ({ index, milestone }) => ({
    field: [...order(index, 'milestones'), String(milestone), 'limit'],
    message: '节点时限不得晚于该任务的办理时限',
  }),
  MILESTONE_UNKNOWN: () => ({ field: ['milestoneId'], message: '该任务没有这个节点' }),
  MILESTONE_DONE: () => ({ field: ['milestoneId'], message: '该节点已完成' }),
  MILESTONES_OPEN: ({ titles }) => ({ field: ['assignmentId'], message: `尚有节点未完成：${titles.join('、')}` }),
  LATE_ALREADY: () => ({ message: '时限已过，不能再申请或批准延期、挂账，请作逾期说明' }),
  ASKED_ALREADY: ({ request }) => ({ field: ['assignmentId'], message: `已有待批的申请 ${request}` }),
  EXTENDED_ENOUGH: ({ times, article }) => ({ field: ['assignmentId'], message: `延期不得超过 ${times} 次`, article }),
  EXTENSION_TOO_LONG: ({ most, article }) => ({
    field: ['extendBy'],
    message: `本次延期最多 ${limitWords(most)}`,
    article,
  }),
  SUSPENSION_IN_THE_PAST: () => ({ field: ['until'], message: '挂账截止时刻应当晚于现在' }),
  SUSPENDED_ENOUGH: ({ times, article }) => ({ field: ['assignmentId'], message: `挂账不得超过 ${times} 次`, article }),
  SUSPENSION_TOO_LONG: ({ most, article }) => ({
    field: ['until'],
    message: `挂账累计不得超过 ${limitWords(most)}`,
    article,
  }),
  TIME_REQUEST_UNKNOWN: () => ({ field: ['requestId'], message: '没有该申请' }),
  TIME_REQUEST_STATE: ({ state }) => ({ field: ['requestId'], message: `申请处于 ${state} 状态` }),
  NOT_SUSPENDED: () => ({ field: ['assignmentId'], message: '该任务未挂账' }),
  OWN_WORK: ({ article }) => ({ message: '办理人员及承办单位不得核查自己办理的工单', article }),
  CLOSING_CONDITION_NEEDED: () => ({ field: ['closingCondition'], message: '核查通过应当写明达到的结案条件' }),
  SATISFACTION_RANGE: () => ({ field: ['satisfaction'], message: '满意度为 1 至 5' }),
  REOPEN_WINDOW_OVER: () => ({ message: '申请重办的期限已过' }),
  DEADLINE_UNKNOWN: () => ({ field: ['deadlineId'], message: '没有该时限' }),
  NOT_LATE: () => ({ field: ['deadlineId'], message: '该时限没有逾期' }),
  EXPLAINED_BEFORE: () => ({ field: ['deadlineId'], message: '该逾期已作说明' }),
  NOT_CONCERNED: ({ unit }) => ({ field: ['target'], message: `${unit} 不是该工单的持有中心或承办单位` }),
  SUPERVISED_ALREADY: ({ unit }) => ({ field: ['target'], message: `${unit} 正在被督办` }),
  SUPERVISION_UNKNOWN: () => ({ field: ['supervisionId'], message: '没有该督办' }),
  SUPERVISION_STATE: ({ state }) => ({ field: ['supervisionId'], message: `督办处于 ${state} 状态` }),
  SUPERVISION_STILL_RUNNING: () => ({ field: ['supervisionId'], message: '督办期限未到且尚未回复，不能认定未落实' }),
  WARNING_UNKNOWN: () => ({ field: ['deadlineId'], message: '该工单没有这项逾期、督办或者未通过的核查' }),
  APPEALED_BEFORE: ({ appeal }) => ({ message: `已经申诉过（${appeal}），同一事项只能申诉一次` }),
  APPEAL_WINDOW_OVER: ({ article }) => ({ message: '申诉期限已过', article }),
  APPEAL_UNKNOWN: () => ({ field: ['appealId'], message: '没有该申诉' }),
  APPEAL_STATE: ({ state }) => ({ field: ['appealId'], message: `申诉处于 ${state} 状态` }),
  NO_REVIEWER: () => ({ message: '没有上级机构可以复核' }),
  OWN_DECISION: () => ({ field: ['appealId'], message: '不得复核自己作出的决定，请由其他人员办理' }),
  RECEIVER_UNKNOWN: ({ division }) => ({
    field: ['division'],
    message: `${division} 不是其他地区的设区的市，或该地区不在本平台服务范围内`,
  }),
  OFFERED_ALREADY: ({ transfer }) => ({ message: `已提出移送（${transfer}），对方尚未答复` }),
  TRANSFER_UNKNOWN: () => ({ field: ['transferId'], message: '没有该移送' }),
  TRANSFER_STATE: ({ state }) => ({ field: ['transferId'], message: `移送处于 ${state} 状态` }),
  NOT_SIGNED: () => ({ message: '签名未能形成，请稍后再试' }),
  REDACTION_REQUEST_UNKNOWN: () => ({ field: ['requestId'], message: '没有该隐去请求' }),
  REDACTION_REQUEST_STATE: ({ state }) => ({ field: ['requestId'], message: `隐去请求处于 ${state} 状态` }),
  DECLINE_OVERTURNED: ({ appeal }) => ({ message: `上级已认定应当受理（申诉 ${appeal}），不得再次不予受理` }),
};

/** A refusal as the caller reads it. */
export function toUserError(refusal: Refusal): UserError {
  const say = WORDS[refusal.kind] as (refusal: Refusal) => Said;
  const { field, message, article } = say(refusal);
  return { code: refusal.kind, field: field ?? [], message, article: article ?? null };
}
