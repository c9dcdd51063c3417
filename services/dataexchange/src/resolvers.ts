import { auditResolvers } from './audit/graphql/audit-resolvers.ts';
import { gridResolvers } from './grid/graphql/grid-resolvers.ts';
import { recordResolvers } from './record/graphql/record-resolvers.ts';
import { resourceResolvers } from './resource/graphql/resource-resolvers.ts';
import { shareResolvers } from './share/graphql/share-resolvers.ts';
import { shareTypeResolvers } from './share/graphql/share-types.ts';

const { Query: resourceQueries, Mutation: resourceMutations, ...resourceTypes } = resourceResolvers;
const { Query: recordQueries, Mutation: recordMutations, ...recordTypes } = recordResolvers;
const { Query: shareQueries, Mutation: shareMutations } = shareResolvers;
const { Query: auditQueries, ...auditTypes } = auditResolvers;

/** The resolvers of all features as one map. */
export const resolvers = {
  Query: { ...resourceQueries, ...recordQueries, ...shareQueries, ...auditQueries },
  Mutation: { ...resourceMutations, ...recordMutations, ...shareMutations },
  ...resourceTypes,
  ...recordTypes,
  ...shareTypeResolvers,
  ...auditTypes,
  ...gridResolvers,
};
