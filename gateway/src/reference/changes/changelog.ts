import type { SchemaChange, SchemaChanges } from './schema-changes.ts';

export type Release = { readonly version: string; readonly date: string };

/** Where the sections of releases begin: the newest is put right below. */
export const RELEASES_BELOW = '<!-- releases, newest first; written by pnpm schema:release -->';

/** A breaking change is a new first number, anything new a new second one. */
export function nextVersion(version: string, { breaking }: Pick<SchemaChanges, 'breaking'>): string {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return breaking.length > 0 ? `${major + 1}.0.0` : `${major}.${minor + 1}.0`;
}

const group = (title: string, changes: readonly SchemaChange[]): string[] =>
  changes.length === 0 ? [] : [`**${title}**`, changes.map(({ message }) => `- ${message}`).join('\n')];

/** The section of a release: what breaks first. */
export const releaseSection = ({ version, date }: Release, { breaking, dangerous, safe }: SchemaChanges): string =>
  [
    `## ${version} (${date})`,
    ...group('Breaking', breaking),
    ...group('Look out', dangerous),
    ...group('New', safe),
  ].join('\n\n');

export const withRelease = (changelog: string, section: string): string =>
  changelog.replace(RELEASES_BELOW, `${RELEASES_BELOW}\n\n${section}`);
