import { createLoader, type Scope, type SubgraphContext } from '@gridlink/subgraph-kit';
import type DataLoader from 'dataloader';
import type { Acting } from './acting.ts';
import type { AuditDeps } from './audit/use-cases/export-audit.ts';
import type { FeedDeps } from './feed/use-cases/feed-deps.ts';
import type { GridReadDeps } from './grid/use-cases/read-grid-data.ts';
import type { CiteSharing } from './law/cite-sharing.ts';
import type { PushDeps } from './record/use-cases/push-records.ts';
import type { ResourceDocument } from './resource/persistence/resource-document.ts';

/** Everything the use cases of this service need. */
export type Dependencies = GridReadDeps &
  PushDeps &
  AuditDeps &
  FeedDeps & { readonly citeSharing: (scope: Scope) => CiteSharing };

export type DataexchangeContext = SubgraphContext & {
  readonly acting: Acting;
  readonly deps: Dependencies;
  readonly loaders: Loaders;
};

type Loaders = {
  readonly resourceById: DataLoader<string, ResourceDocument | null>;
  readonly resourceByCode: DataLoader<string, ResourceDocument | null>;
};

function createLoaders({ resources }: Dependencies, { scope }: Acting): Loaders {
  return {
    resourceById: createLoader<string, ResourceDocument>(
      (ids) => resources.byIds(scope, ids),
      ({ _id }) => _id,
    ),
    resourceByCode: createLoader<string, ResourceDocument>(
      (codes) => resources.byCodes(scope, codes),
      ({ code }) => code,
    ),
  };
}

/** One request's context: the time is read once, so that everything a request does happens at one moment. */
export function contextFor(deps: Dependencies) {
  return (base: SubgraphContext): DataexchangeContext => {
    const { scope, caller, requestId, traceparent } = base;
    const acting: Acting = { scope, caller, requestId, traceparent, now: base.now() };
    return { ...base, acting, deps, loaders: createLoaders(deps, acting) };
  };
}
