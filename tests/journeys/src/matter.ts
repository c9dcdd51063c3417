import { randomUUID } from 'node:crypto';
import {
  deskNames,
  type GraphClient,
  type LoadedJurisdiction,
  lookUp,
  type Receipt,
  report,
  type TicketView,
} from '@gridlink/demo';
import { bodyOf, type ServiceItem } from '@gridlink/jurisdiction';
import { eventually } from '@gridlink/test-kit';
import type { World } from './world.ts';

/** A matter that was reported, with everything the steps after it need. */
export type Reported = {
  readonly receipt: Receipt;
  readonly ticket: TicketView;
  readonly item: ServiceItem;
  readonly place: LoadedJurisdiction['grids'][number];
  /** Organization code of the department that leads such matters. */
  readonly lead: string;
  /** Login names. */
  readonly desk: { readonly town: string; readonly county: string; readonly city: string; readonly lead: string };
};

/** An item of the list that a department of the county leads. */
export function departmentItem(jurisdiction: LoadedJurisdiction): ServiceItem {
  const item = jurisdiction.pack.serviceItems.items.find(
    ({ lead, severity }) =>
      severity === 'NORMAL' &&
      bodyOf(jurisdiction.pack, lead)?.levels.includes('COUNTY') &&
      lead === 'URBAN_MANAGEMENT',
  );
  if (!item) throw new Error(`${jurisdiction.pack.code} has no such item`);
  return item;
}

/** A resident reports a matter in the first grid of the county; the tickets service has found the grid when this resolves. */
export async function reportMatter(world: World, code: string, more: Record<string, unknown> = {}): Promise<Reported> {
  const jurisdiction = world.at(code);
  const [place] = jurisdiction.grids;
  if (!place) throw new Error('no grid');
  const item = departmentItem(jurisdiction);
  const receipt = await report(world.public, {
    source: 'PUBLIC_CHANNEL',
    channel: 'WEB',
    title: '路面井盖缺失',
    text: '小区门口人行道上的井盖不见了，晚上很危险，请尽快处理。',
    division: place.division,
    place: { longitude: place.center[0], latitude: place.center[1], system: 'GCJ02', address: '小区门口' },
    reporter: { name: '李某', phone: '13900001234' },
    idempotencyKey: randomUUID(),
    ...more,
  });
  const names = deskNames({ jurisdiction: code, town: place.town, county: place.county });
  const lead = `${place.county}-${item.lead}`;
  const desk = { town: names.town, county: names.county, city: `${code}-city`, lead: names.unit(lead) };
  const ticket = await seenBy(world.desks.at(desk.town), receipt.code);
  return { receipt, ticket, item, place, lead, desk };
}

/** The ticket as a desk sees it, once its service knows the grid. */
export const seenBy = (client: GraphClient, code: string): Promise<TicketView> =>
  eventually(() => lookUp(client, code));

export const PHOTO = {
  name: 'after.jpg',
  uri: 'urn:gridlink:journey:after.jpg',
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
};
