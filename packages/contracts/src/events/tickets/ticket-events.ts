import { z } from 'zod';
import { defineEvent } from '../../event.ts';
import { SEVERITIES } from '../../vocabulary.ts';

/** Stages of the closed loop (ZZ25, PY17, NB17, LC18) and its other ends; packs only name them. */
export const TICKET_STAGES = [
  'ACCEPTANCE',
  'DISPATCH',
  'HANDLING',
  'FEEDBACK',
  'VERIFICATION',
  'CLOSED',
  'NOT_ACCEPTED',
  'MERGED',
  'TRANSFERRED',
  'VOID',
] as const;
export type TicketStage = (typeof TICKET_STAGES)[number];

/** A ticket as others may know it: no names, no contacts, no free words of the reporter. */
export const ticketSnapshotSchema = z.object({
  id: z.string(),
  code: z.string(),
  jurisdiction: z.string(),
  division: z.string().regex(/^\d{12}$/),
  areas: z.array(z.string()),
  gridId: z.string().optional(),
  gridCode: z.string().optional(),
  source: z.string(),
  itemCode: z.string().optional(),
  category: z.string().optional(),
  severity: z.enum(SEVERITIES),
  stage: z.enum(TICKET_STAGES),
  round: z.int().min(1),
  /** Organization code of the center that holds it. */
  holder: z.string(),
  /** Units with an open or done assignment. */
  units: z.array(
    z.object({
      organization: z.string(),
      part: z.enum(['LEAD', 'ASSIST']),
      state: z.string(),
      /** Set where the grid's staff handle it for the organization. */
      gridId: z.string().optional(),
    }),
  ),
  late: z.boolean(),
  /** Divisions, organizations and grids whose people may see the ticket; absent in events from before it was told. */
  seenBy: z.array(z.string()).optional(),
  /** Organizations that are told of each step; absent in events from before it was told: the holder and the units. */
  concerns: z.array(z.string()).optional(),
  reportedAt: z.iso.datetime(),
  dueAt: z.iso.datetime().optional(),
});
export type TicketSnapshot = z.infer<typeof ticketSnapshotSchema>;

const VERBS = [
  ['reported', '事项已上报形成工单\nA matter was reported and is a ticket.'],
  ['accepted', '工单已受理\nThe ticket was accepted.'],
  ['declined', '工单不予受理\nThe ticket was not accepted.'],
  ['located', '工单已定位到网格\nThe ticket found its grid.'],
  ['escalated', '工单已上报上级\nThe ticket was escalated.'],
  ['assigned-down', '工单已交办下级\nThe ticket was assigned down.'],
  ['handed-over', '边界事项已移交相邻中心\nA matter at a border was handed to the neighbouring center.'],
  ['dispatched', '工单已分流交办\nThe ticket was dispatched.'],
  ['reported-in', '承办单位已报到\nA unit reported in.'],
  ['returned', '承办单位已退回\nA unit returned its assignment.'],
  ['refused', '网格员拒绝清单外事项\nGrid staff refused an off-list task.'],
  ['progressed', '办理进展已登记\nProgress was noted.'],
  ['completed', '承办单位已办结\nA unit completed its assignment.'],
  ['milestone-completed', '任务节点已完成\nA milestone was completed.'],
  ['time-requested', '已申请延期或挂账\nMore time was asked for.'],
  ['time-decided', '延期或挂账已审批\nA request for more time was decided.'],
  ['resumed', '挂账提前结束\nA suspension ended before its time.'],
  ['merged', '工单已并入另一工单\nThe ticket was merged into another.'],
  ['whistled', '已吹哨，部门待报到\nDepartments were called.'],
  ['joint-case-opened', '合并办理已自动启动\nA joint case opened by itself.'],
  ['consultation-opened', '会商已召集\nA consultation was convened.'],
  ['opinion-given', '会商意见已发表\nAn opinion was given.'],
  ['consultation-decided', '会商已形成结论\nA consultation was decided.'],
  ['mediation-started', '调解已开始\nA mediation started.'],
  ['mediation-ended', '调解已结束\nA mediation ended.'],
  ['guided', '已引导依法解决\nThe parties were guided to a legal route.'],
  ['field-check-requested', '已请现场核实\nA field check was asked for.'],
  ['field-checked', '现场核实已答复\nA field check was answered.'],
  ['emergency-declared', '应急警报已发出\nAn alarm was raised.'],
  ['stood-down', '应急警报已解除\nAn alarm was stood down.'],
  ['fed-back', '结果已反馈\nThe result was fed back.'],
  ['verified', '核查通过，工单结案\nVerification passed and the ticket closed.'],
  ['reworked', '核查不通过，退回重办\nVerification failed; the ticket goes back to handling.'],
  ['supplemented', '反映人补充材料\nThe reporter added to the report.'],
  ['reopened', '工单重新打开\nThe ticket was reopened.'],
  ['succeeded', '承办单位撤销，由继任单位接续\nA dissolved unit was succeeded by another.'],
  [
    'deadlines-recomputed',
    '时限标准或工作日历变更，时限已重算\nLimits or calendar changed and deadlines were recomputed.',
  ],
  ['reminded', '期限将至提醒\nA deadline is near.'],
  ['late', '期限已过预警\nA deadline passed.'],
  ['explained', '逾期说明已提交\nLateness was explained in writing.'],
  ['supervised', '已督办\nThe ticket was put under supervision.'],
  ['supervision-answered', '督办已回复\nSupervision was answered.'],
  ['supervision-settled', '督办已销号\nSupervision was settled.'],
  ['supervision-failed', '督办未落实\nSupervision failed.'],
  ['referred', '已移送纪检监察机关\nThe ticket was referred to discipline inspection.'],
  ['appealed', '单位对预警、督办或核查结论申诉\nA unit appealed a warning.'],
  ['appeal-reviewed', '申诉已复核\nAn appeal was reviewed.'],
  ['appealed-further', '申诉已提交上级最终复核\nAn appeal was taken to the superior.'],
  ['decline-appealed', '反映人对不予受理申诉\nA reporter appealed against a refusal to accept.'],
  ['decline-appeal-decided', '不予受理的申诉已复核\nAn appeal against a refusal to accept was decided.'],
  ['evidence-doubted', '佐证材料存疑\nA piece of evidence is doubtful.'],
  ['transfer-offered', '已提出移送其他地区\nThe ticket was offered to another jurisdiction.'],
  ['transferred', '其他地区已接收\nAnother jurisdiction took the ticket over.'],
  ['transfer-declined', '其他地区未接收\nThe other jurisdiction did not take the ticket over.'],
  ['transfer-completed', '工单已在其他地区开立\nThe ticket is open in the jurisdiction that took it over.'],
  [
    'redaction-requested',
    '已请求移送的另一方隐去相同内容\nThe other side of a transfer is asked to redact what was redacted here.',
  ],
  ['redaction-answered', '移送的另一方已答复隐去请求\nThe other side of a transfer answered whether it redacts.'],
  ['voided', '工单作废\nThe ticket was voided.'],
] as const;

/** What can happen to a ticket, as the last word but one of an event's type. */
export type TicketVerb = (typeof VERBS)[number][0];
export const TICKET_VERBS: readonly TicketVerb[] = VERBS.map(([verb]) => verb);

/** All ticket events carry the snapshot after the change and what the change itself says (`detail`, no personal data). */
export const ticketsEvents = VERBS.map(([verb, description]) =>
  defineEvent(
    `gridlink.tickets.ticket.${verb}.v1`,
    description,
    z.object({ ticket: ticketSnapshotSchema, detail: z.record(z.string(), z.unknown()) }),
  ),
);
