import {
  type DeliberationDetail,
  type DeliberationSnapshot,
  type EventEnvelope,
  eventTypeParts,
  type SuggestionSnapshot,
} from '@gridlink/contracts';
import type { Pack } from '@gridlink/jurisdiction';
import type { DeliberationVerb } from '../../deliberation/domain/announcement.ts';
import type { SuggestionVerb } from '../../suggestion/domain/announcement.ts';
import { desksAmong, toldTo } from './addressing.ts';
import { DELIBERATION_AUDIENCES, DELIBERATION_FINDERS, type InvitedStaff } from './deliberation-audiences.ts';
import type { Notification } from './notification.ts';
import { SUGGESTION_AUDIENCES, SUGGESTION_FINDERS } from './suggestion-audiences.ts';

type Envelope = Pick<EventEnvelope, 'id' | 'type' | 'time'>;
type Telling = { readonly pack: Pack; readonly at: Date };

const verbIn = <Verb extends string>(known: Readonly<Record<Verb, unknown>>, type: string): Verb | null => {
  const { verb } = eventTypeParts(type);
  return Object.hasOwn(known, verb) ? (verb as Verb) : null;
};

/** Neither a ticket's, nor about a body, nor ever urgent. */
const CALM = { ticketId: null, ticketCode: null, urgent: false } as const;

/** What an event of a suggestion makes: one notification for each desk that is told. */
export function suggestionNotifications(
  { id, type, time, suggestion }: Envelope & { readonly suggestion: SuggestionSnapshot },
  { pack, at }: Telling,
): readonly Notification[] {
  const verb = verbIn<SuggestionVerb>(SUGGESTION_AUDIENCES, type);
  if (verb === null) return [];
  const audience = SUGGESTION_AUDIENCES[verb];
  const { jurisdiction, division, code, answerer, answerBy } = suggestion;
  const owed = suggestion.state === 'OPEN' || suggestion.state === 'UNSATISFIED';
  return toldTo(desksAmong(SUGGESTION_FINDERS, { suggestion, pack }, audience), {
    event: id,
    ...CALM,
    jurisdiction,
    division,
    kind: audience.kind,
    verb: `suggestion-${verb}`,
    suggestion: { id: suggestion.id, code },
    about: answerer,
    dueAt: owed && answerBy !== undefined ? new Date(answerBy) : null,
    happenedAt: new Date(time),
    at,
  });
}

type Meeting = {
  readonly deliberation: DeliberationSnapshot;
  readonly detail?: DeliberationDetail | undefined;
  readonly staff: InvitedStaff;
};

/** What an event of a deliberation makes; until it is held, it says when it begins. */
export function deliberationNotifications(
  { id, type, time, deliberation, detail = {}, staff }: Envelope & Meeting,
  { pack, at }: Telling,
): readonly Notification[] {
  const verb = verbIn<DeliberationVerb>(DELIBERATION_AUDIENCES, type);
  if (verb === null) return [];
  const audience = DELIBERATION_AUDIENCES[verb];
  const { jurisdiction, division, code, state, startsAt } = deliberation;
  return toldTo(desksAmong(DELIBERATION_FINDERS, { deliberation, detail, staff, pack }, audience), {
    event: id,
    ...CALM,
    jurisdiction,
    division,
    kind: audience.kind,
    verb: `deliberation-${verb}`,
    deliberation: { id: deliberation.id, code },
    about: null,
    dueAt: state === 'CONVENED' ? new Date(startsAt) : null,
    happenedAt: new Date(time),
    at,
  });
}
