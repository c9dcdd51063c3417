import { describe, expect, it } from '@jest/globals';
import { MongoBulkWriteError } from 'mongodb';
import { isOnlyDuplicates } from './event-log.ts';

/** The error a bulk insert ends with; the driver's own constructor wants its internals. */
const bulkError = (codes: readonly number[]): MongoBulkWriteError =>
  Object.assign(Object.create(MongoBulkWriteError.prototype) as MongoBulkWriteError, {
    writeErrors: codes.map((code) => ({ code })),
  });

describe('an append to the event log that failed', () => {
  it.each([
    ['is harmless when all failed as duplicates', [11000, 11000], true],
    ['is not harmless when one failed otherwise', [11000, 112], false],
    ['is not harmless when the connection was lost', [], false],
  ])('%s', (_what, codes, expected) => {
    expect(isOnlyDuplicates(bulkError(codes))).toBe(expected);
  });

  it('is not harmless for any other reason', () => {
    expect(isOnlyDuplicates(new Error('no'))).toBe(false);
  });
});
