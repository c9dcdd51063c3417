import { notFound } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import { refused } from '../../ticket/graphql/refused.ts';
import { reachesJurisdiction, startRebuild } from '../use-cases/rebuild-figures.ts';
import { rebuildNode } from './figure-query.ts';

type Input = { readonly input: { readonly jurisdiction: string } };

export const figureMutationResolvers = {
  async rebuildFigures(_: unknown, { input: { jurisdiction } }: Input, { deps, scope, caller, now }: TicketContext) {
    if (!reachesJurisdiction(scope, jurisdiction) || !deps.packs.has(jurisdiction)) throw notFound();
    const started = await startRebuild(deps, jurisdiction, { now: now(), by: caller.subject });
    if (!started) {
      const problem = refused('REBUILD_UNDER_WAY', 'jurisdiction', '该地区的统计正在重算，请等待完成');
      return { rebuild: null, userErrors: [problem] };
    }
    const generations = await deps.figures.generations(jurisdiction);
    return { rebuild: generations && rebuildNode(generations), userErrors: [] };
  },
};
