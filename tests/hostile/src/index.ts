export { chanceOf } from './corpus/chance.ts';
export { CORPORA, type CorpusName, readCorpus } from './corpus/corpus-file.ts';
export type { Line } from './corpus/line.ts';
export { GROUND_ENVIRONMENT, type Ground, openGround } from './ground/ground.ts';
export { type Growth, growth, processFigures } from './judge/processes.ts';
export { type Fault, type RunReport, runCorpus } from './judge/run-corpus.ts';
export { changes, storedState } from './judge/stored-state.ts';
export { randomVariants } from './variants/random-variants.ts';
