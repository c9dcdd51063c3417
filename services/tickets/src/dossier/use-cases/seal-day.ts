import { type DossierSigner, hashOfAnchor, leafOf, merkleTree, NO_ANCHOR, sealAnchor } from '@gridlink/dossier';
import { systemScope } from '@gridlink/subgraph-kit';
import type { TicketRepository } from '../../ticket/use-cases/ticket-repository.ts';
import { endOf } from '../domain/day.ts';
import type { AnchorStore } from '../persistence/anchor-store.ts';

export type SealDeps = {
  readonly tickets: Pick<TicketRepository, 'headsOfDay'>;
  readonly anchors: AnchorStore;
  readonly dossierSigner: DossierSigner;
};

type Moved = { readonly id: string; readonly sequence: number; readonly hash: string };

const SCOPE = systemScope('a day’s anchor is over every timeline that moved');
const PAGE = 500;

/** Heads at the end of the day, by ticket id; the same whoever asks and whenever, once the day is settled. */
async function headsOf({ tickets }: SealDeps, jurisdiction: string, day: string): Promise<readonly Moved[]> {
  const heads: Moved[] = [];
  for (let after = ''; ; ) {
    const page = await tickets.headsOfDay(SCOPE, { jurisdiction, day, until: endOf(day), after, limit: PAGE });
    heads.push(...page);
    const last = page.at(-1);
    if (page.length < PAGE || last === undefined) return heads;
    after = last.id;
  }
}

/**
 * Puts all that moved on a day under one signed root, chained to the day before, and notes where each ticket stands in it. Done twice, by
 * whichever replicas, it is one anchor: the first that is stored stays, and places that lead to another root are passed over when read.
 */
export async function sealDay(
  deps: SealDeps,
  { jurisdiction, day }: { readonly jurisdiction: string; readonly day: string },
  now: Date,
): Promise<void> {
  const { anchors, dossierSigner } = deps;
  const heads = await headsOf(deps, jurisdiction, day);
  const { root, paths } = merkleTree(heads.map(({ id, ...head }) => leafOf(id, head)));
  if ((await anchors.ofDay(jurisdiction, day)) === null) {
    const before = await anchors.last(jurisdiction);
    const anchor = sealAnchor(dossierSigner, {
      jurisdiction,
      day,
      sequence: (before?.sequence ?? 0) + 1,
      leaves: heads.length,
      root,
      previous: before ? hashOfAnchor(before) : NO_ANCHOR,
      at: now.toISOString(),
    });
    await anchors.insert(anchor);
  }
  const places = heads.map(({ id, sequence }, index) => ({
    _id: id,
    jurisdiction,
    day,
    root,
    sequence,
    index,
    path: paths[index]?.path ?? [],
  }));
  for (let from = 0; from < places.length; from += PAGE) await anchors.keepPlaces(places.slice(from, from + PAGE));
}
