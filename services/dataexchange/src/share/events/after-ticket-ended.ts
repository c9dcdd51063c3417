import { systemScope } from '@gridlink/subgraph-kit';
import { changeShare, type ShareDeps } from '../use-cases/share-deps.ts';

const SCOPE = systemScope('grants end with their ticket');
const MAX_ROUNDS = 20;

/** Data asked for a ticket is needed no longer than the ticket (B08): its grants end, its open requests too. */
export async function endSharesOfTicket(
  deps: Pick<ShareDeps, 'shares' | 'shareStore'>,
  ticketCode: string,
  acting: { readonly now: Date; readonly traceparent: string | undefined },
): Promise<void> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const shares = await deps.shares.boundTo(SCOPE, ticketCode);
    if (shares.length === 0) return;
    const ended = { at: acting.now, by: 'RULE', reason: `ticket ${ticketCode} ended` };
    for (const share of shares) {
      // A lost race is looked at again in the next round.
      await changeShare(deps, acting, { share, set: { status: 'ENDED', ended }, verb: 'ended', unbind: true });
    }
  }
  throw new Error(`shares of ticket ${ticketCode} keep changing`);
}
