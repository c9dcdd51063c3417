import { parentDivision } from '@gridlink/contracts';
import { daysOf } from '../../dossier/domain/day.ts';
import { appellantOf } from '../domain/appealing.ts';
import { divisionOf } from '../domain/centers.ts';
import { isDecided, silent } from '../domain/consultation.ts';
import { isLateNow, nextAlarm, nextDue } from '../domain/deadlines.ts';
import { currentAssignments, isOpenAssignment } from '../domain/effects.ts';
import { isUnanswered } from '../domain/field-check.ts';
import { ownCells } from '../domain/merging.ts';
import type { Appeal } from '../domain/parts.ts';
import { acceptedRequests, askedSince } from '../domain/redaction-request.ts';
import { handedInCells } from '../domain/splitting.ts';
import { isOpen, STAGES } from '../domain/stage.ts';
import type { Assignment, TicketState } from '../domain/ticket.ts';
import { requestState } from '../domain/time-requests.ts';
import { openOffer, takenOver } from '../domain/transfer.ts';
import { TRANSITIONS } from '../domain/transitions.ts';
import { seenBy } from '../domain/viewers.ts';
import { searchWords } from '../domain/words.ts';

/** Fields that only exist to be searched by; all follow from the state. Absent ones are unset. */
export type DerivedFields = {
  /** Divisions, organizations and the grid whose people may see the ticket. */
  readonly seenBy: readonly string[];
  /** Who must act: `center:<division>`, `unit:<organization>`, `grid:<id>`, `owes:<organization>`; who may: `appeals:<organization>`. */
  readonly waitsFor?: readonly string[];
  /** `seenBy` again while a deadline is passed, so that the late ones are a short list of their own. */
  readonly lateFor?: readonly string[];
  /** Likewise while under supervision. */
  readonly supervisedFor?: readonly string[];
  readonly words: readonly string[];
  readonly late: boolean;
  readonly dueAt: Date | null;
  readonly nextAlarmAt?: Date;
  /** The jurisdiction, while the ticket has a point and no grid. */
  readonly unlocatedIn?: string;
  /** The jurisdiction, while the ticket is open. */
  readonly openIn?: string;
  /** The exception of each assignment given under one. */
  readonly exceptions?: readonly string[];
  /** While the ticket is open: where and as what others of its kind find it. */
  readonly cells?: readonly string[];
  /** Where, as what and by whom it was handed in, unless by a resident. */
  readonly handedInCells?: readonly string[];
  /** Files that are evidence: of what everybody reads who sees the ticket, and of its internal notes alone. */
  readonly fileIds?: readonly string[];
  readonly privateFileIds?: readonly string[];
  /** What is in all of them, so that a content that is used twice is found. */
  readonly digests?: readonly string[];
  /** City of another jurisdiction that the ticket is offered to. */
  readonly offeredTo?: string;
  /** Since when something is to be done over there: its ticket opened, or words redacted as was accepted. */
  readonly handOverAt?: Date;
  /** Cities of other jurisdictions that are asked to redact, and since when one of them has been. */
  readonly redactionAskedOf?: readonly string[];
  readonly redactionAskedAt?: Date;
  /** Days on which the timeline grew: what each day's anchor is over. */
  readonly grewOn: readonly string[];
};

const unique = (values: readonly (string | null)[]): readonly string[] => [
  ...new Set(values.filter((value) => value !== null)),
];

const center = (organization: string): string => `center:${divisionOf(organization)}`;

const handler = ({ gridId, unit }: Assignment): string => (gridId === null ? `unit:${unit}` : `grid:${gridId}`);

function waitingInStage(state: TicketState): readonly string[] {
  const current = currentAssignments(state);
  if (STAGES[state.stage].waitsFor === 'UNITS') return current.filter(isOpenAssignment).map(handler);
  if (STAGES[state.stage].waitsFor === 'NOBODY') return [];
  const besides =
    state.stage === 'FEEDBACK'
      ? current.filter(({ part, state: at }) => part === 'LEAD' && at === 'DONE').map(handler)
      : [];
  const staff = state.stage === 'ACCEPTANCE' && state.gridId !== null ? [`grid:${state.gridId}`] : [];
  return [center(state.holder), ...besides, ...staff, ...checkers(state)];
}

/** Where the center's own body handled the matter, the center above has to verify it. */
function checkers(state: TicketState): readonly string[] {
  const above = parentDivision(divisionOf(state.holder));
  const handledByHolder = currentAssignments(state).some(({ unit }) => divisionOf(unit) === divisionOf(state.holder));
  return state.stage === 'VERIFICATION' && handledByHolder && above !== null ? [`center:${above}`] : [];
}

/** Units whose opinion is awaited, the grid whose staff are to look, the center that is asked for time. */
const asked = (state: TicketState): readonly string[] => [
  ...state.consultations
    .filter((consultation) => !isDecided(consultation) && TRANSITIONS.giveOpinion.from.includes(state.stage))
    .flatMap(silent)
    .map((unit) => `unit:${unit}`),
  ...state.fieldChecks.filter(isUnanswered(state)).map(({ gridId }) => `grid:${gridId}`),
  ...state.timeRequests.filter((request) => requestState(state, request) === 'OPEN').map(() => center(state.holder)),
];

const isUnderReview = ({ state }: Appeal): boolean => state === 'FIRST_REVIEW' || state === 'FINAL_REVIEW';

function owing(state: TicketState): readonly string[] {
  const owes = (organization: string): string =>
    organization === state.holder ? center(organization) : `owes:${organization}`;
  return [
    ...state.supervisions.filter((order) => order.state === 'OPEN').map(({ target }) => owes(target)),
    ...state.supervisions.filter((order) => order.state === 'ANSWERED').map(({ division }) => `center:${division}`),
    ...state.appeals.filter(isUnderReview).map(({ division }) => `center:${division}`),
    ...state.appeals.flatMap((appeal) => appellantOf(appeal) ?? []).map((unit) => `appeals:${unit}`),
    ...(isOpen(state.stage) ? asked(state) : []),
    ...state.deadlines
      .filter(({ kind, stoppedAt }) => kind === 'EXPLAIN' && stoppedAt === null)
      .map(({ unit }) => owes(unit)),
  ];
}

function fileFields(timeline: TicketState['timeline']): Pick<DerivedFields, 'fileIds' | 'privateFileIds' | 'digests'> {
  const filesOf = (entries: TicketState['timeline']) =>
    entries.flatMap(({ evidence }) => evidence.flatMap(({ kept, sha256 }) => (kept ? [{ id: kept.id, sha256 }] : [])));
  const files = filesOf(timeline);
  if (files.length === 0) return {};
  const open = new Set(filesOf(timeline.filter((entry) => !entry.private)).map(({ id }) => id));
  const hidden = unique(files.map(({ id }) => id)).filter((id) => !open.has(id));
  return {
    digests: unique(files.map(({ sha256 }) => sha256)),
    ...(open.size > 0 ? { fileIds: [...open] } : {}),
    ...(hidden.length > 0 ? { privateFileIds: hidden } : {}),
  };
}

/** What other jurisdictions are asked to redact, the oldest request's instant with it. */
function askedFields(state: TicketState): Pick<DerivedFields, 'redactionAskedOf' | 'redactionAskedAt'> {
  const since = askedSince(state);
  const open = state.redactionRequests.filter((request) => request.state === 'OPEN');
  return since ? { redactionAskedOf: unique(open.map(({ division }) => division)), redactionAskedAt: since } : {};
}

/** All of them, from the state alone. */
export function deriveFields(state: TicketState): DerivedFields {
  const viewers = seenBy(state);
  const waitsFor = unique([...waitingInStage(state), ...owing(state)]);
  const late = state.deadlines.some(isLateNow);
  const supervised = state.supervisions.some(({ endedAt }) => endedAt === null);
  const alarm = nextAlarm(state.deadlines);
  const cells = isOpen(state.stage) ? ownCells(state) : [];
  const handedIn = handedInCells(state);
  const exceptions = state.assignments.flatMap(({ exception }) => exception?.id ?? []);
  const [offer, handOver] = [openOffer(state), takenOver(state)];
  const asked = askedFields(state);
  const owed = [
    ...(handOver?.decidedAt && handOver.otherCode === null ? [handOver.decidedAt] : []),
    ...acceptedRequests(state).flatMap(({ answeredAt }) => answeredAt ?? []),
  ];
  const unlocated = state.gridId === null && state.place.point !== null && isOpen(state.stage);
  return {
    seenBy: viewers,
    ...(waitsFor.length > 0 ? { waitsFor } : {}),
    ...(late ? { lateFor: viewers } : {}),
    ...(supervised ? { supervisedFor: viewers } : {}),
    words: searchWords({ title: state.title, address: state.place.address, text: state.text }),
    late,
    dueAt: nextDue(state.deadlines),
    ...(alarm ? { nextAlarmAt: alarm } : {}),
    ...(unlocated ? { unlocatedIn: state.jurisdiction } : {}),
    ...(isOpen(state.stage) ? { openIn: state.jurisdiction } : {}),
    ...(exceptions.length > 0 ? { exceptions } : {}),
    ...(cells.length > 0 ? { cells } : {}),
    ...(handedIn.length > 0 ? { handedInCells: handedIn } : {}),
    ...fileFields(state.timeline),
    ...(offer ? { offeredTo: offer.division } : {}),
    ...asked,
    ...(owed.length > 0 ? { handOverAt: owed[0] } : {}),
    grewOn: daysOf(state.timeline),
  };
}
