import type { SubgraphContext } from '@gridlink/subgraph-kit';
import type { Loaders } from './loaders.ts';

/** What every resolver of this service has. */
export type PersonnelContext = SubgraphContext & { readonly loaders: Loaders };
