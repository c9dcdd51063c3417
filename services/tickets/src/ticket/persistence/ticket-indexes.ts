import type { Collection, IndexDescription } from 'mongodb';
import { COUNTING_INDEXES } from '../../figures/persistence/counted-collection.ts';
import type { TicketDocument } from './ticket-document.ts';

/** One index for each question, named by it. Lists end in the fields of their order. */
const INDEXES: readonly IndexDescription[] = [
  { name: 'by-code', key: { code: 1 }, unique: true },
  { name: 'seen-before', key: { externalKey: 1 }, unique: true, sparse: true },
  { name: 'list', key: { jurisdiction: 1, seenBy: 1, reportedAt: -1, _id: -1 } },
  { name: 'list-of-stage', key: { jurisdiction: 1, seenBy: 1, stage: 1, reportedAt: -1, _id: -1 } },
  { name: 'list-late', key: { lateFor: 1, reportedAt: -1, _id: -1 } },
  { name: 'list-supervised', key: { supervisedFor: 1, reportedAt: -1, _id: -1 } },
  { name: 'waiting-for', key: { waitsFor: 1, dueAt: 1, _id: 1 } },
  { name: 'words', key: { words: 1, reportedAt: -1, _id: -1 } },
  { name: 'alarms-due', key: { nextAlarmAt: 1 }, sparse: true },
  ...COUNTING_INDEXES,
  { name: 'alike', key: { cells: 1, reportedAt: -1 }, sparse: true },
  { name: 'handed-in', key: { handedInCells: 1, reportedAt: -1 }, sparse: true },
  { name: 'merged-into', key: { mergedInto: 1, reportedAt: -1 }, sparse: true },
  { name: 'files', key: { fileIds: 1 }, sparse: true },
  { name: 'private-files', key: { privateFileIds: 1 }, sparse: true },
  { name: 'digests', key: { digests: 1 }, sparse: true },
  { name: 'under-exception', key: { exceptions: 1 }, sparse: true },
  { name: 'open', key: { openIn: 1, _id: 1 }, sparse: true },
  { name: 'grew-on', key: { jurisdiction: 1, grewOn: 1, _id: 1 } },
  { name: 'offered-to', key: { offeredTo: 1, reportedAt: 1, _id: 1 }, sparse: true },
  {
    name: 'redaction-asked-of',
    key: { redactionAskedOf: 1, redactionAskedAt: 1, _id: 1 },
    sparse: true,
  },
  { name: 'to-be-handed-over', key: { handOverAt: 1 }, sparse: true },
  { name: 'came-of', key: { 'origin.id': 1, _id: 1 }, sparse: true },
  { name: 'unlocated', key: { unlocatedIn: 1, _id: 1 } },
];

export async function ensureTicketIndexes(collection: Collection<TicketDocument>): Promise<void> {
  await collection.createIndexes([...INDEXES]);
}
