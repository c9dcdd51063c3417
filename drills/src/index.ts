export { allCallers, callerAt, type Workplace, workplacesOf } from './country/callers.ts';
export { buildCountry, type Country, PLATFORM_ADMIN } from './country/country.ts';
export { type Asked, askAtRandom } from './scope/ask-at-random.ts';
export { type Answer, type Asker, openAsker } from './scope/asker.ts';
export { type Asking, judgeAnswer, type Leak } from './scope/judge-answer.ts';
export { identityOf, isJudged, maySee } from './scope/oracle.ts';
export { readStored, type Stored } from './scope/stored.ts';
export { readSubgraphs, type SubgraphSchema } from './scope/subgraph-schema.ts';
