import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVENT_TYPES } from '../events/index.ts';
import { asyncApiDocument } from './asyncapi-document.ts';
import { messageProblems, messagesOf } from './breaking-changes.ts';

const FILE = join(import.meta.dirname, '../../../../docs/asyncapi.json');
const RELEASED = join(import.meta.dirname, '../../released/asyncapi.json');

/**
 * `pnpm asyncapi` writes docs/asyncapi.json; refuses when a released schema would break, since that needs a new version of the event type.
 * `--release` makes it the released one.
 */
const document = asyncApiDocument([...EVENT_TYPES.values()]);
const released: unknown = JSON.parse(readFileSync(RELEASED, 'utf8'));
const problems = messageProblems(messagesOf(released), messagesOf(document));
if (problems.length > 0) {
  console.error(`Released event schemas would break; declare a .v2 instead:\n  ${problems.join('\n  ')}`);
  process.exit(1);
}
const text = `${JSON.stringify(document, null, 2)}\n`;
writeFileSync(FILE, text);
if (process.argv.includes('--release')) writeFileSync(RELEASED, text);
console.log(`docs/asyncapi.json: ${EVENT_TYPES.size} event types`);
