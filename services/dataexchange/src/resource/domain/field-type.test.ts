import { describe, expect, it } from '@jest/globals';
import { type FieldType, isIdNumber, problemOfValue } from './field-type.ts';

describe('the value of a field', () => {
  const right: ReadonlyArray<readonly [FieldType, unknown]> = [
    ['TEXT', '重点'],
    ['INTEGER', 7],
    ['INTEGER', -1],
    ['DECIMAL', 1.5],
    ['BOOLEAN', false],
    ['DATE', '2024-02-29'],
    ['INSTANT', '2026-03-02T01:30:00Z'],
    ['DIVISION', '410105001001'],
    ['GRID', '4101050010010001'],
    ['PERSON_NAME', '阿卜杜拉·买买提'],
    ['PHONE', '13812341234'],
    ['PHONE', '0371-67180000'],
    ['ID_NUMBER', '11010519491231002X'],
    ['ADDRESS', '金水区文化路1号'],
  ];
  it.each(right)('of type %s may be %j', (type, value) => {
    expect(problemOfValue(type, value)).toBeUndefined();
  });

  const wrong: ReadonlyArray<readonly [FieldType, unknown]> = [
    ['TEXT', 7],
    ['TEXT', 'x'.repeat(2_001)],
    ['INTEGER', 1.5],
    ['INTEGER', '7'],
    ['DECIMAL', Number.NaN],
    ['BOOLEAN', 'true'],
    ['DATE', '2026-02-29'],
    ['DATE', '2026-2-9'],
    ['INSTANT', '2026-03-02'],
    ['DIVISION', '41010500100'],
    ['GRID', ''],
    ['PHONE', '12345'],
    ['PHONE', '23812341234'],
    ['ID_NUMBER', '110105194912310021'],
    ['ID_NUMBER', '11010519491331002X'],
    ['ADDRESS', { road: 'x' }],
  ];
  it.each(wrong)('of type %s is not %j', (type, value) => {
    expect(problemOfValue(type, value)).toEqual(expect.stringMatching(/^应为/));
  });

  it('is never repeated by what is said of it', () => {
    expect(problemOfValue('ID_NUMBER', '110105194912310021')).not.toContain('1101');
  });

  it.each([
    ['the last digit wrong', '110105194912310020'],
    ['a birth date that never was', '11010519490231002X'],
    ['fifteen digits', '110105491231002'],
    ['a small x', '11010519491231002x'],
  ])('is no identity number with %s', (_what, value) => {
    expect(isIdNumber(value)).toBe(false);
  });
});
