import type { CommandName, CommandOf, WarningId } from './commands.ts';
import { isDecided } from './consultation.ts';
import { currentAssignments } from './effects.ts';
import { isUnanswered } from './field-check.ts';
import type { Appeal } from './parts.ts';
import type { Refusal } from './refusal.ts';
import type { Target } from './relations.ts';
import { concerned } from './supervising.ts';
import type { TicketState } from './ticket.ts';
import { requestState } from './time-requests.ts';
import { transferState } from './transfer.ts';
import type { Part } from './transition.ts';

export type Resolved =
  | { readonly refusal: Refusal }
  | { readonly target: Target; readonly stateRefusal: Refusal | null };

type Ids = {
  readonly assignmentId?: string;
  readonly deadlineId?: string;
  readonly supervisionId?: string;
  readonly requestId?: string;
  readonly consultationId?: string;
  readonly mediationId?: string;
  readonly fieldCheckId?: string;
  readonly appealId?: string;
  readonly transferId?: string;
  readonly warning?: WarningId;
  readonly target?: string;
};

const found = (target: Target, stateRefusal: Refusal | null = null): Resolved => ({ target, stateRefusal });

/** The part of the ticket a command names, whether or not it is in a fit state. */
export function resolveTarget<C extends CommandName>(
  state: TicketState,
  part: Part | undefined,
  command: CommandOf<C>,
): Resolved {
  const ids = command as CommandOf<C> & Ids;
  if (part === undefined) return found({});
  if ('assignment' in part) return assignmentTarget(state, ids, part.assignment);
  if ('supervision' in part) return supervisionTarget(state, ids, part.supervision);
  if ('timeRequest' in part) return timeRequestTarget(state, ids, part.timeRequest);
  if ('consultation' in part) return consultationTarget(state, ids);
  if ('mediation' in part) return mediationTarget(state, ids);
  if ('fieldCheck' in part) return fieldCheckTarget(state, ids);
  if ('organization' in part) return found({ organization: ids.target });
  if ('warning' in part) return warningTarget(state, ids);
  if ('appeal' in part) return appealTarget(state, ids, part);
  if ('transfer' in part) return transferTarget(state, ids, part.transfer);
  if ('redactionRequest' in part) return redactionRequestTarget(state, ids, part.redactionRequest);
  const deadline = state.deadlines.find(({ id }) => id === ids.deadlineId);
  return deadline ? found({ deadline }) : { refusal: { kind: 'DEADLINE_UNKNOWN' } };
}

function assignmentTarget(state: TicketState, { assignmentId }: Ids, needed: readonly string[]): Resolved {
  const assignment = currentAssignments(state).find(({ id }) => id === assignmentId);
  if (!assignment) return { refusal: { kind: 'ASSIGNMENT_UNKNOWN' } };
  const fits = needed.includes(assignment.state);
  return found({ assignment }, fits ? null : { kind: 'ASSIGNMENT_STATE', state: assignment.state, needed });
}

function supervisionTarget(state: TicketState, { supervisionId }: Ids, needed: readonly string[]): Resolved {
  const supervision = state.supervisions.find(({ id }) => id === supervisionId);
  if (!supervision) return { refusal: { kind: 'SUPERVISION_UNKNOWN' } };
  const fits = needed.includes(supervision.state);
  return found({ supervision }, fits ? null : { kind: 'SUPERVISION_STATE', state: supervision.state });
}

function timeRequestTarget(state: TicketState, { requestId }: Ids, needed: readonly string[]): Resolved {
  const request = state.timeRequests.find(({ id }) => id === requestId);
  if (!request) return { refusal: { kind: 'TIME_REQUEST_UNKNOWN' } };
  const at = requestState(state, request);
  return found({}, needed.includes(at) ? null : { kind: 'TIME_REQUEST_STATE', state: at });
}

function consultationTarget({ consultations }: TicketState, { consultationId }: Ids): Resolved {
  const consultation = consultations.find(({ id }) => id === consultationId);
  if (!consultation) return { refusal: { kind: 'CONSULTATION_UNKNOWN' } };
  return found({ consultation }, isDecided(consultation) ? { kind: 'CONSULTATION_DECIDED' } : null);
}

function mediationTarget({ mediations }: TicketState, { mediationId }: Ids): Resolved {
  const mediation = mediations.find(({ id }) => id === mediationId);
  if (!mediation) return { refusal: { kind: 'MEDIATION_UNKNOWN' } };
  return found({ mediation }, mediation.endedAt === null ? null : { kind: 'MEDIATION_ENDED' });
}

function fieldCheckTarget(state: TicketState, { fieldCheckId }: Ids): Resolved {
  const fieldCheck = state.fieldChecks.find(({ id }) => id === fieldCheckId);
  if (!fieldCheck) return { refusal: { kind: 'FIELD_CHECK_UNKNOWN' } };
  return found({ fieldCheck }, isUnanswered(state)(fieldCheck) ? null : { kind: 'FIELD_CHECK_ANSWERED' });
}

function warningTarget(state: TicketState, { warning }: Ids): Resolved {
  const target = warningsOf(state).find(
    ({ deadline, supervision, verification }) =>
      warning !== undefined &&
      { DEADLINE: deadline, SUPERVISION: supervision, VERIFICATION: verification }[warning.of]?.id === warning.id,
  );
  return target ? found(target) : { refusal: { kind: 'WARNING_UNKNOWN' } };
}

function appealTarget(state: TicketState, { appealId }: Ids, { appeal: needed, of }: AppealPart): Resolved {
  const appeal = appealsOf(state, of).find(({ id }) => id === appealId);
  if (!appeal) return { refusal: { kind: 'APPEAL_UNKNOWN' } };
  return found({ appeal }, needed.includes(appeal.state) ? null : { kind: 'APPEAL_STATE', state: appeal.state });
}

function transferTarget(state: TicketState, { transferId }: Ids, needed: readonly string[]): Resolved {
  const transfer = state.transfers.find(({ id, direction }) => id === transferId && direction === 'OUT');
  if (!transfer) return { refusal: { kind: 'TRANSFER_UNKNOWN' } };
  const at = transferState(state, transfer);
  return found({ transfer }, needed.includes(at) ? null : { kind: 'TRANSFER_STATE', state: at });
}

function redactionRequestTarget(state: TicketState, { requestId }: Ids, needed: readonly string[]): Resolved {
  const redactionRequest = state.redactionRequests.find(({ id }) => id === requestId);
  if (!redactionRequest) return { refusal: { kind: 'REDACTION_REQUEST_UNKNOWN' } };
  const { state: at } = redactionRequest;
  return found({ redactionRequest }, needed.includes(at) ? null : { kind: 'REDACTION_REQUEST_STATE', state: at });
}

type AppealPart = Extract<Part, { appeal: unknown }>;

const appealsOf = ({ appeals }: TicketState, of: AppealPart['of']): readonly Appeal[] =>
  appeals.filter(({ kind }) => (kind === 'DECLINE') === (of === 'DECLINE'));

/** All that a unit may contest; that a matter found no owner is nobody's warning. */
const warningsOf = ({ deadlines, supervisions, failedVerifications }: TicketState): readonly Target[] => [
  ...deadlines.filter(({ kind, lateAt }) => kind !== 'OWNER' && lateAt !== null).map((deadline) => ({ deadline })),
  ...supervisions.map((supervision) => ({ supervision })),
  ...failedVerifications.map((verification) => ({ verification })),
];

/** Every part of the ticket such a command could be about right now. */
export function possibleTargets(state: TicketState, part: Part | undefined): readonly Target[] {
  if (part === undefined) return [{}];
  if ('assignment' in part) {
    return currentAssignments(state)
      .filter((assignment) => part.assignment.includes(assignment.state))
      .map((assignment) => ({ assignment }));
  }
  if ('supervision' in part) {
    return state.supervisions
      .filter((supervision) => part.supervision.includes(supervision.state))
      .map((supervision) => ({ supervision }));
  }
  if ('timeRequest' in part) {
    return state.timeRequests
      .filter((request) => part.timeRequest.includes(requestState(state, request)))
      .map(() => ({}));
  }
  if ('consultation' in part) {
    return state.consultations.filter((row) => !isDecided(row)).map((consultation) => ({ consultation }));
  }
  if ('mediation' in part) {
    return state.mediations.filter(({ endedAt }) => endedAt === null).map((mediation) => ({ mediation }));
  }
  if ('fieldCheck' in part) {
    return state.fieldChecks.filter(isUnanswered(state)).map((fieldCheck) => ({ fieldCheck }));
  }
  if ('organization' in part) return concerned(state).map((organization) => ({ organization }));
  if ('warning' in part) return warningsOf(state);
  if ('appeal' in part) {
    return appealsOf(state, part.of)
      .filter((appeal) => part.appeal.includes(appeal.state))
      .map((appeal) => ({ appeal }));
  }
  if ('transfer' in part) {
    return state.transfers
      .filter((transfer) => transfer.direction === 'OUT' && part.transfer.includes(transferState(state, transfer)))
      .map((transfer) => ({ transfer }));
  }
  if ('redactionRequest' in part) {
    return state.redactionRequests
      .filter((request) => part.redactionRequest.includes(request.state))
      .map((redactionRequest) => ({ redactionRequest }));
  }
  return state.deadlines
    .filter(({ kind, lateAt, explanation }) => kind !== 'EXPLAIN' && lateAt !== null && explanation === null)
    .map((deadline) => ({ deadline }));
}
