import { give, type TicketView } from '@gridlink/demo';
import { PHOTO, type Reported } from './matter.ts';
import type { World } from './world.ts';

/** The steps of the loop, each by the desk whose step it is. */
export const steps = (world: World, matter: Reported) => {
  const { desk, lead, item } = matter;
  const at = (login: string) => world.desks.at(login);
  const ticketId = matter.ticket.id;
  const leadAssignment = (ticket: TicketView): string => {
    const assignment = ticket.assignments.findLast((candidate) => candidate.unit.code === lead);
    if (!assignment) throw new Error(`${lead} has no assignment`);
    return assignment.id;
  };
  return {
    accept: () => give(at(desk.town), 'acceptTicket', { ticketId, itemCode: item.code, words: '情况属实' }),
    escalate: () => give(at(desk.town), 'escalateTicket', { ticketId, words: '需县级部门处置' }),
    dispatch: (assignments: unknown[] = [{ organization: lead, part: 'LEAD' }]) =>
      give(at(desk.county), 'dispatchTicket', { ticketId, assignments, words: '请依职责办理' }),
    reportIn: (ticket: TicketView) =>
      give(at(desk.lead), 'reportIn', { ticketId, assignmentId: leadAssignment(ticket) }),
    complete: (ticket: TicketView) =>
      give(at(desk.lead), 'completeAssignment', {
        ticketId,
        assignmentId: leadAssignment(ticket),
        result: '井盖已补齐',
        evidence: [PHOTO],
      }),
    feedBack: () =>
      give(at(desk.lead), 'giveFeedback', { ticketId, words: '井盖已补齐，谢谢您的反映', contacted: true }),
    verify: (passed: boolean, more: Record<string, unknown> = {}) =>
      give(at(desk.county), 'verifyTicket', {
        ticketId,
        passed,
        words: passed ? '现场核查属实' : '井盖仍然缺失',
        ...(passed ? { closingCondition: '井盖恢复' } : {}),
        ...more,
      }),
  };
};
