import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { loadHolidays } from './load-holidays.ts';
import { PackError } from './problem.ts';

const NATIONAL_DAY = { name: '国庆节', from: '2027-10-01', to: '2027-10-07', makeUpWorkdays: ['2027-10-09'] };
const FIRST = {
  title: '国务院办公厅关于2027年部分节假日安排的通知',
  number: '第1号',
  issuedOn: '2026-11-05',
  holidays: [NATIONAL_DAY],
};
const withHoliday = (change: Partial<typeof NATIONAL_DAY>) => [
  { ...FIRST, holidays: [{ ...NATIONAL_DAY, ...change }] },
];

describe('notices of holidays', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'holidays-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const written = (name: string, content: unknown) => writeFileSync(join(folder, name), stringify(content));

  it('[B01] are one a year, the last that was issued', () => {
    const second = { ...FIRST, number: '第2号', issuedOn: '2027-03-22' };
    written('2027.yaml', { year: 2027, notices: [FIRST, second] });
    expect(loadHolidays(folder)).toMatchObject([{ year: 2027, version: 2, number: '第2号' }]);
  });

  it('may begin in the last days of December', () => {
    const newYear = { name: '元旦', from: '2026-12-30', to: '2027-01-01', makeUpWorkdays: ['2026-12-27'] };
    written('2027.yaml', { year: 2027, notices: [{ ...FIRST, holidays: [newYear, NATIONAL_DAY] }] });
    expect(loadHolidays(folder)).toHaveLength(1);
  });

  it('are the same frozen ones each time', () => {
    expect(loadHolidays()).toBe(loadHolidays());
    expect(Object.isFrozen(loadHolidays()[0]?.holidays[0])).toBe(true);
  });

  it.each([
    ['a holiday that ends before it begins', withHoliday({ to: '2027-09-30' }), '国庆节 ends before it begins'],
    ['a day named twice', withHoliday({ makeUpWorkdays: ['2027-10-09', '2027-10-09'] }), '2027-10-09 is named twice'],
    ['a make-up day that is worked anyway', withHoliday({ makeUpWorkdays: ['2027-10-11'] }), 'makes up for nothing'],
    ['a day of another year', withHoliday({ makeUpWorkdays: ['2028-10-07'] }), 'is no day of 2027'],
    ['a year without National Day', withHoliday({ from: '2027-10-02' }), '2027-10-01 is a holiday by statute'],
    ['notices out of order', [FIRST, { ...FIRST, issuedOn: '2026-11-01' }], 'is not later than the one before'],
    ['no document number', [{ ...FIRST, number: '' }], 'notices[0].number'],
  ])('are refused with %s', (_, notices, message) => {
    written('2027.yaml', { year: 2027, notices });
    expect(() => loadHolidays(folder)).toThrow(message);
  });

  it('are refused under the name of another year, with every other problem at once', () => {
    written('2028.yaml', { year: 2027, notices: [FIRST] });
    written('2029.yaml', { year: 2029 });
    const problems = (() => {
      try {
        return loadHolidays(folder);
      } catch (error) {
        return error instanceof PackError ? error.problems.map(({ file, path }) => `${file} ${path}`) : error;
      }
    })();
    expect(problems).toEqual(['holidays/2028.yaml year', 'holidays/2029.yaml notices']);
  });
});
