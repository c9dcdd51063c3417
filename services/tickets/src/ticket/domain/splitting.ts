import type { Pack } from '@gridlink/jurisdiction';
import { categories, cellsAround, distance, type Located, type OtherTicket, ownCells } from './merging.ts';
import type { TicketItem, TicketState } from './ticket.ts';

type HandedIn = Located & Pick<TicketState, 'source' | 'reporter'>;

/** Who handed a matter in: a body, or somebody of none. Residents report as often as they like. */
const handsOf = ({ source, reporter }: Pick<HandedIn, 'source' | 'reporter'>): string | null =>
  source === 'PUBLIC_CHANNEL' ? null : (reporter.organization ?? reporter.subject);

const inHands = (hands: string | null, cells: readonly string[]): readonly string[] =>
  hands === null ? [] : cells.map((cell) => `${hands}|${cell}`);

/** Where, as what and by whom a matter was handed in, whatever becomes of it; empty for what residents report. */
export const handedInCells = (ticket: HandedIn): readonly string[] => inHands(handsOf(ticket), ownCells(ticket));

/** Where the other parts of a matter can lie, were it cut up. */
export const partsCells = (ticket: HandedIn): readonly string[] => inHands(handsOf(ticket), cellsAround(ticket));

/** The ticket as the item makes it that it is to be of. */
export const asItem = (state: TicketState, item: TicketItem | null): TicketState => ({ ...state, item });

const HOUR_MS = 3_600_000;

export type EarlierPart = OtherTicket & Pick<TicketState, 'source' | 'reporter'>;

/** Of what the same hands reported before at this place and of this item: the newest within the pack's radius and hours, if any (B07). */
export function cutFrom(state: TicketState, earlier: readonly EarlierPart[], pack: Pack): string | null {
  const { radiusMeters, withinHours } = pack.limits.caps.splitting;
  const since = state.reportedAt.getTime() - withinHours * HOUR_MS;
  const here = state.place.point;
  const found = earlier
    .filter((other) => other.code !== state.code && handsOf(other) === handsOf(state))
    .filter((other) => categories(other).some((category) => categories(state).includes(category)))
    .filter(({ reportedAt }) => reportedAt.getTime() >= since && reportedAt < state.reportedAt)
    .filter(({ place: { point } }) => here !== null && point !== null && distance(here, point) <= radiusMeters)
    .toSorted((one, other) => other.reportedAt.getTime() - one.reportedAt.getTime());
  return found[0]?.code ?? null;
}
