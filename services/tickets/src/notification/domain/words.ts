import { dayNumberAt, isoDateOf } from '@gridlink/jurisdiction';
import type { Notification, NotifiedEvent } from './notification.ts';
import { PARTICIPATION_WORDS } from './participation-words.ts';

/** Chinese and English, as a desk reads it. */
export type Words = { readonly zh: string; readonly en: string };

/** What each event means to whoever is told of it. A new verb does not compile until it has words. */
export const WORDS: Readonly<Record<NotifiedEvent, Words>> = {
  reported: { zh: '有新上报的事项，请受理核实', en: 'a matter was reported; please look into it' },
  accepted: { zh: '已受理', en: 'was accepted' },
  declined: { zh: '不予受理', en: 'was not accepted' },
  located: { zh: '已定位到网格，请受理核实', en: 'found its grid; please look into it' },
  escalated: { zh: '下级上报，请分流交办', en: 'was escalated to you; please dispatch it' },
  'handed-over': { zh: '相邻中心移交边界事项，请办理', en: 'was handed over to you at the border; please see to it' },
  'assigned-down': { zh: '上级交办，请分流交办', en: 'was assigned down to you; please dispatch it' },
  dispatched: { zh: '已交办，请报到办理', en: 'was dispatched to you; please report in' },
  'reported-in': { zh: '承办单位已报到', en: 'a unit has reported in' },
  returned: { zh: '承办单位已退回任务', en: 'a unit has returned its assignment' },
  refused: { zh: '网格人员拒绝清单外事项', en: 'grid staff refused an off-list task' },
  progressed: { zh: '办理进展已登记', en: 'progress was noted' },
  completed: { zh: '承办单位已办结任务', en: 'a unit has completed its assignment' },
  'milestone-completed': { zh: '任务节点已完成', en: 'a milestone was completed' },
  'time-requested': { zh: '承办单位申请延期或挂账，请审批', en: 'a unit asks for more time; please decide' },
  'time-decided': { zh: '延期或挂账申请已审批', en: 'the request for more time was decided' },
  resumed: { zh: '挂账已提前结束，恢复计时', en: 'a suspension has ended; time runs again' },
  merged: { zh: '已并入另一工单', en: 'was merged into another ticket' },
  whistled: { zh: '乡镇（街道）吹哨，请报到', en: 'the town has called you; please report in' },
  'joint-case-opened': { zh: '已自动启动合并办理', en: 'a joint case has opened by itself' },
  'consultation-opened': {
    zh: '请参加会商并发表意见',
    en: 'you are invited to a consultation; please give your opinion',
  },
  'opinion-given': { zh: '受邀单位已发表会商意见', en: 'an opinion was given in the consultation' },
  'consultation-decided': { zh: '会商已形成结论，请按结论办理', en: 'the consultation was decided; please act on it' },
  'mediation-started': { zh: '调解已开始', en: 'mediation has started' },
  'mediation-ended': { zh: '调解已结束', en: 'mediation has ended' },
  guided: { zh: '已引导当事人依法解决', en: 'the parties were guided to a legal route' },
  'field-check-requested': { zh: '请到现场核实', en: 'please look at the place' },
  'field-checked': { zh: '现场核实已答复', en: 'the field check was answered' },
  'emergency-declared': { zh: '应急警报，请立即处置', en: 'an alarm was raised; act at once' },
  'stood-down': { zh: '应急警报已解除', en: 'the alarm was stood down' },
  'fed-back': { zh: '结果已反馈，请核查', en: 'the result was fed back; please verify' },
  verified: { zh: '核查通过，已结案', en: 'passed verification and is closed' },
  reworked: { zh: '核查不通过，请重新办理', en: 'failed verification; please handle it again' },
  supplemented: { zh: '反映人补充了材料，请查看', en: 'was added to by its reporter; please look' },
  reopened: { zh: '已办结的工单重新打开', en: 'was closed and is open again' },
  succeeded: { zh: '原承办单位撤销，由贵单位接续', en: 'came to you from a dissolved body' },
  'deadlines-recomputed': {
    zh: '时限标准或工作日历变更，时限已重算',
    en: 'limits or calendar changed; deadlines were recomputed',
  },
  reminded: { zh: '期限将至', en: 'a deadline is near' },
  late: { zh: '期限已过', en: 'a deadline has passed' },
  explained: { zh: '逾期说明已提交', en: 'lateness was explained' },
  supervised: { zh: '已被督办，请回复', en: 'was put under supervision; please answer' },
  'supervision-answered': { zh: '督办已回复，请审核', en: 'a supervision order was answered; please look at it' },
  'supervision-settled': { zh: '督办已销号', en: 'a supervision order was settled' },
  'supervision-failed': { zh: '督办未落实', en: 'a supervision order was not met' },
  referred: { zh: '已移送，请查阅案卷', en: 'was referred to you with its dossier' },
  appealed: { zh: '有申诉待复核', en: 'an appeal waits for your review' },
  'appeal-reviewed': { zh: '申诉已复核', en: 'an appeal was reviewed' },
  'appealed-further': { zh: '有申诉待最终复核', en: 'an appeal waits for your final review' },
  'decline-appealed': { zh: '反映人对不予受理申诉，待复核', en: 'a reporter appeals against a refusal to accept' },
  'decline-appeal-decided': { zh: '不予受理的申诉已复核', en: 'the appeal against a refusal to accept was decided' },
  'evidence-doubted': { zh: '有材料存疑，请核查', en: 'has doubtful evidence; please look at it' },
  'transfer-offered': { zh: '其他地区移送，请答复是否接收', en: 'another jurisdiction offers a ticket; please answer' },
  transferred: { zh: '已由其他地区接收', en: 'was taken over by another jurisdiction' },
  'transfer-declined': { zh: '其他地区未接收，请继续办理', en: 'was not taken over; please go on with it' },
  'transfer-completed': { zh: '已在其他地区开立工单', en: 'is open in the jurisdiction that took it over' },
  'redaction-requested': {
    zh: '其他地区已隐去部分内容，请答复是否一并隐去',
    en: 'another jurisdiction redacted something and asks you to do so too; please answer',
  },
  'redaction-answered': {
    zh: '其他地区已答复隐去请求',
    en: 'the other jurisdiction answered the request to redact',
  },
  voided: { zh: '已作废', en: 'was voided' },
  ...PARTICIPATION_WORDS,
  'webhook-disabled': {
    zh: '本单位的回调多次失败，已停用，请检查后重新启用',
    en: 'your webhook failed too often and is off; please mend it and switch it on again',
  },
};

const MINUTE = 60_000;
const MINUTES_A_DAY = 1_440;
/** Hours of Asia/Shanghai before Greenwich, which the number of the day already counts. */
const OFFSET_MINUTES = 480;

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** `2026-03-02 10:00` in China. */
export function localTime(instant: Date): string {
  const minutes = (Math.floor(instant.getTime() / MINUTE) + OFFSET_MINUTES) % MINUTES_A_DAY;
  const day = isoDateOf(dayNumberAt(instant.getTime()));
  return `${day} ${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

type Matter = { readonly zh: string; readonly en: string; readonly code: string; readonly begins?: true };

/** What a notification is about, as it is called. */
function matterOf({ ticketCode, suggestion, deliberation }: Spoken): Matter | null {
  if (ticketCode !== null) return { zh: '工单', en: 'Ticket', code: ticketCode };
  if (suggestion) return { zh: '意见建议', en: 'Suggestion', code: suggestion.code };
  return deliberation ? { zh: '议事会', en: 'Deliberation', code: deliberation.code, begins: true } : null;
}

/** A meeting begins at its instant; everything else is due by it. */
function timeOf(dueAt: Date | null, { begins }: Matter): Words {
  if (dueAt === null) return { zh: '', en: '' };
  const at = localTime(dueAt);
  return begins ? { zh: `（时间 ${at}）`, en: ` (begins ${at})` } : { zh: `（期限 ${at}）`, en: ` (due ${at})` };
}

type Spoken = Pick<Notification, 'verb' | 'ticketCode' | 'suggestion' | 'deliberation' | 'dueAt'>;

/** A notification in both languages. */
export function wordsOf(notification: Spoken): Words {
  const { verb, dueAt } = notification;
  const { zh, en } = WORDS[verb];
  const matter = matterOf(notification);
  if (matter === null) return { zh, en };
  const time = timeOf(dueAt, matter);
  return { zh: `${matter.zh} ${matter.code}：${zh}${time.zh}`, en: `${matter.en} ${matter.code}: ${en}${time.en}` };
}
