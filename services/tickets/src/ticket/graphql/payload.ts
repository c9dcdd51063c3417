import { forbidden, type UserError } from '@gridlink/subgraph-kit';
import type { Refusal } from '../domain/refusal.ts';
import { toUserError } from './user-errors.ts';

/** A refusal the caller can mend; standing is none. @throws GraphError FORBIDDEN */
export function refusedAsErrors(refusal: Refusal): readonly UserError[] {
  if (refusal.kind === 'NOT_ALLOWED') throw forbidden('您不能对该工单执行此操作 (you may not do this to the ticket)');
  return [toUserError(refusal)];
}
