import { print } from 'graphql';
import type { SubgraphSource } from '../../composition/compose-supergraph.ts';
import { serviceSchemas } from '../../composition/service-schemas.ts';
import { liveTypeDefs } from '../../live/live-type-defs.ts';
import { SERVICES_FOLDER } from '../document.ts';

/** Everybody who states rules: the services, and the gateway for what can be subscribed to. */
export const accessSources = (): SubgraphSource[] => [
  ...serviceSchemas(SERVICES_FOLDER),
  { name: 'gateway', typeDefs: print(liveTypeDefs()) },
];
