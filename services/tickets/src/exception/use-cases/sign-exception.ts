import { createHash } from 'node:crypto';
import { areasOf, type Caller } from '@gridlink/contracts';
import { forbidden, notFound, type Scope } from '@gridlink/subgraph-kit';
import { packOf, type TicketDeps } from '../../ticket/use-cases/deps.ts';
import type { ExceptionDraft, ExceptionRefusal, ListException, ListExceptionKind } from '../domain/list-exception.ts';
import { revokingRefusal, signingRefusal } from '../domain/signing.ts';
import type { ExceptionReach } from './exception-repository.ts';

export type ExceptionDeps = Pick<TicketDeps, 'organizations' | 'itemLists' | 'packs' | 'exceptions' | 'tickets'>;
type By = Pick<Caller, 'subject' | 'organization'>;

export type SigningOrder = ExceptionDraft & { readonly kind: ListExceptionKind };

export type SigningOutcome =
  | { readonly kind: 'DONE'; readonly exception: ListException }
  | { readonly kind: 'REFUSED'; readonly refusal: ExceptionRefusal };

/** The territory a caller signs for and reads of. */
export function exceptionReach(scope: Scope): ExceptionReach {
  if (scope.reach !== 'BOUNDED' || scope.area === undefined) {
    throw forbidden('您没有可签批例外的辖区 (you have no territory to sign exceptions for)');
  }
  return { jurisdiction: scope.jurisdiction, division: scope.area };
}

/** The same leave under the same document is one: signing it again, as a retry does, gives what was signed. */
const idOf = (
  { jurisdiction, division }: ExceptionReach,
  { kind, department, itemCode, documentNumber }: SigningOrder,
) =>
  createHash('sha256')
    .update(JSON.stringify([jurisdiction, division, kind, department, itemCode, documentNumber.trim()]))
    .digest('hex')
    .slice(0, 24);

export async function signException(
  deps: ExceptionDeps,
  { scope, by, now }: { readonly scope: Scope; readonly by: By; readonly now: Date },
  order: SigningOrder,
): Promise<SigningOutcome> {
  const reach = exceptionReach(scope);
  const pack = packOf(deps, reach.jurisdiction);
  const [units, items] = await Promise.all([
    deps.organizations.units([order.department]),
    deps.itemLists.inForce(pack, areasOf(reach.division), now),
  ]);
  const { kind, ...asked } = order;
  const department = units.get(order.department);
  const refusal = signingRefusal({ pack, now, division: reach.division, kind, department, asked, items });
  if (refusal) return { kind: 'REFUSED', refusal };
  const exception = await deps.exceptions.sign({
    id: idOf(reach, order),
    ...reach,
    ...order,
    reason: order.reason.trim(),
    documentNumber: order.documentNumber.trim(),
    signedBy: by.subject,
    signedFor: by.organization ?? null,
    signedAt: now,
    revokedAt: null,
    revokedBy: null,
    revokedWords: null,
  });
  return { kind: 'DONE', exception };
}

/** Takes a leave back from now on; what was dispatched under it stays. Who signed it, or a body above, may. */
export async function revokeException(
  deps: ExceptionDeps,
  { scope, by, now }: { readonly scope: Scope; readonly by: By; readonly now: Date },
  { id, words }: { readonly id: string; readonly words: string },
): Promise<SigningOutcome> {
  const reach = exceptionReach(scope);
  const exception = await deps.exceptions.find(reach.jurisdiction, id);
  if (!exception || !areasOf(exception.division).includes(reach.division)) throw notFound();
  const refusal = revokingRefusal(exception, words, now);
  if (refusal) return { kind: 'REFUSED', refusal };
  const revoked = { at: now, subject: by.subject, words: words.trim() };
  if (!(await deps.exceptions.revoke(exception, revoked)))
    return { kind: 'REFUSED', refusal: { kind: 'NOT_STANDING' } };
  return {
    kind: 'DONE',
    exception: { ...exception, revokedAt: now, revokedBy: by.subject, revokedWords: revoked.words },
  };
}
