import type { Draft } from '../corpus/line.ts';
import { badIds, noVersions } from './bad-text.ts';
import { notOfType, type Sound, tried, userError } from './tries.ts';

const OFFERED = { ticketId: '{{offered}}', assignmentId: '{{assignment}}' };

const ENTRY = {
  id: 'hostile-entry-0123456789',
  madeAt: '2026-01-01T00:00:00Z',
  noteProgress: { ...OFFERED, words: '进展' },
};
const FIELD_BATCH: Sound = {
  mutation: 'submitFieldBatch',
  by: 'worker',
  input: { deviceId: 'hostile-device-012345', batchId: 'hostile-batch-0123456', entries: [ENTRY] },
};

/** A UUID of zeros is as good an id as any that a device may give itself. */
const noOwnIds = badIds.filter((id) => id !== '00000000-0000-0000-0000-000000000000');

/** Batches that are refused as a whole, before any entry is looked at. */
export const fieldBatches: readonly Draft[] = [
  ...['deviceId', 'batchId'].flatMap((field) =>
    tried(FIELD_BATCH, field, { values: noOwnIds, expect: userError(field, 'INVALID_ID') }),
  ),
  ...tried(FIELD_BATCH, 'entries.0.id', { values: noOwnIds, expect: userError('entries', 'INVALID_ID') }),
  ...tried(FIELD_BATCH, 'entries.0.madeAt', { values: ['yesterday', 0, '', {}, null], expect: notOfType }),
  ...tried(FIELD_BATCH, 'entries.0.expectedVersion', { values: noVersions.slice(0, 4), expect: notOfType }),
  ...tried(FIELD_BATCH, 'entries.0.noteProgress', {
    values: [
      null,
      { ...OFFERED, words: '进展', madeAt: '2026-01-01T00:00:00Z' },
      { ...OFFERED, words: '进展', expectedVersion: 1 },
      { ...OFFERED, words: '进展', idempotencyKey: 'another' },
      { ...OFFERED, ticketId: ENTRY.id, words: '进展' },
    ],
    expect: userError('entries'),
  }),
  ...tried(FIELD_BATCH, 'entries', {
    values: [[], [ENTRY, ENTRY], { $list: { ...ENTRY, id: 'hostile-entry-number-#' }, $times: 101 }],
    expect: userError('entries'),
  }),
  ...tried(FIELD_BATCH, 'entries', { values: [null, 'x', [null], [{ id: 'x' }], { $gt: 0 }], expect: notOfType }),
];
