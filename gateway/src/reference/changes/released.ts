import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../document.ts';
import type { Release } from './changelog.ts';

const file = (path: string): string => join(PROJECT_FOLDER, path);
const CURRENT = file('gateway/schema.graphql');
const RELEASED = file('gateway/released/schema.graphql');
const RELEASE = file('gateway/released/release.json');
const CHANGELOG = file('docs/schema-changelog.md');

/** The committed schema beside the one clients were last told about. */
export const readSchemas = () => ({
  current: readFileSync(CURRENT, 'utf8'),
  released: readFileSync(RELEASED, 'utf8'),
  release: JSON.parse(readFileSync(RELEASE, 'utf8')) as Release,
  changelog: readFileSync(CHANGELOG, 'utf8'),
});

export function writeRelease(release: Release, { schema, changelog }: { schema: string; changelog: string }): void {
  writeFileSync(RELEASED, schema);
  writeFileSync(RELEASE, `${JSON.stringify(release, null, 2)}\n`);
  writeFileSync(CHANGELOG, changelog);
}

export const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10);
