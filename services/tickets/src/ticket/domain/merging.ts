import type { Pack } from '@gridlink/jurisdiction';
import type { Consequence, Guard } from './decision.ts';
import { announce, enterStage } from './effects.ts';
import { isOpen } from './stage.ts';
import type { Point, TicketState } from './ticket.ts';

/** What is looked at of the ticket that another one may be merged into. */
export type OtherTicket = Pick<
  TicketState,
  'code' | 'jurisdiction' | 'stage' | 'item' | 'topic' | 'place' | 'reportedAt'
>;

const EARTH_RADIUS_METERS = 6_371_000;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance, meters (haversine). */
export function distance(one: Point, other: Point): number {
  const [lat1, lat2] = [radians(one.latitude), radians(other.latitude)];
  const dLat = lat2 - lat1;
  const dLon = radians(other.longitude - one.longitude);
  const chord = Math.sin(dLat / 2) ** 2 + Math.cos(lat1) * Math.cos(lat2) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_RADIUS_METERS * Math.asin(Math.sqrt(chord));
}

/** Degrees of a cell: wider than any pack's radius, so that a place's duplicates lie in its cell or one beside it. */
const CELL = 0.005;
const cellOf = (degrees: number): number => Math.floor(degrees / CELL);

export type Located = Pick<TicketState, 'jurisdiction' | 'item' | 'topic' | 'place'>;

export const categories = ({ item, topic }: Pick<Located, 'item' | 'topic'>): readonly string[] =>
  [item && `item:${item.code}`, topic && `topic:${topic}`].filter((category) => typeof category === 'string');

const key = (jurisdiction: string, category: string, x: number, y: number): string =>
  `${jurisdiction}|${category}|${x}|${y}`;

/** Where and as what a ticket can be found by others of its kind; empty without a point or a category. */
export function ownCells({ jurisdiction, place: { point }, ...ticket }: Located): readonly string[] {
  if (point === null) return [];
  const [x, y] = [cellOf(point.longitude), cellOf(point.latitude)];
  return categories(ticket).map((category) => key(jurisdiction, category, x, y));
}

/** The cells in which a ticket's duplicates can lie. */
export function cellsAround({ jurisdiction, place: { point }, ...ticket }: Located): readonly string[] {
  if (point === null) return [];
  const around = [-1, 0, 1];
  return categories(ticket).flatMap((category) =>
    around.flatMap((dx) =>
      around.map((dy) => key(jurisdiction, category, cellOf(point.longitude) + dx, cellOf(point.latitude) + dy)),
    ),
  );
}

const DAY = 86_400_000;

/** Same category, within the pack's radius and days (E03). */
export function isLikelyDuplicate(state: OtherTicket, other: OtherTicket, pack: Pack): boolean {
  const { radiusMeters, withinDays } = pack.limits.caps.duplicates;
  const [here, there] = [state.place.point, other.place.point];
  if (here === null || there === null || state.code === other.code) return false;
  const alike = categories(state).some((category) => categories(other).includes(category));
  const apart = Math.abs(state.reportedAt.getTime() - other.reportedAt.getTime());
  return alike && apart <= withinDays * DAY && distance(here, there) <= radiusMeters;
}

export const otherIsOpen: Guard<'mergeTicket'> = ({ state, other }) => {
  if (other === null || other.code === state.code || other.jurisdiction !== state.jurisdiction) {
    return { kind: 'OTHER_UNKNOWN' };
  }
  return isOpen(other.stage) ? null : { kind: 'OTHER_ENDED', stage: other.stage };
};

/** A reporter joins what is near and alike; what else belongs together is the center's to see. */
export const reporterJoinsAlike: Guard<'mergeTicket'> = ({ state, other, actor, pack }) =>
  !actor.provedReporter || (other !== null && isLikelyDuplicate(state, other, pack)) ? null : { kind: 'OTHER_UNKNOWN' };

/** The ticket ends here; whoever reported it follows the other from now on. */
export const merge: Consequence<'mergeTicket'> = (situation) => {
  const { into, words } = situation.command;
  return {
    changes: [{ type: 'MERGED', into }, ...enterStage(situation, 'MERGED')],
    words,
    facts: { into },
    announcements: announce('merged', { into }),
  };
};
