import { writeDocuments } from '../document.ts';
import { allRefusals, errorsDocument } from './errors-document.ts';

writeDocuments([errorsDocument(await allRefusals())]);
