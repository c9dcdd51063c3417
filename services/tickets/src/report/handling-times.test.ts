import { readFileSync } from 'node:fs';
import { loadPacks, type Pack } from '@gridlink/jurisdiction';
import { describe, expect, it } from '@jest/globals';
import { handlingTimesDocument, standingIn } from './handling-times.ts';

const pack = loadPacks().get('zhengzhou') as Pack;
// Monday 4 March 2019, nine in the morning: 4 h + 4 h + 5 days + 1 day of seven hours each end on Wednesday the 13th, ten o'clock.
const reportedAt = '2019-03-04T09:00:00+08:00';
const standing = (repliedAt: string) => standingIn(pack, [{ reportedAt }], [{ reportedAt, repliedAt }]);

describe('real handling times', () => {
  it('are in the page as the packs and the data have them (else: npm run report:messages)', () => {
    const page = new URL('../../../../docs/handling-times.md', import.meta.url);
    expect(readFileSync(page, 'utf8')).toBe(handlingTimesDocument());
  });

  it.each([
    ['to the minute in time', '2019-03-13T10:00:00+08:00', [1, 0, 0]],
    ['a minute later only with the longest handling', '2019-03-13T10:01:00+08:00', [0, 1, 0]],
    ['to the minute in time with the longest', '2019-03-27T10:00:00+08:00', [0, 1, 0]],
    ['a minute later late', '2019-03-27T10:01:00+08:00', [0, 0, 1]],
  ])('are %s', (_, repliedAt, expected) => {
    const { inTime, byLongest, late } = standing(repliedAt);
    expect([inTime, byLongest, late]).toEqual(expected);
  });

  it('are counted in working days', () => {
    expect(standing('2019-03-11T09:00:00+08:00')).toMatchObject({ medianDays: 5, ninthDays: 5, worstOverDays: 0 });
  });

  it.each([
    ['2019-03-04T08:59:00+08:00', 1],
    ['2019-03-04T09:00:00+08:00', 0],
    ['2019-03-09T10:00:00+08:00', 1],
  ])('start at the next opening for a message of %s', (at, afterHours) => {
    expect(standingIn(pack, [{ reportedAt: at }], [{ reportedAt, repliedAt: reportedAt }]).afterHours).toBe(afterHours);
  });
});
