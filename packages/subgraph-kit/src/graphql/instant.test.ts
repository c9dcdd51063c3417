import { describe, expect, it } from '@jest/globals';
import { readInstant } from './instant.ts';

describe('an instant', () => {
  it.each([
    ['2026-06-01T00:00:00Z', '2026-06-01T00:00:00.000Z'],
    ['2026-06-01T08:00:00+08:00', '2026-06-01T00:00:00.000Z'],
    ['2026-06-01T00:00:00.123Z', '2026-06-01T00:00:00.123Z'],
    ['2026-06-01T00:00Z', '2026-06-01T00:00:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59.000Z'],
  ])('%s is read', (text, instant) => {
    expect(readInstant(text)?.toISOString()).toBe(instant);
  });

  it.each([
    ['without a zone', '2026-06-01T00:00:00'],
    ['that is a day', '2026-06-01'],
    ['on a day no calendar has', '2026-02-30T00:00:00Z'],
    ['on 29 February of a common year', '2026-02-29T00:00:00Z'],
    ['in a thirteenth month', '2026-13-01T00:00:00Z'],
    ['at 25 hours', '2026-06-01T25:00:00Z'],
    ['at 24:01', '2026-06-01T24:01:00Z'],
    ['in a zone that is none', '2026-06-01T00:00:00+99:00'],
    ['before anything happened', '0001-01-01T00:00:00Z'],
    ['in a year of five digits', '+12026-06-01T00:00:00Z'],
    ['with more behind it', '2026-06-01T00:00:00Z\n'],
    ['in other digits', '２０２６-06-01T00:00:00Z'],
    ['that is a number', 1_700_000_000],
    ['that is an object', { $gt: '' }],
    ['that is nothing', null],
  ])('%s is none', (_what, value) => {
    expect(readInstant(value)).toBeUndefined();
  });
});
