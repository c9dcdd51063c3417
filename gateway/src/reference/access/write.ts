import { serviceSchemas } from '../../composition/service-schemas.ts';
import { SERVICES_FOLDER, writeDocuments } from '../document.ts';
import { accessDocument, accessIndex } from './access-document.ts';

const sources = serviceSchemas(SERVICES_FOLDER);
writeDocuments([accessIndex(sources), ...sources.map(accessDocument)]);
