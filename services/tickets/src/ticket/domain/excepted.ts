import {
  type ExceptionUsed,
  isStanding,
  type ListException,
  type ListExceptionKind,
  toUsed,
} from '../../exception/domain/list-exception.ts';
import type { AssignmentOrder } from './commands.ts';
import type { Situation } from './decision.ts';
import type { Refusal } from './refusal.ts';

type Known = Pick<Situation, 'state' | 'now' | 'exceptions'>;

/** Which leave a refusal by the item list can be met with; none for whatever else refuses. */
const KIND_OF: Readonly<Partial<Record<Refusal['kind'], ListExceptionKind>>> = {
  OFF_LIST: 'OFF_LIST',
  UNIT_WITHOUT_DUTY: 'DUTY',
};

/** It was signed for this: the kind, the place, the item and, for who leads, the department. */
function fits({ state }: Known, order: AssignmentOrder, exception: ListException, kind: ListExceptionKind): boolean {
  const isItem = exception.itemCode === null || exception.itemCode === state.item?.code;
  const isUnit = kind === 'OFF_LIST' || (order.to !== 'GRID_STAFF' && order.to.unit === exception.department);
  return exception.kind === kind && state.areas.includes(exception.division) && isItem && isUnit;
}

/** What the item list refuses is let pass under a signed exception that stands and fits; law's reserved acts never are. */
export function unlessExcepted(
  known: Known,
  order: AssignmentOrder,
  { refusal, index }: { readonly refusal: Refusal | null; readonly index: number },
): Refusal | null {
  const { exceptionId = null } = order;
  const kind = refusal === null ? undefined : KIND_OF[refusal.kind];
  if (refusal === null || kind === undefined || exceptionId === null) return refusal;
  const exception = known.exceptions?.get(exceptionId);
  if (!exception || !fits(known, order, exception, kind)) return { kind: 'EXCEPTION_UNKNOWN', index };
  if (isStanding(exception, known.now)) return null;
  return { kind: 'EXCEPTION_OVER', index, documentNumber: exception.documentNumber };
}

/** What the assignment keeps of the exception it needed; null where the list refuses nothing. */
export function exceptionNeeded(known: Known, order: AssignmentOrder, refusal: Refusal | null): ExceptionUsed | null {
  const kind = refusal === null ? undefined : KIND_OF[refusal.kind];
  const exception = known.exceptions?.get(order.exceptionId ?? '');
  return kind !== undefined && exception ? toUsed(exception) : null;
}
