import type { TicketStage } from '@gridlink/contracts';
import type { CommandName } from './commands.ts';
import type { Consequence, Guard } from './decision.ts';
import { CENTER, type Permission, UNIT } from './permissions.ts';
import type { Standing } from './relations.ts';
import type {
  AppealState,
  AssignmentState,
  RedactionRequestState,
  SupervisionState,
  TimeRequestState,
  TransferState,
} from './vocabulary.ts';

/** The part of a ticket a command is about, and the states that part may be in. */
export type Part =
  | { readonly assignment: readonly AssignmentState[] }
  | { readonly supervision: readonly SupervisionState[] }
  | { readonly timeRequest: readonly TimeRequestState[] }
  | { readonly consultation: 'OPEN' }
  | { readonly mediation: 'OPEN' }
  | { readonly fieldCheck: 'OPEN' }
  | { readonly deadline: 'LATE' }
  | { readonly warning: 'GIVEN' }
  | { readonly appeal: readonly AppealState[]; readonly of: 'WARNING' | 'DECLINE' }
  | { readonly organization: 'CONCERNED' }
  | { readonly transfer: readonly TransferState[] }
  | { readonly redactionRequest: readonly RedactionRequestState[] };

export type Transition<C extends CommandName> = {
  readonly from: readonly TicketStage[];
  readonly who: readonly Permission[];
  readonly on?: Part;
  /** Leaves the command off the list of what can be done, where the state alone says that its guards would refuse. */
  readonly offeredWhen?: (standing: Pick<Standing, 'state' | 'target'>) => boolean;
  /** Each refuses or lets pass, in this order. */
  readonly guards: readonly Guard<C>[];
  /** Stages it may lead to; SAME leaves the stage as it is. */
  readonly to: readonly (TicketStage | 'SAME')[];
  readonly effect: Consequence<C>;
};

/** The rows of some commands. */
export type Table<C extends CommandName> = { readonly [K in C]: Transition<K> };

export const SYSTEM: readonly Permission[] = [{ roles: 'ANY', as: 'SYSTEM' }];
export const HOLDER: readonly Permission[] = [{ roles: CENTER, as: 'HOLDER' }];
export const BY_UNIT: readonly Permission[] = [{ roles: UNIT, as: 'UNIT' }];
export const BY_SUPERVISOR: readonly Permission[] = [{ roles: CENTER, as: 'SUPERVISOR' }];
