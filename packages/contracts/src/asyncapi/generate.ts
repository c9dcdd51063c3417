import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVENT_TYPES } from '../events/index.ts';
import { asyncApiDocument } from './asyncapi-document.ts';
import { breakingChanges } from './breaking-changes.ts';

const FILE = join(import.meta.dirname, '../../../../docs/asyncapi.json');

type Document = { components: { messages: Record<string, { payload: unknown }> } };

function publishedMessages(): Document['components']['messages'] {
  try {
    return (JSON.parse(readFileSync(FILE, 'utf8')) as Document).components.messages;
  } catch {
    return {};
  }
}

/** Writes docs/asyncapi.json; refuses when a published schema would break, since that needs a new version of the event type. */
const document = asyncApiDocument([...EVENT_TYPES.values()]);
const current = (document as unknown as Document).components.messages;
const problems = Object.entries(publishedMessages()).flatMap(([name, message]) =>
  breakingChanges(message.payload, current[name]?.payload).map((problem) => `${name}: ${problem}`),
);
if (problems.length > 0 && !process.argv.includes('--accept-breaking')) {
  console.error(`Published event schemas would break; declare a .v2 instead:\n  ${problems.join('\n  ')}`);
  process.exit(1);
}
writeFileSync(FILE, `${JSON.stringify(document, null, 2)}\n`);
console.log(`docs/asyncapi.json: ${EVENT_TYPES.size} event types`);
