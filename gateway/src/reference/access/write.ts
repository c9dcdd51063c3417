import { writeDocuments } from '../document.ts';
import { accessDocument, accessIndex } from './access-document.ts';
import { accessSources } from './access-sources.ts';

const sources = accessSources();
writeDocuments([accessIndex(sources), ...sources.map(accessDocument)]);
