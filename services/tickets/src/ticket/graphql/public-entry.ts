import { reopenWindowEnd } from '../domain/closing.ts';
import type { CommandName } from '../domain/commands.ts';
import { declineAppealEnd } from '../domain/refused-report.ts';
import type { TicketState, TimelineEntry } from '../domain/ticket.ts';
import { packOf, type TicketDeps } from '../use-cases/deps.ts';

/** What the reporter is told of a step; steps without a name here are internal. */
const PUBLIC_LABELS: Readonly<Partial<Record<CommandName, string>>> = {
  reportTicket: '已登记',
  acceptTicket: '已受理',
  declineTicket: '不予受理',
  solveOnSpot: '已现场处置',
  escalateTicket: '已上报上级',
  assignDown: '已交办下级',
  handOverAtBorder: '已移交相邻辖区',
  dispatchTicket: '已分流交办',
  reportIn: '承办单位已接收',
  noteProgress: '办理进展',
  completeAssignment: '承办单位已办结',
  giveFeedback: '结果反馈',
  verifyTicket: '核查',
  reopenTicket: '重新办理',
  supplementReport: '补充材料已收到',
  mergeTicket: '已并入同一事项的工单',
  acceptTransfer: '已移送其他地区办理',
  appealDecline: '不予受理申诉已登记',
  decideDeclineAppeal: '不予受理申诉已复核',
};

/** Words of these steps are meant for the reporter; those of the others stay inside. */
const SPOKEN: ReadonlySet<CommandName> = new Set<CommandName>([
  'declineTicket',
  'solveOnSpot',
  'noteProgress',
  'completeAssignment',
  'giveFeedback',
  'supplementReport',
  'decideDeclineAppeal',
]);

export const isPublic = ({ private: isPrivate, command }: TimelineEntry): boolean =>
  !isPrivate && command in PUBLIC_LABELS;

/** A step as a reporter sees it. @param isTold whether its words are for this reporter */
export function publicEntry(entry: TimelineEntry, isTold: (entry: TimelineEntry) => boolean) {
  const { at, command, stageAfter, words, actor } = entry;
  return {
    at,
    label: PUBLIC_LABELS[command] ?? '',
    stage: stageAfter,
    words: SPOKEN.has(command) && isTold(entry) ? words : null,
    unit: actor.organization,
  };
}

/** Until when a reporter may do something about how it ended. */
export function openUntil(deps: Pick<TicketDeps, 'packs' | 'calendarOf'>, state: TicketState) {
  const pack = packOf(deps, state.jurisdiction);
  const known = { state, pack, calendar: deps.calendarOf(pack) };
  return {
    reopenUntil: state.stage === 'CLOSED' ? reopenWindowEnd(known) : null,
    appealUntil: declineAppealEnd(known),
  };
}
