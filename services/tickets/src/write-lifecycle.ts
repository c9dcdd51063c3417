import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { lifecycleDocument } from './ticket/domain/diagram.ts';

writeFileSync(fileURLToPath(new URL('../../../docs/ticket-lifecycle.md', import.meta.url)), lifecycleDocument());
