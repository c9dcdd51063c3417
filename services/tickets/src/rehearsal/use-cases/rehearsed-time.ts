import { areasOf } from '@gridlink/contracts';
import type { Pack } from '@gridlink/jurisdiction';
import { badUserInput, type Scope } from '@gridlink/subgraph-kit';
import { reachOf } from '../../revision/use-cases/start-revision.ts';
import type { TicketDeps } from '../../ticket/use-cases/deps.ts';

/** The past that is rehearsed. */
export type TimeAsked = {
  readonly jurisdiction: string | null;
  /** Tickets reported in this time. */
  readonly from: Date;
  readonly to: Date;
};

/** A year, a leap day included. */
export const LONGEST_MS = 366 * 86_400_000;

export function checkTime({ from, to }: Pick<TimeAsked, 'from' | 'to'>): void {
  if (from < to && to.getTime() - from.getTime() <= LONGEST_MS) return;
  throw badUserInput('时段应先始后终，不超过一年 (a time of at most a year, its start first)', 'from');
}

type Territory = { readonly pack: Pack; readonly bounded: Scope; readonly areas: readonly string[] };

/** What a caller may rehearse: his own area under its pack, or the whole of a jurisdiction he names when he administers the platform. */
export function rehearsedTerritory(
  { packs }: Pick<TicketDeps, 'packs'>,
  scope: Scope,
  jurisdiction: string | null,
): Territory {
  const reach = reachOf(scope, jurisdiction);
  const pack = reach === null ? undefined : packs.get(reach.jurisdiction);
  if (reach === null || !pack) {
    throw badUserInput('请指明已配置的法域 (name a configured jurisdiction)', 'jurisdiction');
  }
  // Who administers the whole platform has no area of his own: the whole of the jurisdiction is looked at.
  const area = reach.area ?? pack.territory.prefixes[0]?.padEnd(12, '0') ?? '';
  return { pack, bounded: { reach: 'BOUNDED', jurisdiction: pack.code, area }, areas: areasOf(area) };
}
