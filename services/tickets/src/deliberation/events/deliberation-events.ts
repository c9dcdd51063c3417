import type { DeliberationDetail, DeliberationSnapshot } from '@gridlink/contracts';
import type { EventDraft } from '@gridlink/event-bus';
import type { DeliberationNews } from '../domain/announcement.ts';
import { attendingBodies, type Deliberation, presentOf, seenBy } from '../domain/deliberation.ts';

/** What others may know of a deliberation: none of its words, no persons. */
function deliberationSnapshot(state: Deliberation): DeliberationSnapshot {
  const { id, code, jurisdiction, division, areas, gridId, gridCode, startsAt, agenda, minutes } = state;
  return {
    id,
    code,
    jurisdiction,
    division,
    areas: [...areas],
    ...(gridId === null ? {} : { gridId }),
    ...(gridCode === null ? {} : { gridCode }),
    state: state.state,
    startsAt: startsAt.toISOString(),
    items: agenda.map((item) => ({
      id: item.id,
      ...(item.source === null
        ? {}
        : { source: item.source.kind, sourceCode: item.source.code, bodies: [...item.source.bodies] }),
      ...(item.carriedFrom === null ? {} : { carriedFrom: item.carriedFrom.code }),
      ...(item.resolution === null ? {} : { outcome: item.resolution.outcome }),
    })),
    bodies: [...attendingBodies(state)],
    present: presentOf(state).length,
    ...(minutes === null ? {} : { hash: minutes.hash }),
    seenBy: [...seenBy(state)],
  };
}

/** Of the attendees that it is about, organizations alone: others hear of no persons. */
function detailOf({ attendees }: Deliberation, { items, attendees: ids }: DeliberationNews): DeliberationDetail {
  const bodies = attendees.filter(({ id }) => ids?.includes(id)).flatMap(({ organization }) => organization ?? []);
  return { ...(items ? { items: [...items] } : {}), ...(ids ? { bodies } : {}) };
}

/** One event for each thing that happened, all with the snapshot after the whole decision. */
export const deliberationDrafts = (state: Deliberation, news: readonly DeliberationNews[]): readonly EventDraft[] =>
  news.map((one) => ({
    type: `gridlink.tickets.deliberation.${one.verb}.v1`,
    data: { deliberation: deliberationSnapshot(state), detail: detailOf(state, one) },
  }));
