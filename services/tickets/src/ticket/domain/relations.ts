import { areasOf } from '@gridlink/contracts';
import type { Pack } from '@gridlink/jurisdiction';
import type { Actor } from './actor.ts';
import { centerCandidates, divisionOf, worksInCenter } from './centers.ts';
import { assignmentOf } from './deadlines.ts';
import { currentAssignments, isOpenAssignment } from './effects.ts';
import type {
  Appeal,
  Consultation,
  FailedVerification,
  FieldCheck,
  Handler,
  Mediation,
  RedactionRequest,
  Transfer,
} from './parts.ts';
import type { Assignment, Deadline, Supervision, TicketState } from './ticket.ts';

/** How an actor must stand to a ticket for a command. */
export type Relation =
  | 'ANYONE'
  | 'SYSTEM'
  /** Works in the center that holds the ticket. */
  | 'HOLDER'
  /** Works in a center above the holder. */
  | 'SUPERIOR'
  /** Holder or superior. */
  | 'CHECKER'
  /** Works in a center of any division the ticket lies in. */
  | 'AUTHORITY'
  /** Serves in the ticket's grid. */
  | 'GRID_STAFF'
  /** Leads the ticket's grid, where the pack lets leaders accept. */
  | 'ACCEPTING_LEADER'
  /** Gave number and query code. */
  | 'REPORTER'
  /** Handles the assignment. */
  | 'UNIT'
  /** Handles the assignment as staff of the grid. */
  | 'ASSIGNED_STAFF'
  /** Belongs to a body that has the ticket in its area, in its grid or in its hands. */
  | 'INVOLVED_BODY'
  /** Leads the handling. */
  | 'LEAD_UNIT'
  /** Was invited to the consultation. */
  | 'INVITED'
  /** Is of the unit that has it mediated, or leads where that one is out of the matter. */
  | 'MEDIATING'
  /** Answers for the deadline. */
  | 'RESPONSIBLE'
  /** Is supervised by the order. */
  | 'TARGET'
  /** Gave the supervision order, or is above whoever did. */
  | 'SUPERVISOR'
  /** Works in a center over the organization to be supervised. */
  | 'OVERSEER'
  /** Is, or speaks for, whom the warning is to. */
  | 'WARNED'
  /** Is, or speaks for, who lodged the appeal. */
  | 'APPELLANT'
  /** Works in the center that reviews the appeal, and not for who lodged it. */
  | 'REVIEWER'
  /** Works in the center of the other jurisdiction that the matter is offered to. */
  | 'RECEIVER'
  /** Works in the center of the other jurisdiction that is asked to redact. */
  | 'ASKED';

/** What of the ticket a command is about, where it is about a part. */
export type Target = {
  readonly assignment?: Assignment | undefined;
  readonly deadline?: Deadline | undefined;
  readonly supervision?: Supervision | undefined;
  readonly consultation?: Consultation | undefined;
  readonly mediation?: Mediation | undefined;
  readonly fieldCheck?: FieldCheck | undefined;
  readonly verification?: FailedVerification | undefined;
  readonly appeal?: Appeal | undefined;
  readonly transfer?: Transfer | undefined;
  readonly redactionRequest?: RedactionRequest | undefined;
  /** Organization a supervision order would go to. */
  readonly organization?: string | undefined;
};

const above = (division: string, lower: string): boolean => division !== lower && areasOf(lower).includes(division);
const atOrAbove = (division: string, lower: string): boolean => areasOf(lower).includes(division);

const centerOver = (actor: Actor, lower: string): boolean =>
  actor.division !== null && worksInCenter(actor) && atOrAbove(actor.division, lower);

/** The actor works in the center that holds the ticket. */
export const holds = ({ holder }: TicketState, actor: Actor): boolean =>
  worksInCenter(actor) && actor.division === divisionOf(holder);

const isSuperior = ({ holder }: TicketState, actor: Actor): boolean =>
  actor.division !== null && worksInCenter(actor) && above(actor.division, divisionOf(holder));

const servesIn = ({ gridId }: TicketState, actor: Actor): boolean => gridId !== null && actor.grids.includes(gridId);

/** The actor speaks for the organization: belongs to it, or works in the center it is. */
export const speaksFor = (state: TicketState, actor: Actor, organization: string): boolean =>
  actor.organization === organization || (organization === state.holder && holds(state, actor));

/** The actor handles the assignment: staff of its grid, or its unit. */
export function handles(actor: Actor, { unit, gridId }: Handler): boolean {
  return gridId === null ? actor.organization === unit : actor.grids.includes(gridId);
}

/** The organization is the center the actor works in, by whatever name it is registered. */
const worksIn = (pack: Pack, actor: Actor, organization: string): boolean =>
  worksInCenter(actor) &&
  actor.division === divisionOf(organization) &&
  centerCandidates(pack, actor.division).includes(organization);

/** The actor speaks for whom something is addressed to: as one of it, as staff of the grid, or as one of the center it is. */
export const standsFor = (pack: Pack, actor: Actor, handler: Handler): boolean =>
  handles(actor, handler) || (handler.gridId === null && worksIn(pack, actor, handler.unit));

export type Standing = {
  readonly state: TicketState;
  readonly actor: Actor;
  readonly target: Target;
  readonly pack: Pack;
};
type Check = (standing: Standing) => boolean;

const CHECKS: Readonly<Record<Relation, Check>> = {
  ANYONE: () => true,
  SYSTEM: ({ actor }) => actor.kind === 'SYSTEM',
  HOLDER: ({ state, actor }) => holds(state, actor),
  SUPERIOR: ({ state, actor }) => isSuperior(state, actor),
  CHECKER: ({ state, actor }) => holds(state, actor) || isSuperior(state, actor),
  AUTHORITY: ({ state, actor }) => centerOver(actor, state.division),
  GRID_STAFF: ({ state, actor }) => servesIn(state, actor),
  ACCEPTING_LEADER: ({ state, actor, pack }) => pack.loop.leaderMayAccept.may && servesIn(state, actor),
  REPORTER: ({ actor }) => actor.provedReporter,
  UNIT: ({ actor, target: { assignment } }) => assignment !== undefined && handles(actor, assignment),
  ASSIGNED_STAFF: ({ actor, target: { assignment } }) =>
    assignment !== undefined && assignment.gridId !== null && handles(actor, assignment),
  INVOLVED_BODY: ({ state, actor }) =>
    actor.organization !== null &&
    (centerOver(actor, state.division) ||
      servesIn(state, actor) ||
      state.assignments.some((assignment) => handles(actor, assignment)) ||
      state.consultations.some(({ invited }) => invited.some((unit) => unit === actor.organization))),
  LEAD_UNIT: ({ state, actor }) =>
    state.assignments.some(
      (entry) =>
        entry.round === state.round && entry.part === 'LEAD' && entry.state === 'DONE' && handles(actor, entry),
    ),
  INVITED: ({ actor, target: { consultation } }) =>
    consultation?.invited.some((unit) => unit === actor.organization) ?? false,
  MEDIATING: ({ state, actor, target: { mediation } }) => mediation !== undefined && mediates(state, actor, mediation),
  RESPONSIBLE: ({ state, actor, target: { deadline } }) => deadline !== undefined && answersFor(state, actor, deadline),
  TARGET: ({ state, actor, target: { supervision } }) =>
    supervision !== undefined && speaksFor(state, actor, supervision.target),
  SUPERVISOR: ({ actor, target: { supervision } }) =>
    supervision !== undefined && centerOver(actor, supervision.division),
  // Nobody supervises the body they speak for.
  OVERSEER: ({ state, actor, target: { organization } }) =>
    organization !== undefined && centerOver(actor, divisionOf(organization)) && !speaksFor(state, actor, organization),
  WARNED: (standing) => warnedOf(standing) !== null,
  APPELLANT: ({ pack, actor, target: { appeal } }) => appeal !== undefined && standsFor(pack, actor, appeal),
  REVIEWER: ({ pack, actor, target: { appeal } }) =>
    appeal !== undefined &&
    worksInCenter(actor) &&
    actor.division === appeal.division &&
    !standsFor(pack, actor, appeal),
  RECEIVER: ({ actor, target: { transfer } }) =>
    transfer !== undefined && worksInCenter(actor) && actor.division === transfer.division,
  ASKED: ({ actor, target: { redactionRequest } }) =>
    redactionRequest !== undefined && worksInCenter(actor) && actor.division === redactionRequest.division,
};

/** Whom the warning is to, where the actor may speak for it; null where not. */
export function warnedOf({ state, actor, target, pack }: Standing): Handler | null {
  const { deadline, supervision, verification } = target;
  const handlers = verification?.handlers ?? [
    ...(deadline ? [{ unit: deadline.unit, gridId: assignmentOf(state.assignments, deadline)?.gridId ?? null }] : []),
    ...(supervision ? [{ unit: supervision.target, gridId: null }] : []),
  ];
  return handlers.find((handler) => standsFor(pack, actor, handler)) ?? null;
}

/** The unit's staff end it, those of the grid among them; where the unit has no part in the work any more, whoever leads it does. */
function mediates(state: TicketState, actor: Actor, { unit }: Mediation): boolean {
  const open = currentAssignments(state).filter(isOpenAssignment);
  const own = open.filter((assignment) => assignment.unit === unit);
  const hands = own.length > 0 ? own : open.filter(({ part }) => part === 'LEAD');
  return actor.organization === unit || hands.some((assignment) => handles(actor, assignment));
}

function answersFor(state: TicketState, actor: Actor, deadline: Deadline): boolean {
  const assignment = assignmentOf(state.assignments, deadline);
  return assignment ? handles(actor, assignment) : speaksFor(state, actor, deadline.unit);
}

/** Whether the actor stands to the ticket, or the part of it, as the relation says. */
export const stands = (relation: Relation, standing: Standing): boolean => CHECKS[relation](standing);
