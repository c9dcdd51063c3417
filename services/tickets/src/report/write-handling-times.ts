import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { handlingTimesDocument } from './handling-times.ts';

writeFileSync(fileURLToPath(new URL('../../../../docs/handling-times.md', import.meta.url)), handlingTimesDocument());
