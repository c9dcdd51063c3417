import { deskNames, give, lookUp, report } from '@gridlink/demo';
import { bodyOf } from '@gridlink/jurisdiction';
import { closedLoop } from '../load/closed-loop.ts';
import type { County } from './county.ts';
import { matterNamed, reportInput } from './matter.ts';

const AT_ONCE = 8;
const LONGEST_MS = 300_000;
const SEEN_WITHIN_MS = 15_000;
const LOOK_EVERY_MS = 50;

/** Items that a department of the county leads, so that a page shows different lead departments. */
function departmentItems({ jurisdiction }: County): { code: string; lead: string }[] {
  const { pack } = jurisdiction;
  return pack.serviceItems.items
    .filter(({ lead }) => pack.departments.linkage.some((body) => body.function === lead))
    .filter(({ lead }) => bodyOf(pack, lead)?.levels.includes('COUNTY'))
    .map(({ code, lead }) => ({ code, lead }));
}

/** The ticket as the desk sees it, which is once its grid is found. */
async function seen(client: Parameters<typeof lookUp>[0], code: string) {
  for (const end = Date.now() + SEEN_WITHIN_MS; Date.now() < end; ) {
    const ticket = await lookUp(client, code);
    if (ticket) return ticket;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  throw new Error(`${code} is not seen by its town`);
}

/** Brings so many matters as far as a lead department, each by the desks whose step it is. */
export async function dispatchTickets(county: County, count: number, prefix: string): Promise<void> {
  const desk = county.desks.at(county.coordinator.login);
  const items = departmentItems(county);
  const { grids, pack } = county.jurisdiction;
  const one = async (n: number): Promise<void> => {
    const { code } = await report(desk, reportInput(county, matterNamed(prefix, n), n));
    const item = items[n % items.length];
    const grid = grids[n % grids.length];
    if (!item || !grid) throw new Error('the county has no items or grids');
    const names = deskNames({ jurisdiction: pack.code, town: grid.town, county: county.code });
    const town = county.desks.at(names.town);
    const ticketId = (await seen(town, code)).id;
    await give(town, 'acceptTicket', { ticketId, itemCode: item.code, words: '情况属实，予以受理' });
    await give(town, 'escalateTicket', { ticketId, words: '需县级部门处置，提请分流' });
    await give(desk, 'dispatchTicket', {
      ticketId,
      words: '请按职责处置并反馈',
      assignments: [{ organization: `${county.code}-${item.lead}`, part: 'LEAD' }],
    });
  };
  const loaded = await closedLoop({ clients: AT_ONCE, milliseconds: LONGEST_MS, most: count, work: one });
  if (loaded.done < count) throw new Error(`${loaded.done} of ${count} tickets dispatched: ${loaded.firstFailure}`);
}
