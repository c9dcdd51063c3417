import { areasOf, type Severity } from '@gridlink/contracts';
import type { Limit, Pack, WorkingCalendar } from '@gridlink/jurisdiction';
import type { Actor } from '../../ticket/domain/actor.ts';
import { centerAt, centerCandidates, divisionOf, worksInCenter } from '../../ticket/domain/centers.ts';
import type { GridPlace } from '../../ticket/domain/change.ts';
import { limitEnd } from '../../ticket/domain/deadlines.ts';
import type { Unit } from '../../ticket/domain/decision.ts';
import { within } from '../../ticket/domain/dispatching.ts';
import { keyedStep } from '../../ticket/domain/step.ts';
import type { Announcement } from './announcement.ts';
import type { Instruction, Receipt, Recipient } from './instruction.ts';
import { meetingUrl } from './meeting-url.ts';
import type { InstructionRefusal, RecipientField } from './refusal.ts';

export type IssueRequest = {
  readonly title: string;
  readonly words: string;
  readonly urgency: Severity;
  readonly organizations: readonly string[];
  readonly gridIds: readonly string[];
  readonly hasTicket: boolean;
  readonly meetingUrl: string | null;
  readonly limit: Limit | null;
  readonly idempotencyKey: string | null;
};

/** All that issuing rests on: no clock, no database, no random. */
export type IssueFacts = {
  readonly id: string;
  readonly pack: Pack;
  readonly calendar: WorkingCalendar;
  readonly actor: Actor;
  readonly now: Date;
  /** Organizations the request names, and the actor's center. */
  readonly units: ReadonlyMap<string, Unit>;
  readonly grids: ReadonlyMap<string, GridPlace>;
  /** The ticket it is about, where the actor may see it. */
  readonly ticket: { readonly id: string; readonly code: string } | null;
};

export type IssueDecision =
  | { readonly kind: 'ISSUED'; readonly state: Instruction; readonly announcements: readonly Announcement[] }
  | { readonly kind: 'REFUSED'; readonly refusals: readonly InstructionRefusal[] };

type Place = { readonly areas: readonly string[] };

/** What is wrong with one list of recipients; each is named by its place in the list. */
function recipientRefusals(
  field: RecipientField,
  names: readonly string[],
  { division, placeOf }: { readonly division: string; readonly placeOf: (name: string) => Place | undefined },
): readonly InstructionRefusal[] {
  return names.flatMap((name, index): readonly InstructionRefusal[] => {
    if (names.indexOf(name) !== index) return [{ kind: 'RECIPIENT_TWICE', field, index, name }];
    const place = placeOf(name);
    if (!place) return [{ kind: 'RECIPIENT_UNKNOWN', field, index, name }];
    return place.areas.includes(division) ? [] : [{ kind: 'RECIPIENT_OUTSIDE', field, index, name }];
  });
}

function refusalsOf(request: IssueRequest, facts: IssueFacts, division: string): readonly InstructionRefusal[] {
  const { organizations, gridIds, limit, urgency } = request;
  const { acknowledge, mostRecipients } = facts.pack.limits.instructions;
  const count = organizations.length + gridIds.length;
  if (count === 0) return [{ kind: 'NO_RECIPIENTS' }];
  if (count > mostRecipients) return [{ kind: 'TOO_MANY_RECIPIENTS', most: mostRecipients }];
  const { min, max } = acknowledge[urgency];
  const active = (code: string): Unit | undefined => {
    const unit = facts.units.get(code);
    return unit?.active ? unit : undefined;
  };
  return [
    ...recipientRefusals('organizations', organizations, { division, placeOf: active }),
    ...recipientRefusals('gridIds', gridIds, { division, placeOf: (id) => facts.grids.get(id) }),
    ...(request.hasTicket && !facts.ticket ? [{ kind: 'TICKET_UNKNOWN' } as const] : []),
    ...(request.meetingUrl !== null && !meetingUrl(request.meetingUrl)
      ? [{ kind: 'NOT_A_MEETING_LINK' } as const]
      : []),
    ...(limit === null || within(limit, min, max) ? [] : [{ kind: 'LIMIT_OUT_OF_BOUNDS', min, max } as const]),
  ];
}

const sent = (recipient: Recipient): Receipt => ({
  recipient,
  delivered: null,
  read: null,
  acknowledged: null,
  done: null,
  overdueAt: null,
  resentAt: [],
});

/** People of a center see by its division what is addressed to it; everybody else by the organization or the grid. */
export function organizationRecipient(pack: Pack, code: string): Recipient {
  const division = divisionOf(code);
  const isCenter = centerCandidates(pack, division).includes(code);
  return { unit: code, gridId: null, gridCode: null, places: [code, ...(isCenter ? [division] : [])] };
}

const gridRecipient = ({ id, code }: GridPlace): Recipient => ({
  unit: null,
  gridId: id,
  gridCode: code,
  places: [id],
});

/** Whether somebody may issue instructions at all: whoever works in a center. */
export const mayIssue = (actor: Actor): actor is Actor & { readonly division: string } => worksInCenter(actor);

/** Issues an instruction to chosen organizations and grids of the issuer's own subtree. */
export function issueInstruction(request: IssueRequest, facts: IssueFacts): IssueDecision {
  const { id, pack, calendar, actor, now, units, grids, ticket } = facts;
  if (!mayIssue(actor)) return { kind: 'REFUSED', refusals: [{ kind: 'NOT_ALLOWED' }] };
  const { division } = actor;
  const refusals = refusalsOf(request, facts, division);
  if (refusals.length > 0) return { kind: 'REFUSED', refusals };
  const limit = request.limit ?? pack.limits.instructions.acknowledge[request.urgency].default;
  const { title, words, urgency } = request;
  const state: Instruction = {
    id,
    jurisdiction: pack.code,
    division,
    areas: areasOf(division),
    sender: actor.organization ?? centerAt(pack, division, units),
    issued: keyedStep(actor, { now, words: null, idempotencyKey: request.idempotencyKey }),
    title,
    words,
    ticketId: ticket?.id ?? null,
    ticketCode: ticket?.code ?? null,
    meetingUrl: request.meetingUrl === null ? null : (meetingUrl(request.meetingUrl) ?? null),
    urgency,
    limit: { amount: limit.amount, unit: limit.unit },
    issuedAt: now,
    acknowledgeBy: limitEnd(calendar, limit, now),
    state: 'OPEN',
    receipts: [
      ...request.organizations
        .flatMap((code) => units.get(code) ?? [])
        .map(({ code }) => organizationRecipient(pack, code)),
      ...request.gridIds.flatMap((gridId) => grids.get(gridId) ?? []).map(gridRecipient),
    ].map(sent),
    resends: [],
    withdrawn: null,
  };
  const announcement: Announcement = { verb: 'issued', recipients: state.receipts.map(({ recipient }) => recipient) };
  return { kind: 'ISSUED', state, announcements: [announcement] };
}
