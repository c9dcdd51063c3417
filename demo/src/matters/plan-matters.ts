import { bodyOf, itemsForTopic, type Pack, type ServiceItem } from '@gridlink/jurisdiction';
import type { CitizenMessage } from '../plan.ts';
import { type Seeded, seeded } from '../seeded.ts';
import type { PlannedGrid } from '../territory/plan-grids.ts';
import { drawEnding, type Ending } from './story.ts';

export type PlannedMatter = {
  readonly message: CitizenMessage;
  readonly jurisdiction: string;
  readonly grid: PlannedGrid;
  readonly county: string;
  readonly point: readonly [number, number];
  readonly item: ServiceItem;
  readonly ending: Ending;
  /** How long ago the channel took the report in, hours. */
  readonly hoursAgo: number;
};

/** An item for the message whose lead department exists in the county. */
function itemFor(pack: Pack, message: CitizenMessage, chance: Seeded): ServiceItem {
  const inCounty = (item: ServiceItem): boolean => bodyOf(pack, item.lead)?.levels.includes('COUNTY') === true;
  const fitting = itemsForTopic(pack, message.category).filter(inCounty);
  return chance.pick(fitting.length > 0 ? fitting : pack.serviceItems.items.filter(inCounty));
}

export type BuiltUp = { readonly pack: Pack; readonly grids: ReadonlyArray<PlannedGrid & { readonly county: string }> };

/** Each real message becomes a matter in one of the jurisdictions, placed in one of its grids, with an ending: by the seed. */
export function planMatters(
  seed: number,
  messages: readonly CitizenMessage[],
  builtUp: readonly BuiltUp[],
): PlannedMatter[] {
  return messages.map((message, index) => {
    const place = builtUp[index % builtUp.length];
    if (!place) throw new Error('no jurisdiction is built up');
    const chance = seeded(seed, `matter ${message.externalId}`);
    const grid = chance.pick(place.grids);
    return {
      message,
      jurisdiction: place.pack.code,
      grid,
      county: grid.county,
      point: grid.center,
      item: itemFor(place.pack, message, chance),
      ending: drawEnding(chance),
      hoursAgo: chance.int(1, 24 * 12),
    };
  });
}
