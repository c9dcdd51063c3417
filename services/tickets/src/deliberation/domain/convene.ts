import type { Pack } from '@gridlink/jurisdiction';
import { tellsPersonalData } from '../../reporter/personal-data.ts';
import type { Actor } from '../../ticket/domain/actor.ts';
import { worksInCenter } from '../../ticket/domain/centers.ts';
import { keyedStep } from '../../ticket/domain/step.ts';
import { type AttendeeRequest, type ItemRequest, type Sources, withAttendees, withItems } from './agenda.ts';
import type { Deliberation } from './deliberation.ts';
import type { DeliberationRefusal } from './refusal.ts';

export type ConvenePlace = Pick<Deliberation, 'division' | 'areas' | 'gridId' | 'gridCode'>;

export type ConveneRequest = Pick<Deliberation, 'title' | 'venue' | 'startsAt'> & {
  readonly agenda: readonly ItemRequest[];
  readonly attendees: readonly AttendeeRequest[];
};

/** All that convening rests on: no clock, no database, no random. */
export type ConveneFacts = {
  readonly id: string;
  readonly code: string;
  readonly place: ConvenePlace;
  readonly pack: Pack;
  readonly actor: Actor;
  readonly now: Date;
  readonly idempotencyKey: string | null;
  readonly sources: Sources;
};

/** Of a role that the pack lets convene, and at home there: in the grid, or in a center over it. */
export function mayHost(pack: Pack, actor: Actor, { areas, gridId }: Pick<ConvenePlace, 'areas' | 'gridId'>): boolean {
  const { roles } = pack.loop.deliberation.convening;
  if (!actor.roles.some((role) => roles.some((named) => named === role))) return false;
  const isInGrid = gridId !== null && actor.grids.includes(gridId) && actor.roles.includes('GRID_LEADER');
  return isInGrid || (actor.division !== null && worksInCenter(actor) && areas.includes(actor.division));
}

type Published = Pick<Deliberation, 'title' | 'venue'>;

/** Texts that are published with the minutes. */
export const publishedTexts = (texts: Partial<Published>): readonly DeliberationRefusal[] =>
  Object.entries(texts)
    .filter(([, text]) => tellsPersonalData(text))
    .map(([field]) => ({ kind: 'PERSONAL_DATA', field: [field] }) as const);

/** Convenes a meeting of a community or grid. */
export function conveneDeliberation(
  request: ConveneRequest,
  facts: ConveneFacts,
): { readonly state: Deliberation } | { readonly refusals: readonly DeliberationRefusal[] } {
  const { id, code, place, pack, actor, now, idempotencyKey, sources } = facts;
  if (!mayHost(pack, actor, place)) return { refusals: [{ kind: 'NOT_ALLOWED' }] };
  const { title, venue, startsAt } = request;
  const agenda = withItems([], request.agenda, { sources, added: null });
  const attendees = withAttendees([], request.attendees, { sources, invited: true, presentAt: null });
  const refusals: readonly DeliberationRefusal[] = [
    ...(startsAt <= now ? [{ kind: 'STARTS_IN_THE_PAST' } as const] : []),
    ...publishedTexts({ title, venue }),
    ...('refusals' in agenda ? agenda.refusals : []),
    ...('refusals' in attendees ? attendees.refusals : []),
  ];
  if (refusals.length > 0 || 'refusals' in agenda || 'refusals' in attendees) return { refusals };
  const state: Deliberation = {
    id,
    code,
    jurisdiction: pack.code,
    ...place,
    title,
    venue,
    startsAt,
    convened: keyedStep(actor, { now, words: null, idempotencyKey }),
    convenedAt: now,
    state: 'CONVENED',
    agenda: agenda.rows,
    attendees: attendees.rows,
    invitations: [],
    postponements: [],
    cancelled: null,
    minutes: null,
  };
  return { state };
}
