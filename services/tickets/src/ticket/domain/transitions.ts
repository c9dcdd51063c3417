import type { TicketStage } from '@gridlink/contracts';
import * as acceptance from './acceptance.ts';
import * as closing from './closing.ts';
import type { CommandName } from './commands.ts';
import type { Consequence, Guard } from './decision.ts';
import * as dispatching from './dispatching.ts';
import * as handling from './handling.ts';
import { locate, passTime } from './passing-time.ts';
import { CENTER, GRID_STAFF, type Permission, SUPERIOR_CENTER, UNIT } from './permissions.ts';
import { OPEN_STAGES } from './stage.ts';
import { succeedUnit } from './succession.ts';
import * as supervising from './supervising.ts';
import type { AssignmentState, SupervisionState } from './vocabulary.ts';

/** The part of a ticket a command is about, and the states that part may be in. */
export type Part =
  | { readonly assignment: readonly AssignmentState[] }
  | { readonly supervision: readonly SupervisionState[] }
  | { readonly deadline: 'LATE' }
  | { readonly organization: 'CONCERNED' };

export type Transition<C extends CommandName> = {
  readonly from: readonly TicketStage[];
  readonly who: readonly Permission[];
  readonly on?: Part;
  /** Each refuses or lets pass, in this order. */
  readonly guards: readonly Guard<C>[];
  /** Stages it may lead to; SAME leaves the stage as it is. */
  readonly to: readonly (TicketStage | 'SAME')[];
  readonly effect: Consequence<C>;
};

const SYSTEM: readonly Permission[] = [{ roles: 'ANY', as: 'SYSTEM' }];
const HOLDER: readonly Permission[] = [{ roles: CENTER, as: 'HOLDER' }];
const BY_UNIT: readonly Permission[] = [{ roles: UNIT, as: 'UNIT' }];
const BY_SUPERVISOR: readonly Permission[] = [{ roles: CENTER, as: 'SUPERVISOR' }];
const ANSWERABLE: readonly TicketStage[] = [...OPEN_STAGES, 'CLOSED'];

/** The life of a ticket: machine, diagram, commands on offer and tests all come from this one table. */
export const TRANSITIONS: { readonly [C in CommandName]: Transition<C> } = {
  reportTicket: {
    from: [],
    who: [{ roles: 'ANY', as: 'ANYONE' }],
    guards: [],
    to: ['ACCEPTANCE'],
    effect: () => ({ changes: [], announcements: [] }),
  },
  locateTicket: { from: OPEN_STAGES, who: SYSTEM, guards: [], to: ['SAME'], effect: locate },
  succeedUnit: { from: ANSWERABLE, who: SYSTEM, guards: [], to: ['SAME'], effect: succeedUnit },
  passTime: { from: ANSWERABLE, who: SYSTEM, guards: [], to: ['SAME'], effect: passTime },
  acceptTicket: {
    from: ['ACCEPTANCE'],
    who: [...HOLDER, { roles: ['GRID_LEADER'], as: 'ACCEPTING_LEADER' }],
    guards: [acceptance.gridIsKnown, acceptance.itemIsListed],
    to: ['DISPATCH'],
    effect: acceptance.accept,
  },
  declineTicket: {
    from: ['ACCEPTANCE'],
    who: HOLDER,
    guards: [acceptance.declineReasonKnown],
    to: ['NOT_ACCEPTED'],
    effect: acceptance.decline,
  },
  solveOnSpot: {
    from: ['ACCEPTANCE'],
    who: [{ roles: GRID_STAFF, as: 'GRID_STAFF' }],
    guards: [acceptance.itemIsListed, acceptance.isPrimaryDuty, acceptance.isOrdinary, acceptance.hasEvidence],
    to: ['FEEDBACK', 'VERIFICATION'],
    effect: acceptance.solveOnSpot,
  },
  escalateTicket: {
    from: ['ACCEPTANCE', 'DISPATCH', 'HANDLING'],
    who: HOLDER,
    guards: [acceptance.hasSuperior],
    to: ['SAME'],
    effect: acceptance.escalate,
  },
  assignDown: {
    from: ['DISPATCH'],
    who: [{ roles: SUPERIOR_CENTER, as: 'HOLDER' }],
    guards: [acceptance.centerIsBelow],
    to: ['SAME'],
    effect: acceptance.assignDown,
  },
  dispatchTicket: {
    from: ['DISPATCH'],
    who: HOLDER,
    guards: [
      dispatching.oneLead,
      dispatching.unitsAreReachable,
      dispatching.unitsHaveDuty,
      dispatching.staffAreWithinTheList,
      dispatching.limitsAreInBounds,
      dispatching.nothingComesBackUnchanged,
    ],
    to: ['HANDLING'],
    effect: dispatching.dispatch,
  },
  reportIn: {
    from: ['HANDLING'],
    who: BY_UNIT,
    on: { assignment: ['OFFERED'] },
    guards: [],
    to: ['SAME'],
    effect: handling.reportIn,
  },
  returnAssignment: {
    from: ['HANDLING'],
    who: BY_UNIT,
    on: { assignment: ['OFFERED', 'WORKING'] },
    guards: [handling.returnReasonKnown, handling.returnWindowIsOpen, handling.reasonIsNew],
    to: ['SAME', 'DISPATCH', 'FEEDBACK'],
    effect: handling.returnAssignment,
  },
  refuseOffList: {
    from: ['HANDLING'],
    who: [{ roles: GRID_STAFF, as: 'ASSIGNED_STAFF' }],
    on: { assignment: ['OFFERED', 'WORKING'] },
    guards: [handling.isOffList],
    to: ['SAME', 'DISPATCH', 'FEEDBACK'],
    effect: handling.refuseOffList,
  },
  noteProgress: {
    from: ['HANDLING'],
    who: BY_UNIT,
    on: { assignment: ['WORKING'] },
    guards: [handling.timelineHasRoom],
    to: ['SAME'],
    effect: handling.noteProgress,
  },
  completeAssignment: {
    from: ['HANDLING'],
    who: BY_UNIT,
    on: { assignment: ['WORKING'] },
    guards: [acceptance.hasEvidence],
    to: ['SAME', 'FEEDBACK'],
    effect: handling.complete,
  },
  giveFeedback: {
    from: ['FEEDBACK'],
    who: [...HOLDER, { roles: UNIT, as: 'LEAD_UNIT' }],
    guards: [],
    to: ['VERIFICATION'],
    effect: closing.giveFeedback,
  },
  verifyTicket: {
    from: ['VERIFICATION'],
    who: [{ roles: CENTER, as: 'CHECKER' }],
    guards: [closing.isNotOwnWork, closing.closingConditionIsNamed, closing.satisfactionIsInRange],
    to: ['CLOSED', 'HANDLING'],
    effect: closing.verify,
  },
  reopenTicket: {
    from: ['CLOSED'],
    who: [
      { roles: 'ANY', as: 'REPORTER' },
      { roles: CENTER, as: 'SUPERIOR' },
    ],
    guards: [closing.reopenWindowIsOpen],
    to: ['DISPATCH'],
    effect: closing.reopen,
  },
  explainLateness: {
    from: ANSWERABLE,
    who: [{ roles: [...new Set([...UNIT, ...CENTER])], as: 'RESPONSIBLE' }],
    on: { deadline: 'LATE' },
    guards: [supervising.isUnexplained],
    to: ['SAME'],
    effect: supervising.explainLateness,
  },
  superviseTicket: {
    from: OPEN_STAGES,
    who: [{ roles: CENTER, as: 'OVERSEER' }],
    on: { organization: 'CONCERNED' },
    guards: [supervising.targetIsConcerned],
    to: ['SAME'],
    effect: supervising.supervise,
  },
  answerSupervision: {
    from: ANSWERABLE,
    who: [{ roles: [...new Set([...UNIT, ...CENTER])], as: 'TARGET' }],
    on: { supervision: ['OPEN'] },
    guards: [],
    to: ['SAME'],
    effect: supervising.answerSupervision,
  },
  settleSupervision: {
    from: ANSWERABLE,
    who: BY_SUPERVISOR,
    on: { supervision: ['ANSWERED'] },
    guards: [],
    to: ['SAME'],
    effect: supervising.settleSupervision,
  },
  failSupervision: {
    from: ANSWERABLE,
    who: BY_SUPERVISOR,
    on: { supervision: ['OPEN', 'ANSWERED'] },
    guards: [supervising.hasHadItsTime],
    to: ['SAME'],
    effect: supervising.failSupervision,
  },
  voidTicket: {
    from: OPEN_STAGES,
    who: [{ roles: ['COUNTY_COORDINATOR', 'CITY_COORDINATOR'], as: 'AUTHORITY' }],
    guards: [],
    to: ['VOID'],
    effect: acceptance.voidTicket,
  },
};

export const COMMAND_NAMES = Object.keys(TRANSITIONS) as readonly CommandName[];
