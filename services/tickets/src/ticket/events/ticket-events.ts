import type { TicketSnapshot } from '@gridlink/contracts';
import type { EventDraft } from '@gridlink/event-bus';
import { isLateNow, stepDue } from '../domain/deadlines.ts';
import type { Announcement } from '../domain/decision.ts';
import { takingPart } from '../domain/effects.ts';
import type { TicketState } from '../domain/ticket.ts';
import { organizationsTold, seenBy } from '../domain/viewers.ts';

/** What others may know of a ticket: no names, no contacts, no words of the reporter. */
export function ticketSnapshot(state: TicketState): TicketSnapshot {
  const due = stepDue(state.deadlines);
  return {
    id: state.id,
    code: state.code,
    jurisdiction: state.jurisdiction,
    division: state.division,
    areas: [...state.areas],
    ...(state.gridId === null ? {} : { gridId: state.gridId }),
    ...(state.gridCode === null ? {} : { gridCode: state.gridCode }),
    source: state.source,
    ...(state.item === null ? {} : { itemCode: state.item.code }),
    ...(state.topic === null ? {} : { category: state.topic }),
    severity: state.severity,
    stage: state.stage,
    round: state.round,
    holder: state.holder,
    units: takingPart(state).map(({ unit, part, state: at, gridId }) => ({
      organization: unit,
      part,
      state: at,
      ...(gridId === null ? {} : { gridId }),
    })),
    late: state.deadlines.some(isLateNow),
    seenBy: [...seenBy(state)],
    concerns: [...organizationsTold(state)],
    reportedAt: state.reportedAt.toISOString(),
    ...(due === null ? {} : { dueAt: due.toISOString() }),
  };
}

/** One event for each announcement, all with the snapshot after the whole decision. */
export function eventDrafts(state: TicketState, announcements: readonly Announcement[]): readonly EventDraft[] {
  if (announcements.length === 0) return [];
  const ticket = ticketSnapshot(state);
  const sealedBy = state.timeline.at(-1)?.hash ?? '';
  return announcements.map(({ verb, detail }) => ({
    type: `gridlink.tickets.ticket.${verb}.v1`,
    data: { ticket, detail: { ...detail, timelineHash: sealedBy } },
  }));
}
