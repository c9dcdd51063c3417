import type { Visit } from './doors.ts';
import type { Text } from './sightings.ts';

const EXPORT = /* GraphQL */ `query Export { auditExport(first: 1000) { ndjson checkpoints } }`;
const ENTRIES = /* GraphQL */ `query Entries { auditEntries(first: 200) { nodes { action purpose reason fields records requestId } } }`;
const FEED = /* GraphQL */ `query Feed($organization: String!) { feedEvents(organization: $organization, first: 200) { nodes { event } } }`;

/** Exports and pulls as auditors and departments make them. */
export async function exportsAndFeeds({ keeper, staff, county }: Visit): Promise<Text[]> {
  const organization = `${county.code}-URBAN_MANAGEMENT`;
  const answers = [
    ['the audit’s export', await keeper.knock(staff.auditor, EXPORT)],
    ['the audit’s list', await keeper.knock(staff.auditor, ENTRIES)],
    ['a feed by pull', await keeper.knock(staff.steward, FEED, { organization })],
  ] as const;
  return answers.map(([place, answer]) => {
    if (answer === null) throw new Error(`${place} was refused`);
    return { place, text: JSON.stringify(answer) };
  });
}
