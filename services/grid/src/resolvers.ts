import { divisionMutations, divisionQueries, divisionTypes } from './division/graphql/division-resolvers.ts';
import { gridMutations } from './grid/graphql/grid-mutations.ts';
import { gridQueries } from './grid/graphql/grid-queries.ts';
import { gridTypes } from './grid/graphql/grid-type.ts';
import { itemListMutations, itemListQueries, itemListTypes } from './item-list/graphql/item-list-resolvers.ts';
import { noticeQueries } from './notice/graphql/notice-queries.ts';
import { placeQueries, placeTypes } from './place/graphql/place-queries.ts';

/** Resolvers of the whole subgraph, feature by feature. */
export const resolvers = {
  Query: { ...divisionQueries, ...gridQueries, ...placeQueries, ...noticeQueries, ...itemListQueries },
  Mutation: { ...divisionMutations, ...gridMutations, ...itemListMutations },
  ...divisionTypes,
  ...gridTypes,
  ...placeTypes,
  ...itemListTypes,
};
