import type { DeliberationSnapshot } from '@gridlink/contracts';
import type { EventDraft } from '@gridlink/event-bus';
import type { DeliberationVerb } from '../domain/announcement.ts';
import { type Deliberation, presentOf, seenBy } from '../domain/deliberation.ts';

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
      ...(item.source === null ? {} : { source: item.source.kind, sourceCode: item.source.code }),
      ...(item.resolution === null ? {} : { outcome: item.resolution.outcome }),
    })),
    present: presentOf(state).length,
    ...(minutes === null ? {} : { hash: minutes.hash }),
    seenBy: [...seenBy(state)],
  };
}

/** One event for each verb, all with the snapshot after the whole decision. */
export const deliberationDrafts = (state: Deliberation, verbs: readonly DeliberationVerb[]): readonly EventDraft[] =>
  verbs.map((verb) => ({
    type: `gridlink.tickets.deliberation.${verb}.v1`,
    data: { deliberation: deliberationSnapshot(state) },
  }));
