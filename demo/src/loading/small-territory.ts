import { loadPacks } from '@gridlink/jurisdiction';
import type { GraphClient } from '../graph-client.ts';
import { readPlan } from '../plan.ts';
import { readDivisions } from '../territory/divisions.ts';
import { type CountySize, fewDivisions } from '../territory/few-divisions.ts';
import { type LoadedJurisdiction, loadJurisdiction } from './jurisdiction.ts';

export type SmallTerritory = {
  /** The jurisdiction's. */
  readonly code: string;
  /** 12-digit codes; all that the plan has unless named. */
  readonly counties?: readonly string[];
  readonly size: CountySize;
};

/** A jurisdiction of the plan where little will do: the first towns of some of its counties, and their first villages. */
export async function loadSmallTerritory(
  admin: GraphClient,
  { code, counties, size }: SmallTerritory,
): Promise<LoadedJurisdiction> {
  const plan = readPlan();
  const planned = plan.jurisdictions.find((jurisdiction) => jurisdiction.code === code);
  const pack = loadPacks().get(code);
  if (!planned || !pack) throw new Error(`the demonstration does not plan ${code}`);
  const built = counties ?? planned.counties;
  const divisions = fewDivisions(await readDivisions([planned.city.slice(0, 4)]), built, size);
  return loadJurisdiction(admin, { plan, planned: { ...planned, counties: [...built] }, pack, divisions });
}

/** The county that the plan names first, with its jurisdiction. */
export function firstCounty(): { readonly code: string; readonly county: string } {
  const [planned] = readPlan().jurisdictions;
  const [county] = planned?.counties ?? [];
  if (!planned || !county) throw new Error('the demonstration plans no county');
  return { code: planned.code, county };
}
