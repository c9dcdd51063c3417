import type { Evidence, TicketState } from '../../ticket/domain/ticket.ts';
import { dayOf, firstOf } from './days.ts';
import { ALL, type Fact } from './measure.ts';

/** By whom it was handed in, and whether it was cut from another of theirs (B07): on the day of the report. */
function handingInFacts({ source, reporter, reportedAt, timeline }: TicketState): readonly Fact[] {
  if (source === 'PUBLIC_CHANNEL') return [];
  const day = dayOf(reportedAt);
  const isCut = timeline.some(({ facts }) => typeof facts.cutFrom === 'string');
  const units = [ALL, ...(reporter.organization === null ? [] : [reporter.organization])];
  return units.flatMap((unit): Fact[] => [
    { measure: 'HANDED_IN', unit, day },
    ...(isCut ? [{ measure: 'SPLIT', unit, day } as const] : []),
  ]);
}

type Handled = { readonly unit: string | null; readonly at: Date; readonly evidence: readonly Evidence[] };

/** What was handled, by whom, with what to show for it. */
const handledWith = ({ assignments, timeline }: TicketState): readonly Handled[] => [
  ...assignments.flatMap(({ state, unit, endedAt, evidence }) =>
    state === 'DONE' && endedAt !== null ? [{ unit, at: endedAt, evidence }] : [],
  ),
  ...timeline
    .filter(({ command }) => command === 'solveOnSpot')
    .map(({ actor, arrivedAt, evidence }) => ({ unit: actor.organization, at: arrivedAt, evidence })),
];

const photos = ({ evidence }: Handled) => evidence.flatMap(({ kept }) => kept ?? []);
/** The very file, or the same picture made into another. */
const isReused = (handled: Handled): boolean =>
  photos(handled).some(({ flags }) => flags.includes('REUSED') || flags.includes('ALIKE'));

/** Whether what was handled was shown by files used before (B07). */
function photoFacts(state: TicketState): readonly Fact[] {
  const shown = handledWith(state).filter((handled) => photos(handled).length > 0);
  const units = [...new Set(shown.flatMap(({ unit }) => unit ?? []))];
  return [ALL, ...units].flatMap((unit): Fact[] => {
    const own = shown.filter((handled) => unit === ALL || handled.unit === unit);
    const first = firstOf(own.map(({ at }) => at));
    if (first === null) return [];
    const day = dayOf(first);
    const reused = own.some(isReused) ? [{ measure: 'PHOTO_REUSED', unit, day } as const] : [];
    return [{ measure: 'PHOTOGRAPHED', unit, day }, ...reused];
  });
}

/** What says beside the score how far it can be believed, of what is not counted elsewhere. */
export const integrityFacts = (state: TicketState): readonly Fact[] => [...handingInFacts(state), ...photoFacts(state)];
