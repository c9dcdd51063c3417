import { announcementsIn, surprises } from './announcements.ts';
import { dayOf, readSchemas } from './released.ts';
import { type SchemaChange, schemaChanges } from './schema-changes.ts';

function print(title: string, changes: readonly SchemaChange[]): void {
  console.log(`${title}: ${changes.length}`);
  for (const { path, message } of changes) console.log(`  ${path}: ${message}`);
}

/** `pnpm schema:diff`: what changed since the release; fails on breaking changes nobody was told about. */
const { current, released, release, changelog } = readSchemas();
const changes = await schemaChanges(released, current);
console.log(`since ${release.version} (${release.date})`);
print('breaking', changes.breaking);
print('look out', changes.dangerous);
print('new', changes.safe);
const sudden = surprises(changes.breaking, {
  released,
  announced: announcementsIn(changelog),
  today: dayOf(new Date()),
});
if (sudden.length > 0) {
  console.error(`\nnot allowed (docs/schema-changelog.md says how):\n  ${sudden.join('\n  ')}`);
  process.exit(1);
}
