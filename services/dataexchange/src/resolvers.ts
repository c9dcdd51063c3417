import { auditResolvers } from './audit/graphql/audit-resolvers.ts';
import { feedResolvers } from './feed/graphql/feed-resolvers.ts';
import { gridResolvers } from './grid/graphql/grid-resolvers.ts';
import { recordResolvers } from './record/graphql/record-resolvers.ts';
import { resourceResolvers } from './resource/graphql/resource-resolvers.ts';
import { shareResolvers } from './share/graphql/share-resolvers.ts';
import { shareTypeResolvers } from './share/graphql/share-types.ts';

const { Query: resourceQueries, Mutation: resourceMutations, ...resourceTypes } = resourceResolvers;
const { Query: recordQueries, Mutation: recordMutations, ...recordTypes } = recordResolvers;
const { Query: shareQueries, Mutation: shareMutations } = shareResolvers;
const { Query: auditQueries, ...auditTypes } = auditResolvers;
const { Query: feedQueries, Mutation: feedMutations, ...feedTypes } = feedResolvers;

/** The resolvers of all features as one map. */
export const resolvers = {
  Query: { ...resourceQueries, ...recordQueries, ...shareQueries, ...auditQueries, ...feedQueries },
  Mutation: { ...resourceMutations, ...recordMutations, ...shareMutations, ...feedMutations },
  ...resourceTypes,
  ...recordTypes,
  ...shareTypeResolvers,
  ...auditTypes,
  ...feedTypes,
  ...gridResolvers,
};
