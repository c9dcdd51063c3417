import { announcementsIn, surprises } from './announcements.ts';
import { nextVersion, releaseSection, withRelease } from './changelog.ts';
import { dayOf, readSchemas, writeRelease } from './released.ts';
import { schemaChanges } from './schema-changes.ts';

/** `pnpm schema:release`: the committed schema becomes the one later changes are held against; the changelog gets its section. */
const { current, released, release, changelog } = readSchemas();
const changes = await schemaChanges(released, current);
const date = dayOf(new Date());
const sudden = surprises(changes.breaking, { released, announced: announcementsIn(changelog), today: date });
if (sudden.length > 0) {
  console.error(`not released, since it would break clients unannounced:\n  ${sudden.join('\n  ')}`);
  process.exit(1);
}
if (Object.values(changes).every((found) => found.length === 0)) {
  console.log(`nothing has changed since ${release.version}`);
} else {
  const next = { version: nextVersion(release.version, changes), date };
  writeRelease(next, { schema: current, changelog: withRelease(changelog, releaseSection(next, changes)) });
  console.log(`released ${next.version}`);
}
