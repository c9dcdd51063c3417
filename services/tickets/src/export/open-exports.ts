import { EXPORT_PATH } from '@gridlink/contracts';
import type { SubgraphContext, SubgraphOptions } from '@gridlink/subgraph-kit';
import { Counter, type Registry } from 'prom-client';
import { exportRoute } from './http/export-route.ts';
import type { ExportDeps } from './use-cases/export-list.ts';

type Routes = NonNullable<SubgraphOptions<SubgraphContext>['streams']>['routes'];

/** The way of whole lists out of the service. */
export function exportRoutes(deps: ExportDeps, registry: Registry): Routes {
  const outcomes = new Counter({
    name: 'gridlink_tickets_exports_total',
    help: 'Lists given out by outcome: COMPLETE, ABORTED, FAILED, or REFUSED where the same account has one at work',
    labelNames: ['outcome'],
    registers: [registry],
  });
  return { [`GET ${EXPORT_PATH}/*`]: exportRoute(deps, (outcome) => outcomes.inc({ outcome })) };
}
