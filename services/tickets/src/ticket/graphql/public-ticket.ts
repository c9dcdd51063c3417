import { stageLabel } from '@gridlink/jurisdiction';
import { systemScope } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import { reopenWindowEnd } from '../domain/closing.ts';
import type { CommandName } from '../domain/commands.ts';
import { stepDue } from '../domain/deadlines.ts';
import { declineAppealEnd } from '../domain/refused-report.ts';
import type { TicketState, TimelineEntry } from '../domain/ticket.ts';
import { takenOver } from '../domain/transfer.ts';
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

const publicEntry = ({ at, command, stageAfter, words, actor }: TimelineEntry) => ({
  at,
  label: PUBLIC_LABELS[command] ?? '',
  stage: stageAfter,
  words: SPOKEN.has(command) ? words : null,
  unit: actor.organization,
});

const FURTHEST = 5;
const SCOPE = systemScope('whoever reported a ticket that was merged or taken over follows the other one');

/** Number of the ticket it goes on as. */
const nextOf = (state: TicketState): string | null => state.mergedInto ?? takenOver(state)?.otherCode ?? null;

/** How the matter goes on after a merger or a transfer, however often it moved again; nothing of what others wrote or were told. */
export async function continuation(deps: TicketDeps, first: string | null) {
  let code = first;
  for (let steps = 0; code !== null && steps < FURTHEST; steps++) {
    const state: TicketState | undefined = (await deps.tickets.load(SCOPE, { code }))?.state;
    if (!state) return null;
    code = nextOf(state);
    const { stage, closedAt } = state;
    const label = stageLabel(packOf(deps, state.jurisdiction), stage);
    if (code === null) return { stage, stageLabel: label, dueAt: stepDue(state.deadlines), closedAt };
  }
  return null;
}

/** The reporter's own view: progress and result, no names, no internal notes. */
export function publicTicket(deps: TicketDeps, state: TicketState) {
  const pack = packOf(deps, state.jurisdiction);
  const { code, title, stage, reportedAt, closedAt } = state;
  return {
    code,
    mergedInto: state.mergedInto,
    transferredTo: takenOver(state)?.otherCode ?? null,
    title,
    stage,
    stageLabel: stageLabel(pack, stage),
    reportedAt,
    closedAt,
    dueAt: stepDue(state.deadlines),
    reopenUntil: stage === 'CLOSED' ? reopenWindowEnd({ state, pack, calendar: deps.calendarOf(pack) }) : null,
    appealUntil: declineAppealEnd({ state, pack, calendar: deps.calendarOf(pack) }),
    timeline: state.timeline.filter((entry) => !entry.private && entry.command in PUBLIC_LABELS).map(publicEntry),
  };
}

export const publicTicketResolvers = {
  continuesAs: (
    { mergedInto, transferredTo }: { mergedInto: string | null; transferredTo: string | null },
    _: unknown,
    { deps }: TicketContext,
  ) => continuation(deps, mergedInto ?? transferredTo),
};
