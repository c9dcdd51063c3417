import { dirname, join } from 'node:path';

/** The repository's root folder. */
export const projectFolder = dirname(dirname(dirname(import.meta.dirname)));

/** Where results are kept, whoever measured them. */
export const resultsFolder = join(projectFolder, 'bench/results');
