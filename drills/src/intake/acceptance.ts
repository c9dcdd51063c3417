import type { County } from '@gridlink/bench';
import { deskNames, give } from '@gridlink/demo';

/** Accepts the n-th ticket at the desk of its town; the same key on a retry makes it happen once. */
export type Accept = (n: number, ticketId: string) => Promise<void>;

export function acceptance(county: County): Accept {
  const { grids, pack } = county.jurisdiction;
  const [item] = pack.serviceItems.items;
  if (!item) throw new Error('the county has no items');
  return async (n, ticketId) => {
    const grid = grids[n % grids.length];
    if (!grid) throw new Error('the county has no grids');
    const { town } = deskNames({ jurisdiction: pack.code, town: grid.town, county: county.code });
    await give(county.desks.at(town), 'acceptTicket', {
      ticketId,
      itemCode: item.code,
      words: '情况属实，予以受理',
      idempotencyKey: `accept-${ticketId}`,
    });
  };
}
